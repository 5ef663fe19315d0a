package dev.procnet.server.stack;

/**
 * A table of IPv4 routes that the kernel has made: with its first route, and for good.
 *
 * @param id unsigned
 * @param trie its routes, and where no routing rule was added those of the local table in the main
 *     one's trie, too, instead of in its own
 * @param difference what an imported {@code fib_triestat} said beyond what the trie says
 */
public record FibTable(int id, FibTrie trie, FibStatistics difference) {

  /** With another trie. */
  FibTable with(FibTrie newTrie) {
    return new FibTable(id, newTrie, difference);
  }

  /** With another difference. */
  public FibTable with(FibStatistics newDifference) {
    return new FibTable(id, trie, newDifference);
  }

  /** A table as it is made. */
  static FibTable of(int id) {
    return new FibTable(id, FibTrie.EMPTY, FibStatistics.NONE);
  }
}
