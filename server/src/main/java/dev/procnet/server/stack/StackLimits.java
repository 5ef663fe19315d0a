package dev.procnet.server.stack;

import dev.procnet.server.stack.ProcnetException.Reason;
import java.util.List;
import java.util.Optional;

/**
 * How much a stack may hold.
 *
 * @param sockets of all kinds, 1 or more
 * @param interfaces 1 or more
 * @param routes of both families, 1 or more
 * @param memberships in multicast groups, 1 or more
 */
public record StackLimits(int sockets, int interfaces, int routes, int memberships) {

  /** As much as there is memory for. */
  public static final StackLimits NONE =
      new StackLimits(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE);

  public StackLimits {
    Checks.inRange("sockets", sockets, 1, Integer.MAX_VALUE);
    Checks.inRange("interfaces", interfaces, 1, Integer.MAX_VALUE);
    Checks.inRange("routes", routes, 1, Integer.MAX_VALUE);
    Checks.inRange("memberships", memberships, 1, Integer.MAX_VALUE);
  }

  /**
   * Checks what a stack is to become. One that has more already, since the limit was another, may
   * become smaller.
   *
   * @param before what it is; that of no stack where it is new
   * @throws ProcnetException QUOTA_EXCEEDED, {@code sockets}, {@code interfaces}, {@code routes},
   *     {@code memberships}
   */
  void check(String stack, Optional<TableLookup> before, TableLookup tables) {
    Growth growth = new Growth(stack, before, tables);
    growth.check("sockets", sockets, Section.SOCKETS);
    growth.check("interfaces", interfaces, List.of(Section.INTERFACES));
    growth.check("routes", routes, List.of(Section.ROUTES, Section.ROUTES6));
    growth.check("memberships", memberships, List.of(Section.MULTICAST_MEMBERSHIPS));
  }

  private record Growth(String stack, Optional<TableLookup> before, TableLookup after) {

    void check(String quota, long limit, List<? extends Section<?>> sections) {
      long rows = rows(after, sections);
      if (rows > limit && rows > before.map(tables -> rows(tables, sections)).orElse(0L)) {
        throw ProcnetException.of(
            Reason.QUOTA_EXCEEDED,
            "stack '"
                + stack
                + "' would have "
                + rows
                + " "
                + quota
                + ", expected at most "
                + limit,
            "quota",
            quota,
            "limit",
            limit,
            "used",
            rows);
      }
    }
  }

  private static long rows(TableLookup tables, List<? extends Section<?>> sections) {
    long rows = 0;
    for (Section<?> section : sections) {
      rows += tables.table(section).size();
    }
    return rows;
  }
}
