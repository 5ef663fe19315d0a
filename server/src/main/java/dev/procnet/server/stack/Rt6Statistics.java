package dev.procnet.server.stack;

import dev.procnet.server.stack.CounterGroup.Counter;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The counters of {@code rt6_stats}. The number of routes goes with these, the null entries of
 * tables left out; the others are what was captured or set. include/net/ip6_fib.h struct
 * rt6_statistics.
 */
public final class Rt6Statistics {

  /** The file that shows them. */
  public static final String FILE = "rt6_stats";

  /** In the order of the file. Each is of 32 bits, wrapping. */
  public static final List<String> NAMES =
      List.of(
          "fib_nodes",
          "fib_route_nodes",
          "fib_rt_alloc",
          "fib_rt_entries",
          "fib_rt_cache",
          "dst_entries",
          "fib_discarded_routes");

  private static final String GROUP = "Rt6";
  private static final String ENTRIES = "fib_rt_entries";

  private Rt6Statistics() {}

  /** The group of these counters, one for each name. */
  public static CounterGroup group(List<Counter> counters) {
    return new CounterGroup(FILE, GROUP, counters, null, false);
  }

  /** It is that group. */
  public static boolean is(CounterGroup group) {
    return group.file().equals(FILE);
  }

  /** Has the number of routes follow them: one gone, one come, or one for another. */
  static void follow(Draft draft, @Nullable Route old, @Nullable Route route) {
    int more = count(route) - count(old);
    CounterGroup group = draft.table(Section.COUNTERS).first(Rt6Statistics::is);
    if (more != 0 && group != null) {
      long entries = group.counters().get(group.indexOf(ENTRIES)).value() + more;
      // The routes tell of it: files that show other counters have not changed.
      draft.derive(
          Section.COUNTERS, group, group.withValues(Map.of(ENTRIES, entries & 0xFFFFFFFFL)));
    }
  }

  private static int count(@Nullable Route route) {
    return route == null || NullEntries.is(route) ? 0 : 1;
  }
}
