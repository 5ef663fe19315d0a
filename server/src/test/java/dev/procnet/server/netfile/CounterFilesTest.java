package dev.procnet.server.netfile;

import static dev.procnet.server.netfile.NetFileFixture.assertRefused;
import static dev.procnet.server.netfile.NetFileFixture.bytes;
import static dev.procnet.server.netfile.NetFileFixture.parse;
import static dev.procnet.server.netfile.NetFileFixture.print;
import static org.assertj.core.api.Assertions.assertThat;

import dev.procnet.server.stack.CounterGroup;
import dev.procnet.server.stack.CounterGroup.Counter;
import dev.procnet.server.stack.Profile;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.SnapshotBuilder;
import dev.procnet.server.stack.Unavailable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code snmp} and {@code netstat}. */
class CounterFilesTest {

  private static final String TCP = "Tcp: RtoAlgorithm MaxConn InSegs\nTcp: 1 -1 7\n";

  private final StatisticsLog log = new StatisticsLog();
  private final SnmpFile snmp = new SnmpFile(log);
  private final NetstatFile netstat = new NetstatFile(log);

  private static CounterGroup group(
      String file, String name, @Nullable Unavailable unavailable, Counter... counters) {
    return new CounterGroup(file, name, List.of(counters), unavailable, false);
  }

  private static Snapshot state(Profile profile, CounterGroup... groups) {
    SnapshotBuilder builder = new SnapshotBuilder(profile);
    for (CounterGroup group : groups) {
      builder.add(Section.COUNTERS, group);
    }
    return builder.build();
  }

  private static CounterGroup tcp(@Nullable Unavailable unavailable) {
    return group(
        "snmp",
        "Tcp",
        unavailable,
        new Counter("RtoAlgorithm", 1),
        new Counter("MaxConn", -1),
        new Counter("InSegs", 7));
  }

  @ParameterizedTest
  @EnumSource
  void open_groups_printsThoseOfTheFileInTheirOrder(Profile profile) {
    Snapshot state =
        state(
            profile,
            tcp(null),
            group("netstat", "IpExt", null, new Counter("InOctets", 5)),
            group("snmp", "Udp", null, new Counter("InDatagrams", -1)));

    assertThat(print(snmp, state)).isEqualTo(TCP + "Udp: InDatagrams\nUdp: 18446744073709551615\n");
    assertThat(print(netstat, state)).isEqualTo("IpExt: InOctets\nIpExt: 5\n");
  }

  @Test
  void open_maxConn_isSignedInTcpOnly() {
    Snapshot state =
        state(
            Profile.LINUX_6_18,
            group("snmp", "Tcp", null, new Counter("MaxConn", Long.MIN_VALUE)),
            group("snmp", "Udp", null, new Counter("MaxConn", Long.MIN_VALUE)));

    assertThat(print(snmp, state))
        .isEqualTo(
            """
            Tcp: MaxConn
            Tcp: -9223372036854775808
            Udp: MaxConn
            Udp: 9223372036854775808
            """);
  }

  @Test
  void open_notSupportedGroup_printsZerosAndSaysSoOnceAtInfo() {
    try (LogCapture captured = LogCapture.of(StatisticsLog.class)) {
      Snapshot state = state(Profile.GVISOR, tcp(Unavailable.NOT_SUPPORTED));

      for (int i = 0; i < 2; i++) {
        assertThat(print(snmp, state)).isEqualTo("Tcp: RtoAlgorithm MaxConn InSegs\nTcp: 0 0 0\n");
      }

      assertThat(captured.lines()).containsExactly("INFO statistics of snmp Tcp are not supported");
    }
  }

  @Test
  void open_failedGroup_printsZerosAndSaysSoOnceAtWarn() {
    try (LogCapture captured = LogCapture.of(StatisticsLog.class)) {
      CounterGroup failed =
          group(
              "netstat", "IpExt", new Unavailable(false, "timed out"), new Counter("InOctets", 5));
      Snapshot state = state(Profile.LINUX_6_1, failed);

      for (int i = 0; i < 2; i++) {
        assertThat(print(netstat, state)).isEqualTo("IpExt: InOctets\nIpExt: 0\n");
      }

      assertThat(captured.lines())
          .containsExactly("WARN statistics of netstat IpExt can't be had: timed out");
    }
  }

  @Test
  void open_unavailableIcmpTypes_haveNoLineInLinux() {
    CounterGroup types =
        group("snmp", "IcmpMsg", Unavailable.NOT_SUPPORTED, new Counter("InType3", 5));

    assertThat(print(snmp, state(Profile.LINUX_6_18, types))).isEmpty();
    assertThat(print(snmp, state(Profile.GVISOR, types)))
        .isEqualTo("IcmpMsg: InType3\nIcmpMsg: 0\n");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 15, 16, 17, 32, 33, 512})
  void open_icmpTypes_standInBlocksOf16(int count) {
    List<Counter> counters = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      counters.add(new Counter(icmpType(i), i + 1));
    }
    // What has not counted is not shown and takes no place in a block.
    counters.add(0, new Counter("InType255", 0));
    CounterGroup types = new CounterGroup("snmp", "IcmpMsg", counters, null, false);
    StringBuilder expected = new StringBuilder();
    for (int from = 0; from < count; from += 16) {
      int to = Math.min(count, from + 16);
      expected.append("IcmpMsg: ").append(join(from, to, CounterFilesTest::icmpType)).append('\n');
      expected.append("IcmpMsg: ").append(join(from, to, i -> String.valueOf(i + 1))).append('\n');
    }

    for (Profile profile : List.of(Profile.LINUX_6_18, Profile.LINUX_6_12, Profile.LINUX_6_1)) {
      assertThat(print(snmp, state(profile, types))).isEqualTo(expected.toString());
    }
  }

  @Test
  void open_icmpTypes_areOnePairInGvisor() {
    assertThat(print(snmp, state(Profile.GVISOR, group("snmp", "IcmpMsg", null))))
        .isEqualTo("IcmpMsg:\nIcmpMsg:\n");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 16, 17, 32, 512})
  void parse_icmpTypes_areOneGroup(int count) {
    StringBuilder text = new StringBuilder("Icmp: InMsgs\nIcmp: 9\n");
    for (int from = 0; from < count; from += 16) {
      int to = Math.min(count, from + 16);
      text.append("IcmpMsg: ").append(join(from, to, CounterFilesTest::icmpType)).append('\n');
      text.append("IcmpMsg: ").append(join(from, to, i -> String.valueOf(i + 1))).append('\n');
    }
    text.append(TCP);

    Snapshot state = parse(snmp, Profile.LINUX_6_18, text.toString());

    assertThat(state.table(Section.COUNTERS))
        .extracting(CounterGroup::name)
        .containsExactly("Icmp", "IcmpMsg", "Tcp");
    assertThat(state.table(Section.COUNTERS))
        .extracting(group -> group.counters().size())
        .containsExactly(1, count, 3);
    assertThat(print(snmp, state)).isEqualTo(text.toString());
  }

  private static String icmpType(int index) {
    return index < 256 ? "InType" + index : "OutType" + (index - 256);
  }

  private static String join(int from, int to, java.util.function.IntFunction<String> text) {
    return IntStream.range(from, to).mapToObj(text).collect(Collectors.joining(" "));
  }

  @Test
  void parse_emptyPair_comesBackInGvisor() {
    String text = "Icmp: InMsgs\nIcmp: 9\nIcmpMsg:\nIcmpMsg:\n" + TCP;

    assertThat(print(snmp, parse(snmp, Profile.GVISOR, text))).isEqualTo(text);
  }

  @Test
  void parse_namesOnly_comeBackInGvisorsNetstat() {
    String text = "TcpExt: SyncookiesSent TCPPrequeued TW\n";

    Snapshot state = parse(netstat, Profile.GVISOR, text);

    assertThat(state.table(Section.COUNTERS))
        .extracting(CounterGroup::namesOnly)
        .containsExactly(true);
    assertThat(print(netstat, state)).isEqualTo(text);
  }

  @Test
  void parse_namesOnly_areRefusedElsewhere() {
    String text = "TcpExt: SyncookiesSent TW\n";

    assertRefused(netstat, Profile.LINUX_6_18, text, 2, 1, "the values of TcpExt");
    assertRefused(snmp, Profile.GVISOR, text, 2, 1, "the values of TcpExt");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "Udp: A B;Udp: 1;| 4| 7| a value of B",
        "Udp: A B;Udp: 1 2 3;| 4| 10| the end of the line",
        "Udp: A B;Udp: 1 x;| 4| 8| a value of B, a decimal number",
        "Udp: A B;Udp: 1 -1;| 4| 8| a value of B, a decimal number",
        "Udp: A B;Udp: 1 18446744073709551616;| 4| 8| at most 18446744073709551615",
        "Udp: A B;Udpx: 1 2;| 4| 1| the values of Udp",
        "Udp: A B;Udp: 1 2| 4| 9| the end of the line",
        "Udp: A  B;Udp: 1 2;| 3| 8| the name of a counter",
        "Udp: A B ;Udp: 1 2;| 3| 10| the name of a counter",
        "Udp A B;Udp: 1 2;| 3| 1| a name and a colon",
        ": A B;: 1 2;| 3| 1| a name and a colon",
        ";| 3| 1| a group of counters",
        "Tcp: A;Tcp: 1;| 3| 1| group Tcp only once",
        "IcmpMsg: InType256;IcmpMsg: 1;| 3| 10| InType0 to InType255",
        "IcmpMsg: InType3 InType3;IcmpMsg: 1 1;| 3| 18| ascending",
        "IcmpMsg: InType3;IcmpMsg: 1;IcmpMsg: InType3;IcmpMsg: 1;| 5| 10| ascending",
        "Udp: A A;Udp: 1 1;| 3| 8| each counter once",
        "Udp:;Udp:;| 3| 5| ' '",
        "IcmpMsg: Frobs;IcmpMsg: 1;| 3| 10| InType0 to InType255",
      })
  void parse_badPair_isRefusedWhereItIs(String rows, int line, int column, String expected) {
    String text = TCP + rows.replace(';', '\n');

    assertRefused(snmp, Profile.LINUX_6_18, text, line, column, expected);
  }

  @Test
  void parse_tooManyCounters_isRefused() {
    StringBuilder names = new StringBuilder("TcpExt:");
    for (int i = 10_000; i < 15_000; i++) {
      names.append(' ').append('C').append(i);
    }
    String text = names + "\nTcpExt:" + " 0".repeat(5000) + "\n";

    assertRefused(netstat, Profile.LINUX_6_18, text, 1, 8 + 7 * 4096, "after 4096 counters");
  }

  @Test
  void parse_emptyFile_isRefused() {
    assertRefused(snmp, Profile.LINUX_6_18, "", 1, 1, "a group of counters");
    assertRefused(netstat, Profile.GVISOR, "", 1, 1, "a group of counters");
  }

  @ParameterizedTest
  @CsvSource({
    "'Ip: Forwarding FragCreates OutTransmits\n', LINUX_6_18",
    "'Ip: Forwarding FragCreates OutTransmits\n', LINUX_6_12",
    "'Ip: Forwarding FragCreates\nIp: 1 0\nTcp: A\n', LINUX_6_1",
    "'Ip: Forwarding FragCreates\nIp: 1 0\nIcmpMsg:\nIcmpMsg:\n', GVISOR",
  })
  void printedBy_snmp_isToldByItsGroups(String text, Profile profile) {
    assertThat(snmp.printedBy(new NetFileText("snmp", bytes(text)))).contains(profile);
  }

  @ParameterizedTest
  @CsvSource({
    "'TcpExt: TW PAWSTimewait TCPAODroppedIcmps\nTcpExt: 0 0 0\n', LINUX_6_18",
    "'TcpExt: TW TCPAODroppedIcmps\nTcpExt: 0 0\n', LINUX_6_12",
    "'TcpExt: TW TCPMigrateReqFailure\nTcpExt: 0 0\nIpExt: A\n', LINUX_6_1",
    "'TcpExt: TW TCPPrequeued TCPHPHits\n', GVISOR",
    "'TcpExt: TW TCPPrequeued TCPHPHits\nTcpExt: 0 0 0\n', GVISOR",
  })
  void printedBy_netstat_isToldByItsNames(String text, Profile profile) {
    assertThat(netstat.printedBy(new NetFileText("netstat", bytes(text)))).containsExactly(profile);
  }

  @Test
  void printedBy_otherText_isUnknown() {
    assertThat(snmp.printedBy(new NetFileText("snmp", bytes("")))).isEmpty();
    assertThat(netstat.printedBy(new NetFileText("netstat", bytes("")))).isEmpty();
  }
}
