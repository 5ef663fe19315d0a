package dev.procnet.server.stack;

import java.util.ArrayList;
import java.util.List;

/**
 * Linux closes every IPv6 table that has no default route with a null entry, which stands for "no
 * route" at the root of its tree. A default route takes its place, and gives it back.
 * net/ipv6/ip6_fib.c fib6_new_table, fib6_add_rt2node.
 */
final class NullEntries {

  /** RTF_REJECT and RTF_NONEXTHOP. */
  private static final int FLAGS = 0x00200200;

  private static final int METRIC = -1;

  private NullEntries() {}

  /** It is one. */
  static boolean is(Route route) {
    return isRoot(route) && route.metric() == METRIC && route.flags() == FLAGS;
  }

  /**
   * Makes a table have one where it has no default route, and none where it has. Only in the
   * profiles of Linux.
   */
  static void keep(Draft draft, int table) {
    if (!draft.profile().isLinux()) {
      return;
    }
    boolean hasDefault = false;
    List<Route> entries = new ArrayList<>();
    for (Route route : draft.table(Section.ROUTES6)) {
      if (route.table() == table && isRoot(route)) {
        if (is(route)) {
          entries.add(route);
        } else {
          hasDefault = true;
        }
      }
    }
    if (hasDefault) {
      entries.forEach(entry -> draft.remove(Section.ROUTES6, entry));
    } else if (entries.isEmpty()) {
      insert(draft, table);
    }
  }

  private static void insert(Draft draft, int table) {
    Interface loopback = draft.table(Section.INTERFACES).first(Interface::isLoopback);
    if (loopback != null) {
      draft.insert(
          Section.ROUTES6, entry(draft.takeId(), table, loopback.index(), draft.revision()));
    }
  }

  private static Route entry(long id, int table, int loopback, long revision) {
    return new Route(
        id,
        Ipv6Address.UNSPECIFIED,
        0,
        Ipv6Address.UNSPECIFIED,
        0,
        Ipv6Address.UNSPECIFIED,
        loopback,
        FLAGS,
        METRIC,
        Route.Type.UNREACHABLE,
        table,
        0,
        0,
        0,
        0,
        1,
        0,
        revision);
  }

  private static boolean isRoot(Route route) {
    return route.prefixLength() == 0 && route.sourcePrefixLength() == 0;
  }
}
