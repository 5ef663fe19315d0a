package dev.procnet.server.stack;

import java.util.List;

/** A node of a {@link FibTrie}. Immutable. */
public sealed interface FibNode permits FibNode.Leaf, FibBranch {

  /** The bits of the key that all below it share; the rest is zero. Host order. */
  int key();

  /**
   * The routes to one destination, of any prefix length.
   *
   * @param key the destination
   * @param routes at least one, in the order of {@code fib_trie}
   */
  record Leaf(int key, List<Route> routes) implements FibNode {

    public Leaf {
      routes = List.copyOf(routes);
    }
  }
}
