package dev.procnet.server.stack;

import org.jspecify.annotations.Nullable;

/**
 * An internal node of a {@link FibTrie}: it has a slot for each value of {@code bits} bits of the
 * key. Immutable once others see it.
 *
 * <p>The slots stand in pages, so that a change of a node that has very many copies few of them.
 */
public final class FibBranch implements FibNode {

  private static final int PAGE_BITS = 6;
  private static final int PAGE = 1 << PAGE_BITS;

  private final int key;
  private final int pos;
  private final int bits;
  private final @Nullable FibNode[] @Nullable [] pages;
  private int empty;
  private int full;

  /**
   * A branch with empty slots.
   *
   * @param key of anything below it
   * @param pos the lowest bit that it tests, from 0
   * @param bits how many it tests, 1 to 30
   */
  FibBranch(int key, int pos, int bits) {
    int above = pos + bits;
    this.key = above == Integer.SIZE ? 0 : key >>> above << above;
    this.pos = pos;
    this.bits = bits;
    this.pages = new @Nullable FibNode[Math.max(1, (1 << bits) >> PAGE_BITS)] @Nullable [];
    this.empty = 1 << bits;
  }

  private FibBranch(FibBranch original) {
    this.key = original.key;
    this.pos = original.pos;
    this.bits = original.bits;
    this.pages = original.pages.clone();
    this.empty = original.empty;
    this.full = original.full;
  }

  /**
   * A branch with these children, each in its slot.
   *
   * @throws ProcnetException FIELD_INVALID where one is none of its, or two have one slot
   */
  public static FibBranch of(int key, int pos, int bits, Iterable<FibNode> children) {
    FibBranch branch = new FibBranch(key, pos, bits);
    for (FibNode child : children) {
      Checks.check(
          branch.holds(child.key()) && branch.child(branch.slotOf(child.key())) == null,
          "children",
          "has one outside of its branch or in the slot of another, expected each in its own");
      branch.set(branch.slotOf(child.key()), child);
    }
    return branch;
  }

  @Override
  public int key() {
    return key;
  }

  /** The lowest bit of the key that it tests, from 0. */
  public int pos() {
    return pos;
  }

  /** How many bits it tests. */
  public int bits() {
    return bits;
  }

  /** How many bits stand before those that it tests. */
  public int prefixLength() {
    return Integer.SIZE - pos - bits;
  }

  /** How many slots. */
  public int slots() {
    return 1 << bits;
  }

  /** How many slots have nothing. */
  public int emptyChildren() {
    return empty;
  }

  /** How many slots have a branch that tests the very next bits. */
  public int fullChildren() {
    return full;
  }

  /** What stands in a slot, or null. */
  public @Nullable FibNode child(int slot) {
    @Nullable FibNode @Nullable [] page = pages[slot >>> PAGE_BITS];
    return page == null ? null : page[slot & (PAGE - 1)];
  }

  /** The first slot from {@code from} on that has something; {@link #slots} where none has. */
  public int occupied(int from) {
    int slot = from;
    while (slot < slots() && child(slot) == null) {
      slot = pages[slot >>> PAGE_BITS] == null ? (slot | (PAGE - 1)) + 1 : slot + 1;
    }
    return Math.min(slot, slots());
  }

  /** The slot of a key, which is of this branch. */
  int slotOf(int of) {
    return (of ^ key) >>> pos;
  }

  /** A key with these bits may stand below it. */
  boolean holds(int of) {
    return Integer.toUnsignedLong(of ^ key) >>> pos < slots();
  }

  /** That child tests the bits that follow those of this one. */
  boolean isFull(@Nullable FibNode child) {
    return child instanceof FibBranch branch && branch.pos + branch.bits == pos;
  }

  /** The same with something else in a slot. */
  FibBranch with(int slot, @Nullable FibNode child) {
    FibBranch changed = new FibBranch(this);
    @Nullable FibNode @Nullable [] page = pages[slot >>> PAGE_BITS];
    if (page != null) {
      changed.pages[slot >>> PAGE_BITS] = page.clone();
    }
    changed.set(slot, child);
    return changed;
  }

  /** Puts something into a slot. Only for a branch that nobody else sees yet. */
  void set(int slot, @Nullable FibNode child) {
    FibNode old = child(slot);
    empty += (old != null ? 1 : 0) - (child != null ? 1 : 0);
    full += (isFull(child) ? 1 : 0) - (isFull(old) ? 1 : 0);
    @Nullable FibNode @Nullable [] page = pages[slot >>> PAGE_BITS];
    if (page == null) {
      page = new @Nullable FibNode[Math.min(PAGE, slots())];
      pages[slot >>> PAGE_BITS] = page;
    }
    page[slot & (PAGE - 1)] = child;
  }
}
