package dev.procnet.server.stack;

import java.util.ArrayList;
import java.util.List;

/**
 * The measures of a trie, as {@code fib_triestat} prints them. net/ipv4/fib_trie.c
 * trie_collect_stats.
 *
 * @param totalDepth depths of all leaves, added up
 * @param nodes number of branches by the bits that they test, 0 to {@link #SIZES} - 1
 * @param nullPointers empty slots
 */
public record FibStatistics(
    long totalDepth,
    int maxDepth,
    int leaves,
    int prefixes,
    List<Integer> nodes,
    int nullPointers) {

  /** MAX_STAT_DEPTH. */
  public static final int SIZES = 32;

  /** Those of an empty trie, and no difference. */
  public static final FibStatistics NONE =
      new FibStatistics(0, 0, 0, 0, java.util.Collections.nCopies(SIZES, 0), 0);

  public FibStatistics {
    nodes = List.copyOf(nodes);
    Checks.inRange("nodes", nodes.size(), SIZES, SIZES);
  }

  /** Those of a trie. */
  public static FibStatistics of(FibTrie trie) {
    long totalDepth = 0;
    int maxDepth = 0;
    int leaves = 0;
    int prefixes = 0;
    int nullPointers = 0;
    Integer[] nodes = NONE.nodes.toArray(Integer[]::new);
    FibWalk walk = new FibWalk(trie);
    for (FibNode node = walk.next(); node != null; node = walk.next()) {
      switch (node) {
        case FibNode.Leaf leaf -> {
          leaves++;
          prefixes += leaf.routes().size();
          totalDepth += walk.level();
          maxDepth = Math.max(maxDepth, walk.level());
        }
        case FibBranch branch -> {
          nodes[branch.bits()]++;
          nullPointers += branch.emptyChildren();
        }
      }
    }
    return new FibStatistics(totalDepth, maxDepth, leaves, prefixes, List.of(nodes), nullPointers);
  }

  /** These and others. */
  public FibStatistics plus(FibStatistics other) {
    return combined(other, 1);
  }

  /** These without others. */
  public FibStatistics minus(FibStatistics other) {
    return combined(other, -1);
  }

  private FibStatistics combined(FibStatistics other, int sign) {
    List<Integer> sums = new ArrayList<>();
    for (int i = 0; i < SIZES; i++) {
      sums.add(nodes.get(i) + sign * other.nodes.get(i));
    }
    return new FibStatistics(
        totalDepth + sign * other.totalDepth,
        maxDepth + sign * other.maxDepth,
        leaves + sign * other.leaves,
        prefixes + sign * other.prefixes,
        sums,
        nullPointers + sign * other.nullPointers);
  }
}
