package dev.procnet.server.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** What holds for every trie, whatever was added and removed. */
class FibTrieTest {

  /**
   * A step.
   *
   * @param add a route to add; null: one is removed
   * @param which of those that are there
   */
  record Step(@Nullable Route add, int which) {}

  private static Route route(int address, int length, int table, int tos, int metric) {
    return new Route(
        0,
        new Ipv4Address(address & Ipv4Address.mask(length)),
        length,
        Ipv4Address.UNSPECIFIED,
        0,
        Ipv4Address.UNSPECIFIED,
        0,
        Route.RTF_UP,
        metric,
        Route.Type.BLACKHOLE,
        table,
        tos,
        0,
        0,
        0,
        0,
        0,
        0);
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<Integer> addresses =
        Arbitraries.oneOf(
            Arbitraries.integers().between(0x0A000000, 0x0A0000FF),
            Arbitraries.integers().between(0, 0xFF).map(net -> 0xC0A80000 | net << 8),
            Arbitraries.integers());
    Arbitrary<Integer> lengths =
        Arbitraries.oneOf(Arbitraries.of(24, 32), Arbitraries.integers().between(0, 32));
    Arbitrary<Step> added =
        Combinators.combine(
                addresses,
                lengths,
                Arbitraries.of(254, 255),
                Arbitraries.of(0, 0, 16),
                Arbitraries.integers().between(0, 2))
            .as(FibTrieTest::route)
            .map(route -> new Step(route, 0));
    Arbitrary<Step> removed = Arbitraries.integers().map(which -> new Step(null, which));
    return Arbitraries.frequencyOf(
            net.jqwik.api.Tuple.of(3, added), net.jqwik.api.Tuple.of(1, removed))
        .list()
        .ofMaxSize(300);
  }

  @Property(tries = 100)
  void insertAndRemove_anySteps_keepWhatHoldsForTries(@ForAll("steps") List<Step> steps) {
    List<Route> there = new ArrayList<>();
    FibTrie trie = FibTrie.EMPTY;
    long id = 0;
    for (Step step : steps) {
      if (step.add() != null) {
        Route route = step.add().with(++id, 0);
        there.add(route);
        trie = trie.insert(route);
      } else if (!there.isEmpty()) {
        trie = trie.remove(there.remove(Math.floorMod(step.which(), there.size())));
      }
      check(trie);
    }
    there.sort(Orders.IPV4_TRIE);
    assertThat(routes(trie)).isEqualTo(there);
    assertThat(FibStatistics.of(trie).prefixes()).isEqualTo(there.size());
  }

  @Property(tries = 50)
  void flush_keepsTheRestAndWhatHoldsForTries(@ForAll("steps") List<Step> steps) {
    FibTrie trie = FibTrie.EMPTY;
    List<Route> kept = new ArrayList<>();
    long id = 0;
    for (Step step : steps) {
      if (step.add() != null) {
        Route route = step.add().with(++id, 0);
        trie = trie.insert(route);
        if (route.table() == Route.TABLE_MAIN) {
          kept.add(route);
        }
      }
    }
    FibTrie rest = trie.flush(route -> route.table() == Route.TABLE_MAIN);

    check(rest);
    kept.sort(Orders.IPV4_TRIE);
    assertThat(routes(rest)).isEqualTo(kept);
    assertThat(trie.flush(route -> false).root()).isNull();
  }

  @Property(tries = 50)
  void remove_all_leavesNothing(@ForAll("steps") List<Step> steps) {
    FibTrie trie = FibTrie.EMPTY;
    List<Route> there = new ArrayList<>();
    for (Step step : steps) {
      if (step.add() != null) {
        there.add(step.add().with(there.size() + 1L, 0));
        trie = trie.insert(there.getLast());
      }
    }
    for (Route route : there) {
      trie = trie.remove(route);
    }

    assertThat(trie.root()).isNull();
    assertThat(FibStatistics.of(trie)).isEqualTo(FibStatistics.NONE);
  }

  @Property(tries = 50)
  void change_leavesTheOriginalAsItWas(@ForAll("steps") List<Step> steps) {
    FibTrie trie = FibTrie.EMPTY;
    for (Step step : steps) {
      if (step.add() != null) {
        List<Route> before = routes(trie);
        FibStatistics statistics = FibStatistics.of(trie);
        FibTrie changed = trie.insert(step.add().with(before.size() + 1L, 0));

        assertThat(routes(trie)).isEqualTo(before);
        assertThat(FibStatistics.of(trie)).isEqualTo(statistics);
        trie = changed;
      }
    }
  }

  private static List<Route> routes(FibTrie trie) {
    List<Route> routes = new ArrayList<>();
    FibWalk walk = new FibWalk(trie);
    for (FibNode node = walk.next(); node != null; node = walk.next()) {
      if (node instanceof FibNode.Leaf leaf) {
        routes.addAll(leaf.routes());
      }
    }
    return routes;
  }

  /** Each branch has children, in their slots, and counts them right. */
  private static void check(FibTrie trie) {
    Set<Integer> keys = new HashSet<>();
    FibWalk walk = new FibWalk(trie);
    for (FibNode node = walk.next(); node != null; node = walk.next()) {
      switch (node) {
        case FibNode.Leaf leaf -> {
          assertThat(keys.add(leaf.key())).isTrue();
          assertThat(leaf.routes()).isNotEmpty().isSortedAccordingTo(order());
        }
        case FibBranch branch -> check(branch);
      }
    }
  }

  private static Comparator<Route> order() {
    return Orders.IPV4_TRIE;
  }

  private static void check(FibBranch branch) {
    int empty = 0;
    int full = 0;
    for (int slot = 0; slot < branch.slots(); slot++) {
      FibNode child = branch.child(slot);
      if (child == null) {
        empty++;
      } else {
        assertThat(branch.holds(child.key())).isTrue();
        assertThat(branch.slotOf(child.key())).isEqualTo(slot);
        full += branch.isFull(child) ? 1 : 0;
      }
      if (child instanceof FibBranch below) {
        assertThat(below.pos() + below.bits()).isLessThanOrEqualTo(branch.pos());
      }
    }
    // One that was just doubled may be left with one: the kernel looks at it at the next change.
    assertThat(branch.slots() - empty).isPositive();
    assertThat(branch.emptyChildren()).isEqualTo(empty);
    assertThat(branch.fullChildren()).isEqualTo(full);
    assertThat(branch.key() & ~Ipv4Address.mask(branch.prefixLength())).isZero();
  }
}
