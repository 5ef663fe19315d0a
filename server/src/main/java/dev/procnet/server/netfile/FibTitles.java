package dev.procnet.server.netfile;

import dev.procnet.server.stack.Route;

/** The titles of tables in {@code fib_trie} and {@code fib_triestat}. fib_table_print. */
final class FibTitles {

  private FibTitles() {}

  static void write(int table, RowBuffer out) {
    switch (table) {
      case Route.TABLE_MAIN -> out.put("Main:\n");
      case Route.TABLE_LOCAL -> out.put("Local:\n");
      default -> out.put("Id ").signed(table).put(":\n");
    }
  }

  /** Reads one. The table's id. */
  static int parse(NetFileText text) {
    if (text.skip("Main:\n")) {
      return Route.TABLE_MAIN;
    }
    if (text.skip("Local:\n")) {
      return Route.TABLE_LOCAL;
    }
    if (!text.skip("Id ")) {
      throw text.fail("the title of a table, 'Main:', 'Local:' or 'Id ' and its number");
    }
    int start = text.position();
    int id = text.signed32("the number of a table");
    if (id == 0 || id == Route.TABLE_MAIN || id == Route.TABLE_LOCAL) {
      throw text.failAt(start, "the number of a table other than 0, 254 and 255");
    }
    text.expect(":\n");
    return id;
  }
}
