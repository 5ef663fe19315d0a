package dev.procnet.server.stack;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * IPv4 routes by destination, as the kernel keeps them: a trie compressed by level and by path.
 * Immutable; a change copies the nodes above it. Its shape depends on what was added and removed
 * before, as the kernel's does, so it is kept and not made anew. net/ipv4/fib_trie.c.
 */
public final class FibTrie {

  /** One without routes. */
  public static final FibTrie EMPTY = new FibTrie(null);

  private static final Comparator<Route> ORDER = Orders.IPV4_TRIE;

  private final @Nullable FibNode root;

  private FibTrie(@Nullable FibNode root) {
    this.root = root;
  }

  /** One of that shape. */
  public static FibTrie of(@Nullable FibNode root) {
    return root == null ? EMPTY : new FibTrie(root);
  }

  /** Its topmost node, or null. */
  public @Nullable FibNode root() {
    return root;
  }

  /** With one route more. fib_table_insert. */
  public FibTrie insert(Route route) {
    int key = key(route);
    FibNode.Leaf leaf = leaf(key);
    if (leaf == null) {
      return new FibTrie(insert(root, new FibNode.Leaf(key, List.of(route)), true));
    }
    List<Route> routes = new ArrayList<>(leaf.routes());
    int at = 0;
    while (at < routes.size() && ORDER.compare(routes.get(at), route) <= 0) {
      at++;
    }
    routes.add(at, route);
    return new FibTrie(replaced(root, new FibNode.Leaf(key, routes)));
  }

  /** Without that route, found by its id. fib_table_delete. */
  public FibTrie remove(Route route) {
    int key = key(route);
    FibNode.Leaf leaf = leaf(key);
    if (leaf == null) {
      return this;
    }
    List<Route> rest = leaf.routes().stream().filter(other -> other.id() != route.id()).toList();
    return rest.isEmpty()
        ? new FibTrie(removed(root, key, true))
        : new FibTrie(replaced(root, new FibNode.Leaf(key, rest)));
  }

  /** With one route in the place of another to the same destination. */
  public FibTrie replace(Route old, Route route) {
    FibNode.Leaf leaf = leaf(key(old));
    if (leaf == null || key(old) != key(route)) {
      return insert(route).remove(old);
    }
    List<Route> routes =
        leaf.routes().stream()
            .map(other -> other.id() == old.id() ? route : other)
            .sorted(ORDER)
            .toList();
    return new FibTrie(replaced(root, new FibNode.Leaf(leaf.key(), routes)));
  }

  /** With those routes only that are kept, all others removed in one walk. fib_table_flush. */
  public FibTrie flush(Predicate<Route> kept) {
    return new FibTrie(root == null ? null : flushed(root, kept, true));
  }

  /** The leaf of a destination, or null. */
  FibNode.@Nullable Leaf leaf(int key) {
    FibNode node = root;
    while (node instanceof FibBranch branch) {
      node = branch.holds(key) ? branch.child(branch.slotOf(key)) : null;
    }
    return node instanceof FibNode.Leaf leaf && leaf.key() == key ? leaf : null;
  }

  private static int key(Route route) {
    return ((Ipv4Address) route.destination()).bits();
  }

  /** A node with a leaf more, which it does not have. */
  private static @Nullable FibNode insert(@Nullable FibNode node, FibNode.Leaf leaf, boolean top) {
    if (node == null) {
      return leaf;
    }
    FibBranch changed;
    if (node instanceof FibBranch branch && branch.holds(leaf.key())) {
      int slot = branch.slotOf(leaf.key());
      changed = branch.with(slot, insert(branch.child(slot), leaf, false));
    } else {
      int pos = Integer.SIZE - 1 - Integer.numberOfLeadingZeros(leaf.key() ^ node.key());
      changed = new FibBranch(leaf.key(), pos, 1);
      changed.set(changed.slotOf(leaf.key()), leaf);
      changed.set(changed.slotOf(leaf.key()) ^ 1, node);
    }
    return FibResizer.resize(changed, top);
  }

  /** A node with another leaf in the place of the one of its key. */
  private static FibNode replaced(@Nullable FibNode node, FibNode.Leaf leaf) {
    if (node instanceof FibBranch branch) {
      int slot = branch.slotOf(leaf.key());
      return branch.with(slot, replaced(branch.child(slot), leaf));
    }
    return leaf;
  }

  /** A node without the leaf of that key, which it has. */
  private static @Nullable FibNode removed(@Nullable FibNode node, int key, boolean top) {
    if (node instanceof FibBranch branch) {
      int slot = branch.slotOf(key);
      return FibResizer.resize(branch.with(slot, removed(branch.child(slot), key, false)), top);
    }
    return null;
  }

  private static @Nullable FibNode flushed(FibNode node, Predicate<Route> kept, boolean top) {
    return switch (node) {
      case FibNode.Leaf leaf -> {
        List<Route> rest = leaf.routes().stream().filter(kept).toList();
        yield rest.isEmpty() ? null : new FibNode.Leaf(leaf.key(), rest);
      }
      case FibBranch branch -> {
        FibBranch copy = new FibBranch(branch.key(), branch.pos(), branch.bits());
        for (int i = branch.occupied(0); i < branch.slots(); i = branch.occupied(i + 1)) {
          FibNode child = branch.child(i);
          copy.set(i, child == null ? null : flushed(child, kept, false));
        }
        yield FibResizer.resize(copy, top);
      }
    };
  }
}
