package dev.procnet.server.netfile;

import static dev.procnet.server.netfile.NetFileFixture.assertRefused;
import static dev.procnet.server.netfile.NetFileFixture.parse;
import static dev.procnet.server.netfile.NetFileFixture.print;
import static org.assertj.core.api.Assertions.assertThat;

import dev.procnet.server.stack.LogGroup;
import dev.procnet.server.stack.PacketCopyMode;
import dev.procnet.server.stack.Profile;
import dev.procnet.server.stack.Section;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NfnetlinkLogFileTest {

  private static final String ROW = "   32  12345     7 2 65535    100  1\n";

  private static final String WIDE =
      "65535 4294967295 4294967295 0 4294967295 4294967295 4294967295\n";

  private final NetFile file = new NfnetlinkLogFile();

  @Test
  void parse_rows_readsEachColumn() {
    assertThat(parse(file, Profile.LINUX_6_18, ROW + WIDE).table(Section.LOG_GROUPS))
        .containsExactly(
            new LogGroup(32, 12345, 7, PacketCopyMode.PACKET, 65535, 100, 1),
            new LogGroup(65535, -1, -1, PacketCopyMode.NONE, -1, -1, -1));
    assertThat(print(file, parse(file, Profile.LINUX_6_18, ROW + WIDE))).isEqualTo(ROW + WIDE);
  }

  @ParameterizedTest
  @CsvSource({
    "garbage, 1, a group",
    "65536, 1, a group of at most 65535",
    "65535, 6, a blank",
    "65535 4294967296, 7, a port id of at most 4294967295",
    "65535      2     3 3, 20, a copy mode of 0",
    "65535      2     3 1     4      5, 34, a blank",
    "65535      2     3 1     4      5  -6, 36, a number of uses",
    "65535      2     3 1     4      5  6 7, 38, the end of the line",
  })
  void parse_badRow_isRefusedWhereItIs(String row, int column, String expected) {
    assertRefused(file, Profile.LINUX_6_18, ROW + row + "\n", 2, column, expected);
  }

  @Test
  void parse_cutRow_isRefused() {
    assertRefused(file, Profile.LINUX_6_18, ROW.stripTrailing(), 1, 37, "the end of the line");
  }
}
