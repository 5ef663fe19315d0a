package dev.procnet.server.stack;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The tables of IPv4 routes and what becomes of them when routes and rules change.
 * net/ipv4/fib_frontend.c fib_new_table, fib_unmerge, net/ipv4/fib_trie.c fib_trie_unmerge.
 */
public final class FibTables {

  private FibTables() {}

  /** The tables of a stack in the order of {@code fib_trie}, each with the trie that it shows. */
  public static List<FibTable> of(Snapshot snapshot) {
    List<FibTable> rows = new ArrayList<>();
    snapshot.table(Section.FIB_TABLES).forEach(rows::add);
    boolean hasMain = snapshot.settings().ipv4Routing();
    FibTable main = find(rows, Route.TABLE_MAIN);
    if (hasMain && main == null) {
      // An address makes it, too.
      rows.add(FibTable.of(Route.TABLE_MAIN));
      rows.sort(Orders.BY_TABLE_BUCKET);
    } else if (!hasMain && main != null) {
      rows.remove(main);
    }
    if (!snapshot.settings().policyRules() && main != null) {
      rows.replaceAll(row -> row.id() == Route.TABLE_LOCAL ? row.with(main.trie()) : row);
    }
    return rows;
  }

  private static @Nullable FibTable find(Iterable<FibTable> rows, int id) {
    for (FibTable row : rows) {
      if (row.id() == id) {
        return row;
      }
    }
    return null;
  }

  /** The table whose trie holds the routes of a table. */
  private static int holder(int table, boolean policyRules) {
    return table == Route.TABLE_LOCAL && !policyRules ? Route.TABLE_MAIN : table;
  }

  /**
   * A state's tables: those that an import found, and others as if all routes had been added one
   * after another.
   */
  static List<FibTable> complete(
      List<FibTable> found, Iterable<Route> routes, boolean policyRules, Profile profile) {
    List<FibTable> tables = new ArrayList<>(found);
    for (Route route : routes) {
      int id = holder(route.table(), policyRules);
      if (find(found, id) == null) {
        make(tables, id);
        tables.replaceAll(
            table -> table.id() == id ? table.with(table.trie().insert(route)) : table);
      }
      make(tables, route.table());
    }
    tables.sort(Section.FIB_TABLES.order(profile));
    return tables;
  }

  private static void make(List<FibTable> tables, int id) {
    if (find(tables, id) == null) {
      // The newest of its bucket comes first.
      tables.addFirst(FibTable.of(id));
    }
  }

  /** Has the tries follow a change of the routes: one gone, one come, or one for another. */
  static void follow(Draft draft, @Nullable Route old, @Nullable Route route) {
    if (!draft.profile().isLinux()) {
      return;
    }
    if (old != null && route != null && old.table() == route.table()) {
      FibTable table = holderOf(draft, old);
      draft.derive(Section.FIB_TABLES, table, table.with(table.trie().replace(old, route)));
      return;
    }
    if (route != null) {
      FibTable table = holderOf(draft, route);
      draft.derive(Section.FIB_TABLES, table, table.with(table.trie().insert(route)));
    }
    if (old != null) {
      FibTable table = holderOf(draft, old);
      draft.derive(Section.FIB_TABLES, table, table.with(table.trie().remove(old)));
    }
  }

  /** The table whose trie holds a route; it and the route's own are made where they are not. */
  private static FibTable holderOf(Draft draft, Route route) {
    FibTable holder = require(draft, holder(route.table(), policyRules(draft)));
    require(draft, route.table());
    return holder;
  }

  private static FibTable require(Draft draft, int id) {
    FibTable found = find(draft.table(Section.FIB_TABLES), id);
    if (found != null) {
      return found;
    }
    FibTable made = FibTable.of(id);
    draft.derive(Section.FIB_TABLES, null, made);
    return made;
  }

  /** There are IPv4 routing rules. */
  static boolean policyRules(Draft draft) {
    Settings settings = draft.table(Section.SETTINGS).first(row -> true);
    return settings != null && settings.policyRules();
  }

  /**
   * Removes routes, as the kernel does with those of an interface that goes away: first all but
   * those of its addresses, in one walk over each table, then these one by one.
   * net/ipv4/fib_frontend.c fib_flush, fib_del_ifaddr.
   */
  static void flush(Draft draft, Predicate<Route> condition) {
    List<Route> gone = draft.table(Section.ROUTES).all(condition);
    Set<Long> flushed = new HashSet<>();
    gone.stream()
        .filter(route -> route.type() != Route.Type.LOCAL)
        .forEach(route -> flushed.add(route.id()));
    if (!flushed.isEmpty()) {
      for (FibTable table : rows(draft)) {
        FibTrie rest = table.trie().flush(route -> !flushed.contains(route.id()));
        draft.derive(Section.FIB_TABLES, table, table.with(rest));
      }
    }
    for (Route route : gone) {
      if (flushed.contains(route.id())) {
        draft.removeOnly(Section.ROUTES, route);
      } else {
        draft.remove(Section.ROUTES, route);
      }
    }
  }

  private static List<FibTable> rows(Draft draft) {
    List<FibTable> rows = new ArrayList<>();
    draft.table(Section.FIB_TABLES).forEach(rows::add);
    return rows;
  }

  /** Parts the local table from the main one with the first rule, or joins them again. */
  static void rulesChanged(Draft draft, boolean policyRules) {
    FibTable main = find(draft.table(Section.FIB_TABLES), Route.TABLE_MAIN);
    FibTable local = find(draft.table(Section.FIB_TABLES), Route.TABLE_LOCAL);
    if (main == null || local == null) {
      return;
    }
    List<Route> ofLocal =
        draft.table(Section.ROUTES).all(route -> route.table() == Route.TABLE_LOCAL);
    ofLocal.sort(Orders.IPV4_TRIE);
    FibTrie mainTrie = main.trie();
    FibTrie localTrie = FibTrie.EMPTY;
    if (policyRules) {
      mainTrie = mainTrie.flush(route -> route.table() != Route.TABLE_LOCAL);
    }
    for (Route route : ofLocal) {
      if (policyRules) {
        localTrie = localTrie.insert(route);
      } else {
        mainTrie = mainTrie.insert(route);
      }
    }
    draft.derive(Section.FIB_TABLES, main, main.with(mainTrie));
    draft.derive(Section.FIB_TABLES, local, local.with(localTrie));
  }
}
