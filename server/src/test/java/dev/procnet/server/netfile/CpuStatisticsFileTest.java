package dev.procnet.server.netfile;

import static dev.procnet.server.netfile.NetFileFixture.assertRefused;
import static dev.procnet.server.netfile.NetFileFixture.parse;
import static dev.procnet.server.netfile.NetFileFixture.print;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.procnet.server.stack.CounterGroup.Counter;
import dev.procnet.server.stack.CpuStatistics;
import dev.procnet.server.stack.CpuTable;
import dev.procnet.server.stack.ProcnetException;
import dev.procnet.server.stack.Profile;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.SnapshotBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CpuStatisticsFileTest {

  private static final String SYNPROXY_HEADER =
      "entries\t\tsyn_received\tcookie_invalid\tcookie_valid\tcookie_retrans\tconn_reopened\n";

  private static final CpuStatisticsFile SOFTNET = new CpuStatisticsFile(CpuTable.SOFTNET);
  private static final CpuStatisticsFile ARP = new CpuStatisticsFile(CpuTable.ARP_CACHE);
  private static final CpuStatisticsFile SYNPROXY = new CpuStatisticsFile(CpuTable.SYNPROXY);

  private static Snapshot with(CpuStatistics... rows) {
    SnapshotBuilder builder = new SnapshotBuilder(Profile.LINUX_6_18);
    for (CpuStatistics row : rows) {
      builder.add(Section.CPU_STATISTICS, row);
    }
    return builder.build();
  }

  /** A row of a layout whose columns are first, first + 1 and so on. */
  private static CpuStatistics row(CpuTable table, int layout, int cpu, int first) {
    List<Counter> counters = new ArrayList<>();
    for (String column : CpuTable.counted(table.layouts().get(layout))) {
      counters.add(new Counter(column, (first + counters.size()) & 0xFFFFFFFFL));
    }
    return new CpuStatistics(table, cpu, counters);
  }

  @Test
  void open_conntrack_hasTwoBlanksBehindTwoColumns() {
    assertThat(
            print(
                new CpuStatisticsFile(CpuTable.CONNTRACK), with(row(CpuTable.CONNTRACK, 0, 0, 1))))
        .isEqualTo(
            "entries  clashres found new invalid ignore delete chainlength insert insert_failed"
                + " drop early_drop icmp_error  expect_new expect_create expect_delete"
                + " search_restart\n"
                + "00000001  00000002 00000003 00000004 00000005 00000006 00000007 00000008"
                + " 00000009 0000000a 0000000b 0000000c 0000000d  0000000e 0000000f 00000010"
                + " 00000011\n");
  }

  @Test
  void open_routingDecisions_areBelowTheirNames() {
    assertThat(
            print(new CpuStatisticsFile(CpuTable.RT_CACHE), with(row(CpuTable.RT_CACHE, 0, 0, 1))))
        .isEqualTo(
            "entries  in_hit   in_slow_tot in_slow_mc in_no_route in_brd   in_martian_dst"
                + " in_martian_src out_hit  out_slow_tot out_slow_mc gc_total gc_ignored"
                + " gc_goal_miss gc_dst_overflow in_hlist_search out_hlist_search\n"
                + "00000001 00000002 00000003    00000004   00000005    00000006 00000007      "
                + " 00000008       00000009 0000000a     0000000b    0000000c 0000000d   0000000e "
                + "    0000000f        00000010        00000011\n");
  }

  @Test
  void open_neighbors_areOf64BitsAndPushTheRest() {
    List<Counter> counters = new ArrayList<>(row(CpuTable.ARP_CACHE, 0, 0, 0).counters());
    counters.set(4, new Counter("lookups", -1));

    assertThat(print(ARP, with(new CpuStatistics(CpuTable.ARP_CACHE, 0, counters))))
        .isEqualTo(
            "entries  allocs   destroys hash_grows lookups  hits     res_failed rcv_probes_mcast"
                + " rcv_probes_ucast periodic_gc_runs forced_gc_runs unresolved_discards"
                + " table_fulls\n"
                + "00000000 00000001 00000002 00000003   ffffffffffffffff 00000005 00000006  "
                + " 00000007         00000008         00000009         0000000a       0000000b    "
                + "        0000000c\n");
  }

  @Test
  void open_proxiedHandshakes_haveTabs() {
    assertThat(
            print(SYNPROXY, with(row(CpuTable.SYNPROXY, 0, 0, 9), row(CpuTable.SYNPROXY, 0, 1, 0))))
        .isEqualTo(
            SYNPROXY_HEADER
                + "00000009\t0000000a\t0000000b\t0000000c\t0000000d\t0000000e\n"
                + "00000000\t00000001\t00000002\t00000003\t00000004\t00000005\n");
  }

  @Test
  void open_offloadedFlows_areSignedDecimals() {
    CpuStatistics row =
        new CpuStatistics(
            CpuTable.FLOWTABLE,
            0,
            List.of(
                new Counter("wq_add", 0xFFFFFFFFL),
                new Counter("wq_del", 12),
                new Counter("wq_stats", 123456789)));

    assertThat(print(new CpuStatisticsFile(CpuTable.FLOWTABLE), with(row)))
        .isEqualTo("wq_add   wq_del   wq_stats\n      -1       12 123456789\n");
  }

  @Test
  void open_receivedPackets_haveNoHeaderAndTheCpu() {
    assertThat(print(SOFTNET, with(row(CpuTable.SOFTNET, 0, 17, 1))))
        .isEqualTo(
            "00000001 00000002 00000003 00000004 00000005 00000006 00000007 00000008 00000009"
                + " 0000000a 0000000b 0000000c 00000011 0000000d 0000000e\n");
  }

  @Test
  void open_noRow_isTheNewestHeader() {
    assertThat(print(SYNPROXY, with())).isEqualTo(SYNPROXY_HEADER);
    assertThat(print(SOFTNET, with())).isEmpty();
  }

  @Test
  void open_rowOfAnotherKernel_hasTheColumnsOfTheFirst() {
    assertThat(
            print(SOFTNET, with(row(CpuTable.SOFTNET, 4, 0, 1), row(CpuTable.SOFTNET, 0, 1, 1)))
                .lines())
        .hasSize(2)
        .containsOnly(
            "00000001 00000002 00000003 00000004 00000005 00000006 00000007 00000008 00000009");
  }

  static Stream<Arguments> layouts() {
    return Stream.of(CpuTable.values())
        .flatMap(
            table ->
                java.util.stream.IntStream.range(0, table.layouts().size())
                    .mapToObj(layout -> Arguments.of(table, layout)));
  }

  @ParameterizedTest
  @MethodSource("layouts")
  void parse_everyLayout_comesBack(CpuTable table, int layout) {
    Snapshot state = with(row(table, layout, 0, -20), row(table, layout, 1, 5));
    CpuStatisticsFile file = new CpuStatisticsFile(table);

    Snapshot back = parse(file, Profile.LINUX_6_1, print(file, state));

    assertThat(back.table(Section.CPU_STATISTICS))
        .containsExactlyElementsOf(state.table(Section.CPU_STATISTICS));
  }

  @Test
  void parse_offlineCpus_areLeftOut() {
    String text =
        print(SOFTNET, with(row(CpuTable.SOFTNET, 0, 2, 0), row(CpuTable.SOFTNET, 0, 7, 0)));

    assertThat(parse(SOFTNET, Profile.LINUX_6_18, text).table(Section.CPU_STATISTICS))
        .extracting(CpuStatistics::cpu)
        .containsExactly(2, 7);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SOFTNET")
  void parse_otherHeader_isRefusedWhereItDiffers(CpuTable table) {
    assertRefused(
        new CpuStatisticsFile(table),
        Profile.LINUX_6_18,
        "Entries\n",
        1,
        1,
        "the header of " + table.file());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 8, 12, 14, 16})
  void parse_softnetOfUnknownWidth_isRefused(int columns) {
    assertRefused(
        SOFTNET,
        Profile.LINUX_6_18,
        "00000000 ".repeat(columns).strip() + "\n",
        1,
        1,
        "9, 10, 11, 13 or 15 columns");
  }

  @ParameterizedTest
  @CsvSource({
    "00000000\t00000000\t00000000\t00000000\t00000000\t0000000g, 2, 46, 'conn_reopened, 8'",
    "00000000\t00000000\t00000000\t00000000\t00000000, 2, 45, the end",
    "00000000 00000000\t00000000\t00000000\t00000000\t00000000, 2, 9, the end",
    "000000000\t00000000\t00000000\t00000000\t00000000\t00000000, 2, 1, 'entries, 8'",
  })
  void parse_badRow_isRefusedWhereItIs(String row, int line, int column, String expected) {
    String words = expected.equals("the end") ? "'\t'" : expected;
    assertRefused(SYNPROXY, Profile.LINUX_6_18, SYNPROXY_HEADER + row + "\n", line, column, words);
  }

  @Test
  void parse_cpuTwice_isRefused() {
    String row = print(SOFTNET, with(row(CpuTable.SOFTNET, 0, 1, 0)));

    assertRefused(SOFTNET, Profile.LINUX_6_18, row + row, 2, 1, "a CPU of at least 2");
  }

  @Test
  void parse_cpuBeyondAnyKernels_isRefused() {
    String row = print(SOFTNET, with(row(CpuTable.SOFTNET, 0, 1, 0)));

    assertRefused(
        SOFTNET,
        Profile.LINUX_6_18,
        row.replace("00000001 0000000c", "ffffffff 0000000c"),
        1,
        1,
        "expected 0 to 8191");
  }

  @Test
  void parse_signedFlows_comeBack() {
    CpuStatisticsFile file = new CpuStatisticsFile(CpuTable.FLOWTABLE);
    String text = "wq_add   wq_del   wq_stats\n      -1       12 123456789\n";

    assertThat(print(file, parse(file, Profile.LINUX_6_18, text))).isEqualTo(text);
  }

  @Test
  void cpuStatistics_valueOfMoreThanItsWidth_isRefused() {
    List<Counter> counters =
        List.of(
            new Counter("wq_add", 1L << 32), new Counter("wq_del", 0), new Counter("wq_stats", 0));

    assertThat(
            catchThrowableOfType(
                ProcnetException.class, () -> new CpuStatistics(CpuTable.FLOWTABLE, 0, counters)))
        .hasMessageContaining("wq_add of 4294967296, expected at most 4294967295");
  }

  @Test
  void cpuStatistics_otherColumns_areRefused() {
    assertThat(
            catchThrowableOfType(
                ProcnetException.class,
                () -> new CpuStatistics(CpuTable.SYNPROXY, 0, List.of(new Counter("entries", 0)))))
        .hasMessageContaining("expected entries, syn_received");
  }
}
