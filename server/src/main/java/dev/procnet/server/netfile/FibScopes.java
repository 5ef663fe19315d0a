package dev.procnet.server.netfile;

import com.google.common.collect.ImmutableBiMap;
import dev.procnet.server.stack.Route;

/** The names of scopes in {@code fib_trie}. net/ipv4/fib_trie.c rtn_scope. */
final class FibScopes {

  private static final ImmutableBiMap<Integer, String> NAMES =
      ImmutableBiMap.of(
          0,
          "universe",
          200,
          "site",
          Route.SCOPE_LINK,
          "link",
          Route.SCOPE_HOST,
          "host",
          255,
          "nowhere");

  private FibScopes() {}

  static void write(int scope, RowBuffer out) {
    String name = NAMES.get(scope);
    if (name != null) {
      out.put(name);
    } else {
      out.put("scope=").unsigned(scope);
    }
  }

  /** Reads one. */
  static int parse(NetFileText text) {
    if (text.skip("scope=")) {
      return (int) text.unsigned("a scope", 255);
    }
    int start = text.position();
    Integer scope = NAMES.inverse().get(text.asciiWord("a scope"));
    if (scope == null) {
      throw text.failAt(start, "a scope, one of " + String.join(", ", NAMES.values()));
    }
    return scope;
  }
}
