package dev.procnet.server.netfile;

import static dev.procnet.server.netfile.NetFileFixture.assertRefused;
import static dev.procnet.server.netfile.NetFileFixture.bytes;
import static dev.procnet.server.netfile.NetFileFixture.parse;
import static dev.procnet.server.netfile.NetFileFixture.print;
import static dev.procnet.server.stack.Samples.apply;
import static dev.procnet.server.stack.Samples.route;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.common.base.Splitter;
import com.google.common.io.Resources;
import com.google.protobuf.ByteString;
import dev.procnet.server.stack.HistoryLimits;
import dev.procnet.server.stack.Ipv4Address;
import dev.procnet.server.stack.Mutation;
import dev.procnet.server.stack.ProcnetException;
import dev.procnet.server.stack.Profile;
import dev.procnet.server.stack.Route;
import dev.procnet.server.stack.Samples;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.Stack;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FibTrieFileTest {

  private static final String LOOPBACK =
      """
        +-- 127.0.0.0/8 2 0 2
           +-- 127.0.0.0/31 1 0 0
              |-- 127.0.0.0
                 /8 host LOCAL
              |-- 127.0.0.1
                 /32 host LOCAL
           |-- 127.255.255.255
              /32 link BROADCAST
      """;

  private final FibTrieFile file = new FibTrieFile();
  private final NetFiles netFiles = new NetFiles(new StatisticsLog());
  private final TreeImporter importer = new TreeImporter(netFiles);

  private static Route of(String destination, int length, Route.Type type, int table) {
    int host = length == 32 ? Route.RTF_HOST : 0;
    return new Route(
        0,
        Samples.ipv4(destination),
        length,
        Ipv4Address.UNSPECIFIED,
        0,
        Ipv4Address.UNSPECIFIED,
        1,
        Route.RTF_UP | host,
        0,
        type,
        table,
        0,
        0,
        0,
        0,
        0,
        0,
        0);
  }

  private static Mutation put(Route route) {
    return new Mutation.PutRoute(route);
  }

  /** A stack with the routes of 127.0.0.1. */
  private static Stack loopback() {
    Stack stack = Samples.stack();
    apply(
        stack,
        put(of("127.0.0.0", 8, Route.Type.LOCAL, Route.TABLE_LOCAL)),
        put(of("127.0.0.1", 32, Route.Type.LOCAL, Route.TABLE_LOCAL)),
        put(of("127.255.255.255", 32, Route.Type.BROADCAST, Route.TABLE_LOCAL)));
    return stack;
  }

  private static Mutation rules(boolean policyRules) {
    return new Mutation.SetSettings(settings -> settings.withPolicyRules(policyRules));
  }

  @Test
  void open_newStack_isEmpty() {
    assertThat(print(file, Samples.stack().snapshot())).isEmpty();
  }

  @Test
  void open_localRoutes_areInBothTablesUntilThereIsARule() {
    Stack stack = loopback();

    assertThat(print(file, stack.snapshot()))
        .isEqualTo("Main:\n" + LOOPBACK + "Local:\n" + LOOPBACK);

    apply(stack, rules(true));
    assertThat(print(file, stack.snapshot())).isEqualTo("Local:\n" + LOOPBACK);

    apply(stack, rules(false));
    assertThat(print(file, stack.snapshot()))
        .isEqualTo("Main:\n" + LOOPBACK + "Local:\n" + LOOPBACK);
  }

  @Test
  void open_routesAddedAfterTheRule_areInTheirTableOnly() {
    Stack stack = loopback();
    apply(stack, rules(true));
    apply(stack, put(route("10.0.0.0", 8, 0)));

    assertThat(print(file, stack.snapshot()))
        .isEqualTo("Main:\n  |-- 10.0.0.0\n     /8 link UNICAST\nLocal:\n" + LOOPBACK);
  }

  @Test
  void open_otherTables_comeByIdModulo256AndTheNewestFirst() {
    Stack stack = Samples.stack();
    apply(
        stack,
        put(of("10.0.0.0", 8, Route.Type.BLACKHOLE, 511)),
        put(of("10.0.0.0", 8, Route.Type.THROW, 100)),
        put(of("10.0.0.0", 8, Route.Type.PROHIBIT, 356)),
        put(of("10.0.0.0", 8, Route.Type.UNREACHABLE, -1)));

    assertThat(print(file, stack.snapshot()))
        .isEqualTo(
            """
            Id 356:
              |-- 10.0.0.0
                 /8 universe PROHIBIT
            Id 100:
              |-- 10.0.0.0
                 /8 universe THROW
            Id -1:
              |-- 10.0.0.0
                 /8 universe UNREACHABLE
            Id 511:
              |-- 10.0.0.0
                 /8 universe BLACKHOLE
            """);
    assertThat(stack.snapshot().settings().ipv4Routing()).isFalse();
  }

  @Test
  void open_routesToOneDestination_areByLengthTableTosAndMetric() {
    Stack stack = Samples.stack();
    apply(
        stack,
        put(route("10.0.0.0", 8, 7)),
        put(route("10.0.0.0", 8, 0).with(Route.Type.UNICAST, 99, 0)),
        put(route("10.0.0.0", 8, 9).with(Route.Type.UNICAST, 200, 4)),
        put(of("10.0.0.0", 8, Route.Type.LOCAL, Route.TABLE_LOCAL)),
        put(route("10.0.0.0", 24, 7).with(Route.Type.MULTICAST, 255, 16)));

    String leaf =
        """
          |-- 10.0.0.0
             /24 nowhere MULTICAST tos=16
             /8 host LOCAL
             /8 site UNICAST tos=4
             /8 scope=99 UNICAST
             /8 link UNICAST
        """;
    assertThat(print(file, stack.snapshot())).isEqualTo("Main:\n" + leaf + "Local:\n" + leaf);
  }

  @Test
  void open_routeReplaced_isInTheSamePlace() {
    Stack stack = Samples.stack();
    long id = apply(stack, put(route("10.0.0.0", 8, 0))).results().getFirst().assignedId();
    apply(stack, put(route("10.0.0.0", 8, 0).with(Route.Type.UNICAST, 0, 0).with(id, 0)));
    assertThat(print(file, stack.snapshot()))
        .isEqualTo("Main:\n  |-- 10.0.0.0\n     /8 universe UNICAST\n");

    apply(stack, put(of("10.1.0.0", 16, Route.Type.BLACKHOLE, 9).with(id, 0)));
    assertThat(print(file, stack.snapshot()))
        .isEqualTo("Id 9:\n  |-- 10.1.0.0\n     /16 universe BLACKHOLE\n");

    apply(stack, new Mutation.DeleteRoute(id));
    assertThat(print(file, stack.snapshot())).isEmpty();
  }

  @Test
  void open_interfaceDeleted_hasNoRouteOfIt() {
    Stack stack = loopback();
    apply(stack, put(route("10.0.0.0", 8, 0)));
    apply(stack, new Mutation.DeleteInterface(1, false));

    String left = "  |-- 10.0.0.0\n     /8 link UNICAST\n";
    assertThat(print(file, stack.snapshot())).isEqualTo("Main:\n" + left + "Local:\n" + left);
  }

  /** Steps and what a kernel, 6.18, had of them after half, at the end, and without the device. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void open_routesAddedAndRemoved_isAsInTheKernel(int which) throws IOException {
    Stack stack = Samples.stack();
    Map<String, Long> ids = new HashMap<>();
    for (String step : Splitter.on('\n').omitEmptyStrings().split(resource(which, "ops"))) {
      List<String> words = Splitter.on(' ').splitToList(step);
      switch (words.getFirst()) {
        case "add" -> {
          List<String> prefix = Splitter.on('/').splitToList(words.get(1));
          Route.Type type = words.get(2).equals("lo") ? Route.Type.UNICAST : Route.Type.BLACKHOLE;
          Route route = of(prefix.get(0), Integer.parseInt(prefix.get(1)), type, 100);
          Route added = type == Route.Type.UNICAST ? route : route.withInterface(0);
          ids.put(words.get(1), apply(stack, put(added)).results().getFirst().assignedId());
        }
        case "del" -> apply(stack, new Mutation.DeleteRoute(ids.getOrDefault(words.get(1), 0L)));
        case "flush" -> apply(stack, new Mutation.DeleteInterface(1, false));
        default ->
            assertThat(print(file, stack.snapshot()))
                .as(step)
                .isEqualTo(resource(which, "fib_trie." + words.get(1)));
      }
    }
  }

  private static String resource(int which, String name) throws IOException {
    return Resources.toString(Resources.getResource("fib/" + which + "/" + name), US_ASCII);
  }

  /** The files of a stack that speak of IPv4 routes. */
  private Map<String, ByteString> tree(Snapshot state) {
    Map<String, ByteString> tree = new TreeMap<>();
    for (String name : List.of("dev", "route", "fib_trie", "fib_triestat")) {
      tree.put(name, netFiles.open(state, name, Reader.ROOT).readAll());
    }
    return tree;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void importTree_anyRoutes_comeBackAndTakeChangesAlike(long seed) {
    Random random = new Random(seed);
    Stack stack = loopback();
    apply(stack, rules(random.nextBoolean()));
    List<Route> added = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      Route route = random(random);
      long id = apply(stack, put(route)).results().getFirst().assignedId();
      added.add(route.with(id, 0));
    }
    Collections.shuffle(added, random);
    added.subList(0, 80).forEach(route -> apply(stack, new Mutation.DeleteRoute(route.id())));
    Map<String, ByteString> tree = tree(stack.snapshot());

    Snapshot state = importer.importTree(tree, Profile.LINUX_6_18).state();

    assertThat(tree(state)).isEqualTo(tree);
    assertThat(state.table(Section.ROUTES).order())
        .isEqualTo(Section.ROUTES.order(Profile.LINUX_6_18));
    Stack imported = Samples.stack(state, HistoryLimits.DEFAULT);
    for (int i = 0; i < 50; i++) {
      Route route = random(random);
      apply(stack, put(route));
      apply(imported, put(route));
    }
    assertThat(tree(imported.snapshot())).isEqualTo(tree(stack.snapshot()));
  }

  private static Route random(Random random) {
    int length = random.nextInt(4) == 0 ? 32 : 8 + random.nextInt(25);
    int address = 10 << 24 | random.nextInt(1 << 14) << 8 | random.nextInt(256);
    Route route = route("0.0.0.0", 0, random.nextInt(3)).withTos(random.nextInt(3) == 0 ? 16 : 0);
    int table = random.nextInt(5) == 0 ? 7 : Route.TABLE_MAIN;
    return new Route(
        0,
        new Ipv4Address(address & Ipv4Address.mask(length)),
        length,
        Ipv4Address.UNSPECIFIED,
        0,
        Ipv4Address.UNSPECIFIED,
        table == 7 ? 0 : 2,
        Route.RTF_UP | (length == 32 ? Route.RTF_HOST : 0),
        // Of other tables the metric can't be seen.
        table == 7 ? 0 : route.metric(),
        table == 7 ? Route.Type.BLACKHOLE : Route.Type.UNICAST,
        random.nextInt(256),
        table,
        route.tos(),
        0,
        0,
        0,
        0,
        0,
        0);
  }

  @Test
  void importTree_routesOfBothFiles_areOne() {
    Snapshot state = importer.importTree(Corpus.tree("linux-6.18/routes4").files(), null).state();

    assertThat(state.table(Section.ROUTES))
        .filteredOn(row -> row.destination().equals(Samples.ipv4("10.93.0.0")))
        .extracting(Route::tos, Route::scope, Route::table)
        .containsExactly(Tuple.tuple(16, 0, 254), Tuple.tuple(8, 253, 254), Tuple.tuple(0, 0, 254));
    assertThat(state.table(Section.ROUTES))
        .filteredOn(row -> row.table() == Route.TABLE_LOCAL)
        .extracting(Route::destination, Route::interfaceIndex)
        .contains(
            Tuple.tuple(Samples.ipv4("127.0.0.1"), 1), Tuple.tuple(Samples.ipv4("10.17.0.77"), 3))
        .hasSizeGreaterThan(10);
    assertThat(state.table(Section.ROUTES))
        .filteredOn(row -> row.type() == Route.Type.PROHIBIT || row.type() == Route.Type.THROW)
        .hasSize(2);
    assertThat(state.settings().policyRules()).isFalse();
  }

  @Test
  void importTree_sharedTrie_hasNoRules() {
    Snapshot state = importer.importTree(Corpus.tree("linux-6.18/neigh").files(), null).state();

    assertThat(state.settings().policyRules()).isFalse();
    assertThat(state.table(Section.ROUTES))
        .extracting(Route::table)
        .contains(Route.TABLE_LOCAL, Route.TABLE_MAIN);
  }

  @Test
  void parse_withoutRoute_takesLocalAndBroadcastForTheLocalTable() {
    Snapshot state =
        parse(
            file,
            Profile.LINUX_6_18,
            "Main:\n  |-- 10.0.0.1\n     /32 host LOCAL\n     /32 link UNICAST\n");

    assertThat(state.table(Section.ROUTES))
        .extracting(Route::table)
        .containsExactly(Route.TABLE_LOCAL, Route.TABLE_MAIN);
    assertThat(state.settings().ipv4Routing()).isTrue();
  }

  @Test
  void importTree_routeThatTheTrieLacks_isRefusedAtItsEnd() {
    Map<String, ByteString> tree = new TreeMap<>(tree(loopback().snapshot()));
    Stack other = loopback();
    apply(other, put(route("10.0.0.0", 8, 0)));
    tree.put("route", tree(other.snapshot()).get("route"));

    ProcnetException refusal =
        catchThrowableOfType(
            ProcnetException.class, () -> importer.importTree(tree, Profile.LINUX_6_18));

    assertThat(refusal)
        .hasMessageContaining("fib_trie:19:1: expected the route to 10.0.0.0/8 of the main table");
  }

  @Test
  void importTree_routeOfAnotherKind_isRefusedWhereItStands() {
    Stack stack = loopback();
    apply(stack, put(route("10.0.0.0", 8, 0)));
    Map<String, ByteString> tree = new TreeMap<>(tree(stack.snapshot()));
    String text = print(file, stack.snapshot());
    tree.put("fib_trie", bytes(text.replace("link UNICAST", "universe PROHIBIT")));

    ProcnetException refusal =
        catchThrowableOfType(
            ProcnetException.class, () -> importer.importTree(tree, Profile.LINUX_6_18));

    assertThat(refusal).hasMessageContaining("expected the routes of the main table that route");
    assertThat(refusal.metadata()).containsEntry("file", "fib_trie").containsEntry("line", "4");
  }

  static List<String> parts() {
    return List.of("Main:\n", "Local:\n", "Id 7:\n");
  }

  @ParameterizedTest
  @MethodSource("parts")
  void parse_titleWithoutNodesOrTwice_isRefused(String title) {
    String leaf = "  |-- 10.0.0.0\n     /8 link UNICAST\n";
    assertRefused(file, Profile.LINUX_6_18, title, 2, 1, "a node");
    assertRefused(file, Profile.LINUX_6_18, title + leaf + title + leaf, 4, 1, "each table once");
    assertRefused(file, Profile.LINUX_6_18, title + leaf + leaf, 4, 1, "the end of the table");
  }

  @ParameterizedTest
  @CsvSource({
    "'main:\n', 1, 1, the title of a table",
    "'Id 254:\n', 1, 4, other than 0",
    "'Id x:\n', 1, 4, the number of a table",
    "'Id 7:\n  |-- 10.0.0\n', 2, 13, '''.'''",
    "'Id 7:\n  |-- 10.0.0.256\n', 2, 14, an octet",
    "'Id 7:\n  |-- 10.0.0.0\n', 3, 1, '''     /'''",
    "'Id 7:\n  |-- 10.0.0.0\n     /33 link UNICAST\n', 3, 7, a prefix length of at most 32",
    "'Id 7:\n  |-- 10.0.0.1\n     /8 link UNICAST\n', 3, 7, bits set beyond",
    "'Id 7:\n  |-- 10.0.0.0\n     /8 lonk UNICAST\n', 3, 9, 'a scope, one of universe'",
    "'Id 7:\n  |-- 10.0.0.0\n     /8 scope=256 UNICAST\n', 3, 15, a scope of at most 255",
    "'Id 7:\n  |-- 10.0.0.0\n     /8 link UNSPEC\n', 3, 14, a type of route",
    "'Id 7:\n  |-- 10.0.0.0\n     /8 link UNICAST tos=256\n', 3, 26, a type of service",
    "'Id 7:\n  |-- 10.0.0.0\n     /8 link UNICAST tso=1\n', 3, 22, the end of the line",
    "'Id 7:\n  +-- 10.0.0.0/33 1 0 0\n', 2, 16, a prefix length",
    "'Id 7:\n  +-- 10.0.0.0/8 0 0 0\n', 2, 18, 1 to 24 bits",
    "'Id 7:\n  +-- 10.0.0.0/8 25 0 0\n', 2, 18, 1 to 24 bits",
    "'Id 7:\n  +-- 10.0.0.1/8 1 0 0\n', 2, 7, a prefix of 8 bits",
    "'Id 7:\n  +-- 0.0.0.0/0 30 0 1073741823\n', 2, 17, fit the 0 children",
  })
  void parse_badText_isRefusedWhereItIs(String text, int line, int column, String expected) {
    assertRefused(file, Profile.LINUX_6_18, text, line, column, expected);
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/31 1 0 1, 10.0.0.0, 10.0.0.1, 2, 21, 0 0",
    "10.0.0.0/31 1 1 0, 10.0.0.0, 10.0.0.1, 2, 21, 0 0",
    "10.0.0.0/31 1 0 0, 10.0.0.1, 10.0.0.0, 5, 1, a key above",
    "10.0.0.0/31 1 0 0, 10.0.0.0, 10.0.0.2, 2, 1, its own children",
    "10.0.0.0/30 1 0 0, 10.0.0.0, 10.0.0.1, 2, 1, its own children",
    "10.0.0.0/24 8 0 254, 10.0.0.0, 10.0.0.1, 2, 19, fit the 2 children",
  })
  void parse_badBranch_isRefusedWhereItIs(
      String branch, String first, String second, int line, int column, String expected) {
    String text =
        "Id 7:\n  +-- "
            + branch
            + "\n     |-- "
            + first
            + "\n        /32 host LOCAL\n     |-- "
            + second
            + "\n        /32 host LOCAL\n";

    assertRefused(file, Profile.LINUX_6_18, text, line, column, expected);
  }

  /** It must not be read as deep as it is long. */
  @Test
  void parse_branchesInBranchesWithoutEnd_areRefused() {
    StringBuilder text = new StringBuilder("Id 7:\n");
    for (int level = 0; level < 2000; level++) {
      text.append(" ".repeat(level * 3)).append("  +-- 0.0.0.0/0 1 1 0\n");
    }

    assertRefused(
        file, Profile.LINUX_6_18, text.toString(), 3, 18, "a prefix length of at least 1");
  }
}
