package dev.procnet.server.netfile;

import dev.procnet.server.stack.Route;
import java.util.ArrayList;
import java.util.List;

/**
 * Which table each row of {@code ipv6_route} is of. The file does not say it, but each table ends
 * with its routes to ::/0, and the tables come by id modulo 256, the newest of equal ones first. So
 * the last is table 255 and one before it is 254. Any ids that keep the order do for the others.
 */
final class Ipv6Tables {

  /** Metric of the entry that a table has as long as it has no route to ::/0. */
  private static final int NULL_ENTRY_METRIC = -1;

  /** IP6_RT_PRIO_ADDRCONF: the metric of the prefix routes that the kernel makes. */
  private static final int KERNEL_METRIC = 256;

  private Ipv6Tables() {}

  /** The same rows, each in its table. */
  static List<Route> infer(List<Route> rows) {
    List<List<Route>> tables = split(rows);
    int main = mainTable(tables);
    List<Route> inferred = new ArrayList<>(rows.size());
    for (int i = 0; i < tables.size(); i++) {
      int table = idOf(i, main, tables.size() - 1);
      tables.get(i).forEach(row -> inferred.add(row.inTable(table)));
    }
    return inferred;
  }

  private static List<List<Route>> split(List<Route> rows) {
    List<List<Route>> tables = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      if (i == 0 || beginsTable(rows.get(i - 1), rows.get(i))) {
        tables.add(new ArrayList<>());
      }
      tables.getLast().add(rows.get(i));
    }
    return tables;
  }

  /** Within a table the routes to ::/0 come last and their metrics ascend. */
  private static boolean beginsTable(Route before, Route row) {
    return toAnywhere(before)
        && (!toAnywhere(row)
            || isNullEntry(before)
            || isNullEntry(row)
            || Integer.compareUnsigned(before.metric(), row.metric()) > 0);
  }

  private static boolean toAnywhere(Route row) {
    return row.prefixLength() == 0 && row.sourcePrefixLength() == 0;
  }

  private static boolean isNullEntry(Route row) {
    return row.metric() == NULL_ENTRY_METRIC && (row.flags() & Route.RTF_REJECT) != 0;
  }

  /**
   * Tables like 511 stand between main and local. The one with routes of the kernel's own is main.
   */
  private static int mainTable(List<List<Route>> tables) {
    int beforeLast = tables.size() - 2;
    for (int i = beforeLast; i >= 0; i--) {
      if (tables.get(i).stream().anyMatch(row -> row.metric() == KERNEL_METRIC)) {
        return i;
      }
    }
    return beforeLast;
  }

  private static int idOf(int position, int main, int last) {
    if (position == last) {
      return Route.TABLE_LOCAL;
    }
    if (position > main) {
      return Route.TABLE_LOCAL + 256 * (last - position);
    }
    int id = Route.TABLE_MAIN - (main - position);
    // More than there are below main: the first of them share 1 modulo 256, the highest first.
    return id >= 1 ? id : 1 + 256 * (1 - id);
  }
}
