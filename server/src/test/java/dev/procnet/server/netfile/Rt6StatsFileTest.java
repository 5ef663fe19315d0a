package dev.procnet.server.netfile;

import static dev.procnet.server.netfile.NetFileFixture.assertRefused;
import static dev.procnet.server.netfile.NetFileFixture.bytes;
import static dev.procnet.server.netfile.NetFileFixture.parse;
import static dev.procnet.server.netfile.NetFileFixture.print;
import static dev.procnet.server.stack.Samples.apply;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.procnet.server.stack.HistoryLimits;
import dev.procnet.server.stack.Ipv6Address;
import dev.procnet.server.stack.Mutation;
import dev.procnet.server.stack.Profile;
import dev.procnet.server.stack.Route;
import dev.procnet.server.stack.Samples;
import dev.procnet.server.stack.SnapshotBuilder;
import dev.procnet.server.stack.Stack;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Rt6StatsFileTest {

  private final Rt6StatsFile file = new Rt6StatsFile();

  @Test
  void open_nothingKnown_isZeros() {
    assertThat(print(file, new SnapshotBuilder(Profile.LINUX_6_18)))
        .isEqualTo("0000 0000 0000 0000 0000 0000 0000\n");
  }

  @Test
  void parse_numbers_comeBack() {
    String text = "0008 0006 12345 ffffffff 0000 0001 0000\n";

    assertThat(print(file, parse(file, Profile.LINUX_6_18, text))).isEqualTo(text);
  }

  private static Route route(int prefixLength, Ipv6Address destination) {
    return new Route(
        0,
        destination,
        prefixLength,
        Ipv6Address.UNSPECIFIED,
        0,
        Ipv6Address.UNSPECIFIED,
        1,
        Route.RTF_UP,
        1024,
        Route.Type.UNICAST,
        Route.TABLE_MAIN,
        0,
        0,
        0,
        0,
        1,
        0,
        0);
  }

  @Test
  void open_routesAddedAndRemoved_countsThemWithoutNullEntries() {
    Map<String, ByteString> tree = new TreeMap<>(Corpus.tree("linux-6.18/empty").files());
    TreeImporter importer = new TreeImporter(new NetFiles(new StatisticsLog()));
    Stack stack = Samples.stack(importer.importTree(tree, null).state(), HistoryLimits.DEFAULT);

    long id =
        apply(
                stack,
                new Mutation.PutRoute(route(0, Ipv6Address.UNSPECIFIED)),
                new Mutation.PutRoute(route(16, new Ipv6Address(0xFE00L << 48, 0))))
            .results()
            .getFirst()
            .assignedId();
    assertThat(print(file, stack.snapshot())).isEqualTo("0000 0000 0000 0002 0000 0000 0000\n");

    apply(stack, new Mutation.DeleteRoute(id));
    assertThat(print(file, stack.snapshot())).isEqualTo("0000 0000 0000 0001 0000 0000 0000\n");

    apply(stack, new Mutation.SetCounters("rt6_stats", "Rt6", Map.of("fib_rt_entries", 0L)));
    apply(stack, new Mutation.DeleteInterface(1, false));
    assertThat(print(file, stack.snapshot())).isEqualTo("0000 0000 0000 ffffffff 0000 0000 0000\n");
  }

  @Test
  void importTree_everyTree_countsItsRoutes() {
    assertThat(Corpus.trees())
        .filteredOn(tree -> tree.files().containsKey("rt6_stats"))
        .isNotEmpty()
        .allSatisfy(
            tree -> {
              String stats = tree.masked("rt6_stats").toStringUtf8();
              long routes =
                  tree.masked("ipv6_route")
                      .toString(java.nio.charset.StandardCharsets.ISO_8859_1)
                      .lines()
                      .filter(line -> !line.contains(" ffffffff 0000000"))
                      .count();
              assertThat(Long.parseLong(stats.substring(15, 19), 16)).isEqualTo(routes);
            });
  }

  @ParameterizedTest
  @CsvSource({
    "'', 1, 1, 'fib_nodes, 4 to 8'",
    "'000 0006 000c 0006 0000 0000 0000\n', 1, 1, 'fib_nodes, 4 to 8'",
    "'0008 0006 000c 0006 0000 0000\n', 1, 30, ' '",
    "'0008 0006 000c 0006 0000 0000 0000', 1, 35, the end of the line",
    "'0008 0006 000c 0006 0000 0000 0000\n\n', 2, 1, the end of the file",
    "'0008 0006 000c 000g 0000 0000 0000\n', 1, 16, 'fib_rt_entries, 4'",
  })
  void parse_badText_isRefusedWhereItIs(String text, int line, int column, String expected) {
    assertRefused(file, Profile.LINUX_6_18, text, line, column, expected);
    assertThat(bytes(text).size()).isEqualTo(text.length());
  }
}
