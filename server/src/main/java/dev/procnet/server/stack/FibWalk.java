package dev.procnet.server.stack;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * A walk over a {@link FibTrie}: each node before its children, these by slot. Not thread-safe.
 * net/ipv4/fib_trie.c fib_trie_get_next.
 */
public final class FibWalk {

  private final Deque<Place> above = new ArrayDeque<>();
  private @Nullable FibNode next;
  private int level;

  /** A branch, and the slot of its child that comes next. */
  private static final class Place {
    final FibBranch branch;
    int slot;

    Place(FibBranch branch) {
      this.branch = branch;
    }
  }

  public FibWalk(FibTrie trie) {
    this.next = trie.root();
  }

  /** The next node; null at the end. */
  public @Nullable FibNode next() {
    FibNode node = next;
    level = above.size();
    if (node instanceof FibBranch branch) {
      above.push(new Place(branch));
    }
    next = following();
    return node;
  }

  /** How many branches stand above the node that came last. */
  public int level() {
    return level;
  }

  private @Nullable FibNode following() {
    Place place = above.peek();
    while (place != null) {
      int slot = place.branch.occupied(place.slot);
      if (slot < place.branch.slots()) {
        place.slot = slot + 1;
        return place.branch.child(slot);
      }
      above.pop();
      place = above.peek();
    }
    return null;
  }
}
