package dev.procnet.server.netfile;

import static dev.procnet.server.netfile.NetFileFixture.assertRefused;
import static dev.procnet.server.netfile.NetFileFixture.parse;
import static dev.procnet.server.netfile.NetFileFixture.print;
import static org.assertj.core.api.Assertions.assertThat;

import dev.procnet.server.stack.CounterGroup;
import dev.procnet.server.stack.CounterGroup.Counter;
import dev.procnet.server.stack.Profile;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.SnapshotBuilder;
import dev.procnet.server.stack.TcpState;
import dev.procnet.server.stack.Unavailable;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SockstatFileTest {

  private static final String TEXT =
      """
      sockets: used 12
      TCP: inuse 1 orphan 6 tw 0 alloc 7 mem 18446744073709551615
      UDP: inuse 0 mem 0
      NEWER: fish 3
      FRAG: inuse 4 memory 8544
      """;

  private final SockstatFile file = new SockstatFile(new StatisticsLog());
  private final Sockstat6File file6 = new Sockstat6File(new StatisticsLog());

  @Test
  void parse_printed_isTheSame() {
    assertThat(print(file, parse(file, Profile.LINUX_6_18, TEXT))).isEqualTo(TEXT);
    String text6 = "TCP6: inuse 1\nFRAG6: inuse 0 memory 0\n";
    assertThat(print(file6, parse(file6, Profile.LINUX_6_1, text6))).isEqualTo(text6);
    assertThat(print(file6, parse(file, Profile.LINUX_6_1, TEXT))).isEmpty();
  }

  @Test
  void parse_besideSockets_keepsOnlyTheDifference() {
    SnapshotBuilder builder = new SnapshotBuilder(Profile.LINUX_6_18);
    builder.add(
        Section.TCP,
        SocketFixtures.tcp(
            tcp -> {
              tcp.inode = 5;
              tcp.state = TcpState.LISTEN;
            }));
    file.parse(new NetFileText("sockstat", NetFileFixture.bytes(TEXT)), builder);
    Snapshot state = builder.build();

    assertThat(print(file, state)).isEqualTo(TEXT);
    assertThat(state.table(Section.COUNTERS).first(row -> row.name().equals("TCP")))
        .extracting(CounterGroup::counters)
        .isEqualTo(
            List.of(
                new Counter("inuse", 0),
                new Counter("orphan", 6),
                new Counter("tw", 0),
                new Counter("alloc", 6),
                new Counter("mem", -1)));
  }

  @Test
  void open_unavailable_printsZerosAndSaysSo() {
    try (LogCapture captured = LogCapture.of(StatisticsLog.class)) {
      SnapshotBuilder builder = new SnapshotBuilder(Profile.LINUX_6_18);
      builder.add(
          Section.COUNTERS,
          new CounterGroup(
              "sockstat",
              "UDP",
              List.of(new Counter("inuse", 4), new Counter("mem", 1)),
              Unavailable.NOT_SUPPORTED,
              false));

      assertThat(print(file, builder)).isEqualTo("UDP: inuse 0 mem 0\n");
      assertThat(captured.lines())
          .containsExactly("INFO statistics of sockstat UDP are not supported");
    }
  }

  @Test
  void sections_areThoseOfAllSockets() {
    assertThat(file.sections()).containsAll(Section.SOCKETS).contains(Section.COUNTERS);
    assertThat(file6.ipv6Only()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''| 1| 1| a group of counters",
        "TCP inuse 1;| 1| 1| a name and a colon",
        "TCP:;| 1| 5| ' '",
        "TCP: inuse;| 1| 11| ' '",
        "TCP: inuse x;| 1| 12| a value of inuse, a decimal number",
        "TCP: inuse -1;| 1| 12| a value of inuse, a decimal number",
        "TCP: inuse 1 inuse 2;| 1| 14| each counter once",
        "TCP: inuse 1| 1| 13| the end of the line",
        "TCP: a 1;TCP: b 1;| 2| 1| group TCP only once",
        "TCP: a 1;;| 2| 1| a group of counters",
      })
  void parse_notAsExpected_saysWhereAndWhat(String text, int line, int column, String expected) {
    assertRefused(file, Profile.LINUX_6_18, text.replace(';', '\n'), line, column, expected);
  }
}
