package dev.procnet.server.netfile;

import dev.procnet.server.netfile.FibTrieParser.Line;
import dev.procnet.server.stack.InterfaceName;
import dev.procnet.server.stack.Ipv4Address;
import dev.procnet.server.stack.Route;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.SnapshotBuilder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The routes that {@code fib_trie} shows, made one with those of {@code route}. That one has the
 * main table only, without broadcast and multicast, but says more of each; here are all tables, in
 * the same order.
 */
final class FibRoutes {

  private static final int WIDTH = 32;
  private static final int LOOPBACK_NETWORK = 127;
  private static final InterfaceName LOOPBACK = InterfaceName.of("lo");

  private final NetFileText text;
  private final SnapshotBuilder into;
  private final boolean shared;

  /** {@code route} was there, and so has all of the main table that it shows. */
  private final boolean mainKnown;

  private final Map<Ipv4Prefix, Deque<Route>> ofRoute = new LinkedHashMap<>();
  private final Map<Ipv4Prefix, Integer> connected = new HashMap<>();
  private final List<Route> all = new ArrayList<>();

  /** A destination. */
  private record Ipv4Prefix(int bits, int length) {

    static Ipv4Prefix of(int address, int length) {
      return new Ipv4Prefix(address & Ipv4Address.mask(length), length);
    }

    static Ipv4Prefix of(Route route) {
      return of(address(route), route.prefixLength());
    }

    private static int address(Route route) {
      return ((Ipv4Address) route.destination()).bits();
    }
  }

  /**
   * @param shared the main table's trie holds the local one's routes, too
   */
  FibRoutes(NetFileText text, SnapshotBuilder into, boolean shared) {
    this.text = text;
    this.into = into;
    this.shared = shared;
    this.mainKnown = into.settings().ipv4Routing();
    for (Route route : into.rows(Section.ROUTES)) {
      Ipv4Prefix prefix = Ipv4Prefix.of(route);
      ofRoute.computeIfAbsent(prefix, _ -> new ArrayDeque<>()).add(route);
      if ((route.flags() & Route.RTF_GATEWAY) == 0 && route.interfaceIndex() != 0) {
        connected.putIfAbsent(prefix, route.interfaceIndex());
      }
    }
  }

  /** The routes of a leaf. */
  List<Route> resolve(int table, int key, List<Line> lines) {
    List<Route> routes = new ArrayList<>();
    int from = 0;
    for (int to = 1; to <= lines.size(); to++) {
      if (to == lines.size() || lines.get(to).prefixLength() != lines.get(from).prefixLength()) {
        resolveEqual(table, key, lines.subList(from, to), routes);
        from = to;
      }
    }
    all.addAll(routes);
    return routes;
  }

  /** Those of one destination and prefix length. */
  private void resolveEqual(int table, int key, List<Line> lines, List<Route> routes) {
    if (table != Route.TABLE_MAIN) {
      lines.forEach(line -> routes.add(added(table, key, line)));
      return;
    }
    Deque<Route> known =
        ofRoute.getOrDefault(
            new Ipv4Prefix(key, lines.getFirst().prefixLength()), new ArrayDeque<>());
    int local = shared ? countLocal(lines, known.size()) : 0;
    for (int i = 0; i < lines.size(); i++) {
      Line line = lines.get(i);
      if (i < local) {
        routes.add(added(Route.TABLE_LOCAL, key, line));
      } else if (isHidden(line) || !mainKnown) {
        routes.add(added(Route.TABLE_MAIN, key, line));
      } else {
        routes.add(joined(known.poll(), line));
      }
    }
  }

  /** How many of them, which come first, are of the local table. */
  private int countLocal(List<Line> lines, int known) {
    int at = lines.size();
    if (!mainKnown) {
      while (at > 0 && !isUsuallyLocal(lines.get(at - 1))) {
        at--;
      }
      return at;
    }
    int left = known;
    while (at > 0 && (left > 0 || lines.get(at - 1).type() == Route.Type.MULTICAST)) {
      at--;
      left -= isHidden(lines.get(at)) ? 0 : 1;
    }
    return at;
  }

  /** {@code route} does not show such routes. */
  private static boolean isHidden(Line line) {
    return line.type() == Route.Type.BROADCAST || line.type() == Route.Type.MULTICAST;
  }

  private static boolean isUsuallyLocal(Line line) {
    return line.type() == Route.Type.LOCAL || line.type() == Route.Type.BROADCAST;
  }

  private Route joined(@Nullable Route known, Line line) {
    boolean rejects = line.type() == Route.Type.UNREACHABLE || line.type() == Route.Type.PROHIBIT;
    if (known == null || ((known.flags() & Route.RTF_REJECT) != 0) != rejects) {
      throw text.failAt(line.at(), "the routes of the main table that route shows");
    }
    return known.with(line.type(), line.scope(), line.tos());
  }

  private Route added(int table, int key, Line line) {
    int host = line.prefixLength() == WIDTH ? Route.RTF_HOST : 0;
    boolean rejects = line.type() == Route.Type.UNREACHABLE || line.type() == Route.Type.PROHIBIT;
    return text.check(
        line.at(),
        () ->
            new Route(
                into.takeIds(1),
                new Ipv4Address(key),
                line.prefixLength(),
                Ipv4Address.UNSPECIFIED,
                0,
                Ipv4Address.UNSPECIFIED,
                isUsuallyLocal(line) ? deviceOf(key) : 0,
                Route.RTF_UP | host | (rejects ? Route.RTF_REJECT : 0),
                0,
                line.type(),
                line.scope(),
                table,
                line.tos(),
                0,
                0,
                0,
                0,
                0,
                0));
  }

  /**
   * The interface of an address or a broadcast address, which the file does not say: that of the
   * connected network around it, or the loopback's.
   */
  private int deviceOf(int address) {
    if (address >>> 24 == LOOPBACK_NETWORK) {
      return into.knownInterface(LOOPBACK);
    }
    for (int length = WIDTH; length > 0; length--) {
      Integer device = connected.get(Ipv4Prefix.of(address, length));
      if (device != null) {
        return device;
      }
    }
    return 0;
  }

  /** Gives the state its routes, all of them. */
  void finish() {
    for (Deque<Route> left : ofRoute.values()) {
      if (!left.isEmpty()) {
        Route route = left.getFirst();
        RowBuffer words = new RowBuffer(32);
        PlainAddresses.writeIpv4(words, (Ipv4Address) route.destination());
        words.put('/').unsigned(route.prefixLength());
        throw text.fail(
            "the route to "
                + words.take().toStringUtf8()
                + " of the main table, which route shows");
      }
    }
    all.sort(Section.ROUTES.order(into.profile()));
    into.replaceAll(Section.ROUTES, all);
  }
}
