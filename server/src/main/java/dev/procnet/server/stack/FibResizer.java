package dev.procnet.server.stack;

import org.jspecify.annotations.Nullable;

/**
 * Keeps the branches of a {@link FibTrie} as wide as the kernel would. net/ipv4/fib_trie.c resize,
 * inflate, halve, replace, collapse.
 */
final class FibResizer {

  /** MAX_WORK: how often a branch is doubled, or halved, at once. */
  private static final int MAX_WORK = 10;

  /** Percent of slots from which a branch is doubled; for the topmost less. */
  private static final int INFLATE = 50;

  private static final int INFLATE_TOP = 30;

  /** Percent of slots below which a branch is halved. */
  private static final int HALVE = 25;

  private static final int HALVE_TOP = 15;

  private FibResizer() {}

  /**
   * What stands in the place of a branch after its children have changed.
   *
   * @param top it is the topmost
   * @return null where nothing is left below it
   */
  static @Nullable FibNode resize(FibBranch node, boolean top) {
    FibBranch resized = node;
    int work = MAX_WORK;
    while (work > 0 && shouldInflate(resized, top)) {
      resized = inflate(resized);
      work--;
    }
    if (work != MAX_WORK) {
      return resized;
    }
    while (work > 0 && shouldHalve(resized, top)) {
      resized = halve(resized);
      work--;
    }
    int occupied = resized.slots() - resized.emptyChildren();
    return occupied < 2 ? onlyChild(resized) : resized;
  }

  private static @Nullable FibNode onlyChild(FibBranch node) {
    int slot = node.occupied(0);
    return slot == node.slots() ? null : node.child(slot);
  }

  private static boolean shouldInflate(FibBranch node, boolean top) {
    long slots = node.slots();
    long used = slots - node.emptyChildren() + node.fullChildren();
    return used > 1 && node.pos() > 0 && 50 * used >= slots * (top ? INFLATE_TOP : INFLATE);
  }

  private static boolean shouldHalve(FibBranch node, boolean top) {
    long slots = node.slots();
    long used = slots - node.emptyChildren();
    return used > 1 && node.bits() > 1 && 100 * used < slots * (top ? HALVE_TOP : HALVE);
  }

  /** Doubles a branch: full children are dissolved into their halves. */
  private static FibBranch inflate(FibBranch old) {
    FibBranch node = new FibBranch(old.key(), old.pos() - 1, old.bits() + 1);
    for (int i = old.occupied(0); i < old.slots(); i = old.occupied(i + 1)) {
      FibNode child = old.child(i);
      if (child instanceof FibBranch branch && old.isFull(branch)) {
        node.set(2 * i, half(branch, 0));
        node.set(2 * i + 1, half(branch, 1));
      } else if (child != null) {
        node.set(node.slotOf(child.key()), child);
      }
    }
    return withResizedChildren(node);
  }

  /** The lower or the upper half of a branch: a branch of one bit less, or a child. */
  private static @Nullable FibNode half(FibBranch branch, int upper) {
    if (branch.bits() == 1) {
      return branch.child(upper);
    }
    int size = branch.slots() / 2;
    int key = branch.key() | (upper << (branch.pos() + branch.bits() - 1));
    FibBranch half = new FibBranch(key, branch.pos(), branch.bits() - 1);
    for (int i = branch.occupied(upper * size);
        i < (upper + 1) * size;
        i = branch.occupied(i + 1)) {
      half.set(i - upper * size, branch.child(i));
    }
    return half;
  }

  /** Halves a branch: two children of a pair of slots get a branch of their own. */
  private static FibBranch halve(FibBranch old) {
    FibBranch node = new FibBranch(old.key(), old.pos() + 1, old.bits() - 1);
    for (int i = 0; i < old.slots(); i += 2) {
      FibNode low = old.child(i);
      FibNode high = old.child(i + 1);
      if (low != null && high != null) {
        FibBranch pair = new FibBranch(low.key(), old.pos(), 1);
        pair.set(0, low);
        pair.set(1, high);
        node.set(i / 2, pair);
      } else if (low != null || high != null) {
        node.set(i / 2, low != null ? low : high);
      }
    }
    return withResizedChildren(node);
  }

  private static FibBranch withResizedChildren(FibBranch node) {
    for (int i = node.slots() - 1; i >= 0; i--) {
      if (node.child(i) instanceof FibBranch branch && node.isFull(branch)) {
        node.set(i, resize(branch, false));
      }
    }
    return node;
  }
}
