package dev.procnet.server.netfile;

import static dev.procnet.server.netfile.NetFileFixture.assertRefused;
import static dev.procnet.server.netfile.NetFileFixture.parse;
import static dev.procnet.server.netfile.NetFileFixture.print;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.procnet.server.stack.Interface;
import dev.procnet.server.stack.InterfaceName;
import dev.procnet.server.stack.InterfaceStatistics;
import dev.procnet.server.stack.Profile;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.SnapshotBuilder;
import dev.procnet.server.stack.Unavailable;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DevFileTest {

  private static final String HEADER =
      "Inter-|   Receive                                                |  Transmit\n"
          + " face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets"
          + " errs drop fifo colls carrier compressed\n";

  private static final String ZEROS =
      "      0       0    0    0    0     0          0         0        0       0    0    0    0"
          + "     0       0          0\n";

  private final DevFile file = new DevFile(new StatisticsLog());

  @ParameterizedTest
  @EnumSource
  void open_noInterface_isTheHeader(Profile profile) {
    assertThat(print(file, new SnapshotBuilder(profile))).isEqualTo(HEADER);
  }

  @ParameterizedTest
  @EnumSource
  void open_interfaces_printsEachColumnInItsWidth(Profile profile) {
    SnapshotBuilder builder = new SnapshotBuilder(profile);
    builder.addInterface(InterfaceName.of("lo"), InterfaceStatistics.ZERO);
    builder.addInterface(
        InterfaceName.of("fifteen-chars-x"),
        new InterfaceStatistics(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16));

    assertThat(print(file, builder))
        .isEqualTo(
            HEADER
                + "    lo: "
                + ZEROS
                + "fifteen-chars-x:       1       2    3    4    5     6          7         8"
                + "        9      10   11   12   13    14      15         16\n");
  }

  @Test
  void open_highestCounters_areUnsigned() {
    long[] highest = new long[16];
    Arrays.fill(highest, -1);
    SnapshotBuilder builder = new SnapshotBuilder(Profile.LINUX_6_18);
    builder.addInterface(InterfaceName.of("eth0"), InterfaceStatistics.of(highest));

    assertThat(print(file, builder))
        .isEqualTo(HEADER + "  eth0:" + " 18446744073709551615".repeat(16) + "\n");
  }

  @Test
  void open_nameOfMoreBytesThanCharacters_isPaddedByBytes() {
    SnapshotBuilder builder = new SnapshotBuilder(Profile.LINUX_6_18);
    builder.addInterface(InterfaceName.of("é"), InterfaceStatistics.ZERO);

    assertThat(print(file, builder)).isEqualTo(HEADER + "    \u00C3\u00A9: " + ZEROS);
  }

  @Test
  void open_notSupportedStatistics_leavesTheRowOutAndSaysSoOnceAtInfo() {
    try (LogCapture log = LogCapture.of(StatisticsLog.class)) {
      Snapshot state = withUnavailable(Unavailable.NOT_SUPPORTED);

      assertThat(print(file, state)).isEqualTo(HEADER + "    lo: " + ZEROS);
      assertThat(print(file, state)).isEqualTo(HEADER + "    lo: " + ZEROS);

      assertThat(log.lines())
          .containsExactly("INFO statistics of interface eth0 are not supported");
    }
  }

  @Test
  void open_failedStatistics_leavesTheRowOutAndSaysSoOnceAtWarn() {
    try (LogCapture log = LogCapture.of(StatisticsLog.class)) {
      Snapshot state = withUnavailable(new Unavailable(false, "device is gone"));

      assertThat(print(file, state)).isEqualTo(HEADER + "    lo: " + ZEROS);
      assertThat(print(file, state)).isEqualTo(HEADER + "    lo: " + ZEROS);

      assertThat(log.lines())
          .containsExactly("WARN statistics of interface eth0 can't be had: device is gone");
    }
  }

  private static Snapshot withUnavailable(Unavailable unavailable) {
    SnapshotBuilder builder = new SnapshotBuilder(Profile.LINUX_6_18);
    builder.add(
        Section.INTERFACES,
        new Interface(
            5,
            InterfaceName.of("eth0"),
            Interface.TYPE_ETHERNET,
            ByteString.EMPTY,
            1500,
            0,
            InterfaceStatistics.ZERO,
            unavailable,
            0));
    builder.addInterface(InterfaceName.of("lo"), InterfaceStatistics.ZERO);
    return builder.build();
  }

  @Test
  void parse_printed_comesBack() {
    String text =
        HEADER + "    lo: " + ZEROS + "  eth0:" + " 18446744073709551615".repeat(16) + "\n";

    assertThat(print(file, parse(file, Profile.LINUX_6_18, text))).isEqualTo(text);
  }

  @Test
  void parse_indexOutOfOrder_keepsTheOrderOfTheFile() {
    // By index modulo 256, as 6.1 lists them: 256 comes before 1.
    SnapshotBuilder builder = new SnapshotBuilder(Profile.LINUX_6_1);
    builder.declareInterface(InterfaceName.of("high"), 256);
    builder.declareInterface(InterfaceName.of("lo"), 1);
    String text = HEADER + "  high: " + ZEROS + "    lo: " + ZEROS;

    file.parse(new NetFileText("dev", NetFileFixture.bytes(text)), builder);

    Snapshot state = builder.build();
    assertThat(print(file, state)).isEqualTo(text);
    assertThat(state.table(Section.INTERFACES))
        .extracting(Interface::index)
        .containsExactly(256, 1);
  }

  @Test
  void parse_unknownIndexAfterTheHighest_takesAFreeOne() {
    SnapshotBuilder builder = new SnapshotBuilder(Profile.LINUX_6_1);
    builder.declareInterface(InterfaceName.of("highest"), Integer.MAX_VALUE);
    String text = HEADER + "highest: " + ZEROS + "   old: " + ZEROS;

    file.parse(new NetFileText("dev", NetFileFixture.bytes(text)), builder);

    assertThat(builder.build().table(Section.INTERFACES))
        .extracting(Interface::index)
        .containsExactly(Integer.MAX_VALUE, 1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "eth0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0| 1| has 36 bytes",
        "eth0: 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0| 36| a blank",
        "eth0: 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0| 39| the end of the line",
        "eth0: 0 x 0 0 0 0 0 0 0 0 0 0 0 0 0 0| 9| a counter, a decimal number",
        "eth0: 0 -1 0 0 0 0 0 0 0 0 0 0 0 0 0 0| 9| a counter, a decimal number",
        "eth0: 18446744073709551616 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0| 7| at most 18446744073709551615",
        "lo: 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0| 1| each interface once",
      })
  void parse_badRow_isRefusedWhereItIs(String row, int column, String expected) {
    String text = HEADER + "    lo: " + ZEROS + row + "\n";

    assertRefused(file, Profile.LINUX_6_18, text, 4, column, expected);
  }

  @ParameterizedTest
  @CsvSource({"0, 1, 1", "10, 1, 11", "80, 2, 4"})
  void parse_cutHeader_isRefusedWhereItEnds(int length, int line, int column) {
    assertRefused(
        file, Profile.LINUX_6_18, HEADER.substring(0, length), line, column, "the header of dev");
  }
}
