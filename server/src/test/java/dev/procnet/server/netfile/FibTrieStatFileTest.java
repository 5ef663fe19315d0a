package dev.procnet.server.netfile;

import static dev.procnet.server.netfile.NetFileFixture.assertRefused;
import static dev.procnet.server.netfile.NetFileFixture.bytes;
import static dev.procnet.server.netfile.NetFileFixture.parse;
import static dev.procnet.server.netfile.NetFileFixture.print;
import static dev.procnet.server.stack.Samples.apply;
import static dev.procnet.server.stack.Samples.route;
import static org.assertj.core.api.Assertions.assertThat;

import dev.procnet.server.stack.FibStatistics;
import dev.procnet.server.stack.FibTable;
import dev.procnet.server.stack.HistoryLimits;
import dev.procnet.server.stack.Mutation;
import dev.procnet.server.stack.Profile;
import dev.procnet.server.stack.Route;
import dev.procnet.server.stack.Samples;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Settings;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.Stack;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FibTrieStatFileTest {

  private static final String HEADER =
      "Basic info: size of leaf: 48 bytes, size of tnode: 40 bytes.\n";

  /** 127.0.0.0/8, 127.0.0.1 and 127.255.255.255. */
  private static final String LOOPBACK =
      """
      	Aver depth:     1.66
      	Max depth:      2
      	Leaves:         3
      	Prefixes:       3
      	Internal nodes: 2
      	  1: 1  2: 1
      	Pointers: 6
      Null ptrs: 2
      Total size: 1  kB
      """;

  private static final String EMPTY =
      """
      	Aver depth:     0.00
      	Max depth:      0
      	Leaves:         0
      	Prefixes:       0
      	Internal nodes: 0
      \t
      	Pointers: 0
      Null ptrs: 0
      Total size: 0  kB
      """;

  private static final String ONE =
      EMPTY
          .replace("Leaves:         0", "Leaves:         1")
          .replace("Prefixes:       0", "Prefixes:       1")
          .replace("size: 0", "size: 1");

  private final FibTrieStatFile file = new FibTrieStatFile();
  private final TreeImporter importer = new TreeImporter(new NetFiles(new StatisticsLog()));

  private static Mutation put(Route route) {
    return new Mutation.PutRoute(route);
  }

  @Test
  void open_newStack_isTheSizesOnly() {
    assertThat(print(file, Samples.stack().snapshot())).isEqualTo(HEADER);
  }

  @Test
  void open_mainTableWithoutRoute_isZeros() {
    Stack stack = Samples.stack();
    apply(stack, new Mutation.SetSettings(Settings::withIpv4Routing));

    assertThat(print(file, stack.snapshot())).isEqualTo(HEADER + "Main:\n" + EMPTY);
  }

  @Test
  void open_tableWhoseRoutesAreGone_staysWithZeros() {
    Stack stack = Samples.stack();
    long id =
        apply(stack, put(route("10.0.0.0", 8, 0).inTable(9))).results().getFirst().assignedId();
    assertThat(print(file, stack.snapshot())).isEqualTo(HEADER + "Id 9:\n" + ONE);

    apply(stack, new Mutation.DeleteRoute(id));
    assertThat(print(file, stack.snapshot())).isEqualTo(HEADER + "Id 9:\n" + EMPTY);
  }

  @Test
  void open_localTable_isThatOfMainUntilThereIsARule() {
    Stack stack = Samples.stack();
    apply(stack, put(route("127.0.0.0", 8, 0).inTable(Route.TABLE_LOCAL)));
    assertThat(print(file, stack.snapshot()))
        .isEqualTo(HEADER + "Main:\n" + ONE + "Local:\n" + ONE);

    apply(stack, new Mutation.SetSettings(settings -> settings.withPolicyRules(true)));
    assertThat(print(file, stack.snapshot()))
        .isEqualTo(HEADER + "Main:\n" + EMPTY + "Local:\n" + ONE);
  }

  /** Without the trie itself what is said beyond the known routes is kept. */
  @Test
  void importTree_withoutTheTrie_keepsTheDifference() {
    String text = HEADER + "Id 9:\n" + LOOPBACK + "Main:\n" + EMPTY;

    Snapshot state =
        importer.importTree(Map.of(file.name(), bytes(text)), Profile.LINUX_6_18).state();

    assertThat(print(file, state)).isEqualTo(text);
    Stack stack = Samples.stack(state, HistoryLimits.DEFAULT);
    apply(stack, put(route("10.0.0.0", 8, 0).withInterface(0).inTable(9)));
    assertThat(print(file, stack.snapshot()))
        .contains("Leaves:         4\n", "Prefixes:       4\n", "Aver depth:     1.25\n");
  }

  @Test
  void importTree_withTheTrie_hasNoDifference() {
    Stack stack =
        Samples.stack(
            importer.importTree(Corpus.tree("linux-6.18/neigh").files(), null).state(),
            HistoryLimits.DEFAULT);

    assertThat(stack.snapshot().table(Section.FIB_TABLES).first(row -> true))
        .extracting(FibTable::difference)
        .isEqualTo(FibStatistics.NONE);
  }

  @Test
  void parse_emptyTables_areKept() {
    String text = HEADER + "Id 300:\n" + EMPTY + "Main:\n" + EMPTY + "Local:\n" + EMPTY;

    assertThat(print(file, parse(file, Profile.LINUX_6_18, text))).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "size of leaf: 48, size of leaf: 40, 1, 28, the header",
    "Main:, main:, 2, 1, the title of a table",
    "1.66, 1.6, 3, 20, two digits",
    "1.66, 1.666, 3, 20, hundredths",
    "Max depth:      2, Max depth: 2, 4, 13, Max depth",
    "'Leaves:         3', 'Leaves:         -3', 5, 18, a number of leaves",
    "'nodes: 2', 'nodes: 3', 7, 18, the sum of the numbers of nodes",
    "'2: 1', '32: 1', 8, 10, a size of at most 31",
    "'2: 1', '1: 1', 8, 10, a size of at least 2",
    "'2: 1', '0: 1', 8, 10, a size of at least 2",
    "Pointers: 6, Pointers: 7, 9, 12, '6, the slots of these nodes'",
    "Null ptrs: 2, Null ptrs:  2, 10, 12, a number of empty slots",
    "1  kB, 1 kB, 11, 15, '  kB'",
  })
  void parse_badText_isRefusedWhereItIs(
      String good, String bad, int line, int column, String expected) {
    String text = (HEADER + "Main:\n" + LOOPBACK).replace(good, bad);

    assertRefused(file, Profile.LINUX_6_18, text, line, column, expected);
  }

  @Test
  void parse_tableTwice_isRefused() {
    assertRefused(
        file,
        Profile.LINUX_6_18,
        HEADER + "Main:\n" + EMPTY + "Main:\n" + EMPTY,
        12,
        1,
        "each table once");
  }
}
