package dev.procnet.server.netfile;

import static dev.procnet.server.netfile.NetFileFixture.assertRefused;
import static dev.procnet.server.netfile.NetFileFixture.bytes;
import static dev.procnet.server.netfile.NetFileFixture.parse;
import static dev.procnet.server.netfile.NetFileFixture.print;
import static org.assertj.core.api.Assertions.assertThat;

import dev.procnet.server.stack.CounterGroup;
import dev.procnet.server.stack.CounterGroup.Counter;
import dev.procnet.server.stack.InterfaceName;
import dev.procnet.server.stack.InterfaceStatistics;
import dev.procnet.server.stack.Profile;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.SnapshotBuilder;
import dev.procnet.server.stack.Unavailable;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files of one counter a line: {@code snmp6 dev_snmp6 xfrm_stat tls_stat sctp/snmp}. */
class CounterLinesTest {

  private final StatisticsLog log = new StatisticsLog();
  private final Snmp6File snmp6 = new Snmp6File(log);
  private final DevSnmp6Directory directory = new DevSnmp6Directory(log);

  private static String line(String name, long value) {
    return "%-32s\t%s\n".formatted(name, Long.toUnsignedString(value));
  }

  private static Snapshot state(String file, String name, Counter... counters) {
    return state(new CounterGroup(file, name, List.of(counters), null, false));
  }

  private static Snapshot state(CounterGroup group) {
    SnapshotBuilder builder = new SnapshotBuilder(Profile.LINUX_6_18);
    builder.add(Section.COUNTERS, group);
    return builder.build();
  }

  @Test
  void open_counters_areLinesOfTheFilesWidth() {
    assertThat(print(snmp6, state("snmp6", "Snmp6", new Counter("Ip6InReceives", -1))))
        .isEqualTo("Ip6InReceives                   \t18446744073709551615\n");
    assertThat(
            print(new XfrmStatFile(log), state("xfrm_stat", "Xfrm", new Counter("XfrmInError", 2))))
        .isEqualTo("XfrmInError             \t2\n");
    assertThat(print(new TlsStatFile(log), state("tls_stat", "Tls", new Counter("TlsTxSw", 3))))
        .isEqualTo(line("TlsTxSw", 3));
  }

  @Test
  void open_sctp_isSigned() {
    assertThat(
            print(
                new SctpSnmpFile(log),
                state("sctp/snmp", "Sctp", new Counter("SctpCurrEstab", -1))))
        .isEqualTo("SctpCurrEstab                   \t-1\n");
  }

  @Test
  void open_otherFilesGroup_isNotShown() {
    assertThat(print(snmp6, state("xfrm_stat", "Xfrm", new Counter("A", 1)))).isEmpty();
  }

  @Test
  void open_icmpTypes_areThereWhileTheyCount() {
    Snapshot state =
        state(
            "snmp6",
            "Snmp6",
            new Counter("Icmp6InMsgs", 0),
            new Counter("Icmp6InType135", 0),
            new Counter("Icmp6OutType143", 2));

    assertThat(print(snmp6, state)).isEqualTo(line("Icmp6InMsgs", 0) + line("Icmp6OutType143", 2));
  }

  @Test
  void open_unavailable_printsZerosAndSaysSo() {
    try (LogCapture captured = LogCapture.of(StatisticsLog.class)) {
      Snapshot state =
          state(
              new CounterGroup(
                  "snmp6",
                  "Snmp6",
                  List.of(new Counter("Icmp6InMsgs", 7), new Counter("Icmp6InType1", 7)),
                  Unavailable.NOT_SUPPORTED,
                  false));

      assertThat(print(snmp6, state)).isEqualTo(line("Icmp6InMsgs", 0));
      assertThat(captured.lines()).containsExactly("INFO statistics of snmp6 are not supported");
    }
  }

  @Test
  void parse_unknownCounters_keepTheirPlace() {
    String text =
        line("Ip6InReceives", 1)
            + line("AQuiteLongNameOfACounterThatNoWidthHolds", 2)
            + line("Z", 3);

    Snapshot state = parse(snmp6, Profile.LINUX_6_18, text);

    assertThat(print(snmp6, state)).isEqualTo(text);
    assertThat(state.table(Section.COUNTERS))
        .singleElement()
        .extracting(CounterGroup::file, CounterGroup::name)
        .containsExactly("snmp6", "Snmp6");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''| 1| 1| the name of a counter",
        "A_| 1| 3| a tab",
        "A__1;| 1| 4| a tab",
        "A~1;A~2;| 2| 1| each counter once",
        "A~-1;| 1| 3| a value of A, a decimal number",
        "A~x;| 1| 3| a value of A, a decimal number",
        "A~18446744073709551616;| 1| 3| at most 18446744073709551615",
        "A~1| 1| 4| the end of the line",
        "A~1_;| 1| 4| the end of the line",
        "A~1;;| 2| 1| the name of a counter",
      })
  void parse_notAsExpected_saysWhereAndWhat(String text, int line, int column, String expected) {
    String content = text.replace('~', '\t').replace(';', '\n').replace('_', ' ');
    assertRefused(snmp6, Profile.LINUX_6_18, content, line, column, expected);
  }

  @Test
  void parse_devSnmp6_saysTheIndexOfItsInterface() {
    NetFile eth0 = directory.file("eth0");
    String text = line("ifIndex", 7) + line("Ip6InReceives", 9);
    SnapshotBuilder builder = new SnapshotBuilder(Profile.LINUX_6_18);

    eth0.parse(new NetFileText(eth0.name(), bytes(text)), builder);
    builder.addInterface(InterfaceName.of("lo"), InterfaceStatistics.ZERO);
    builder.addInterface(InterfaceName.of("eth0"), InterfaceStatistics.ZERO);
    Snapshot state = builder.build();

    assertThat(directory.names(state)).containsExactly("eth0");
    assertThat(print(eth0, state)).isEqualTo(text);
    assertThat(print(directory.file("lo"), state)).isEqualTo(line("ifIndex", 1));
    assertThat(print(directory.file("eth1"), state)).isEmpty();
  }

  @Test
  void parse_devSnmp6NotAsExpected_saysWhereAndWhat() {
    NetFile eth0 = directory.file("eth0");
    assertRefused(eth0, Profile.LINUX_6_18, line("Ip6InReceives", 9), 1, 1, "'ifIndex'");
    assertRefused(eth0, Profile.LINUX_6_18, line("ifIndex", 0), 1, 34, "an index of 1 or more");
    assertRefused(eth0, Profile.LINUX_6_18, line("ifIndex", 1), 2, 1, "the name of a counter");
    assertRefused(
        directory.file("sixteen-bytes-xx"),
        Profile.LINUX_6_18,
        line("ifIndex", 1),
        1,
        1,
        "has 16 bytes, expected 1 to 15");
  }

  @Test
  void printedBy_counters_tell() {
    assertThat(printedBy(snmp6, "linux-6.18/multicast"))
        .containsExactlyInAnyOrder(Profile.LINUX_6_18, Profile.LINUX_6_12);
    assertThat(printedBy(snmp6, "linux-6.1/multicast")).containsExactly(Profile.LINUX_6_1);
    NetFile xfrm = new XfrmStatFile(log);
    assertThat(printedBy(xfrm, "linux-6.18/multicast")).containsExactly(Profile.LINUX_6_18);
    assertThat(printedBy(xfrm, "linux-6.1/multicast")).containsExactly(Profile.LINUX_6_1);
  }

  private static Set<Profile> printedBy(NetFile file, String tree) {
    return file.printedBy(new NetFileText(file.name(), Corpus.tree(tree).masked(file.name())));
  }

  @Test
  void printedBy_otherText_tellsNothing() {
    for (NetFile file : List.of(snmp6, new XfrmStatFile(log), new TlsStatFile(log))) {
      assertThat(file.printedBy(new NetFileText(file.name(), bytes("x\t1\n")))).isEmpty();
    }
    assertThat(
            new TlsStatFile(log)
                .printedBy(
                    new NetFileText(
                        "tls_stat", bytes(line("TlsCurrTxSw", 0) + line("TlsRxRekeyOk", 0)))))
        .containsExactly(Profile.LINUX_6_18);
  }
}
