package dev.procnet.server.netfile;

import dev.procnet.server.stack.Route;
import java.util.ArrayList;
import java.util.List;

/**
 * The type of service of IPv4 routes, which {@code route} does not show. Of equal destinations the
 * higher comes first, then the lower metric; so where metrics descend, the row before has the
 * higher type of service.
 */
final class HiddenTos {

  /** The two lowest bits are no part of it. */
  private static final int STEP = 4;

  private static final int HIGHEST = 0xFC;

  private HiddenTos() {}

  /** The same rows, each with the least type of service that puts it where it is. */
  static List<Route> infer(List<Route> rows) {
    List<Route> inferred = new ArrayList<>(rows);
    for (int i = rows.size() - 2; i >= 0; i--) {
      Route row = rows.get(i);
      Route next = inferred.get(i + 1);
      if (sameDestination(row, next)) {
        boolean descends = Integer.compareUnsigned(row.metric(), next.metric()) > 0;
        int tos = descends ? Math.min(next.tos() + STEP, HIGHEST) : next.tos();
        inferred.set(i, row.withTos(tos));
      }
    }
    return inferred;
  }

  private static boolean sameDestination(Route a, Route b) {
    return a.prefixLength() == b.prefixLength() && a.destination().equals(b.destination());
  }
}
