package dev.procnet.server.netfile;

import static dev.procnet.server.netfile.NetFileFixture.assertRefused;
import static dev.procnet.server.netfile.NetFileFixture.parse;
import static dev.procnet.server.netfile.NetFileFixture.print;
import static org.assertj.core.api.Assertions.assertThat;

import dev.procnet.server.stack.PacketCopyMode;
import dev.procnet.server.stack.PacketQueue;
import dev.procnet.server.stack.Profile;
import dev.procnet.server.stack.Section;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NfnetlinkQueueFileTest {

  private static final String ROW = "    7  12345     3 2 65531     1     2     1234  1\n";

  private static final String WIDE =
      "65535 4294967295 4294967295 1 4294967295 4294967295 4294967295 4294967295  1\n";

  private final NetFile file = new NfnetlinkQueueFile();

  @Test
  void parse_rows_readsEachColumn() {
    assertThat(parse(file, Profile.LINUX_6_18, ROW + WIDE).table(Section.PACKET_QUEUES))
        .containsExactly(
            new PacketQueue(7, 12345, 3, PacketCopyMode.PACKET, 65531, 1, 2, 1234),
            new PacketQueue(65535, -1, -1, PacketCopyMode.META, -1, -1, -1, -1));
    assertThat(print(file, parse(file, Profile.LINUX_6_18, ROW + WIDE))).isEqualTo(ROW + WIDE);
  }

  @ParameterizedTest
  @CsvSource({
    "garbage, 1, a queue",
    "65536, 1, a queue of at most 65535",
    "65535 4294967296, 7, a port id of at most 4294967295",
    "65535      2     3 3, 20, a copy mode of 0",
    "65535      2     3 2     0     0     0, 39, a blank",
    "65535      2     3 2     0     0     0        1, 48, '  1'",
    "65535      2     3 2     0     0     0        1  2, 50, '  1'",
    "65535      2     3 2     0     0     0        1  11, 51, the end of the line",
  })
  void parse_badRow_isRefusedWhereItIs(String row, int column, String expected) {
    assertRefused(file, Profile.LINUX_6_18, ROW + row + "\n", 2, column, expected);
  }

  @Test
  void parse_cutRow_isRefused() {
    assertRefused(file, Profile.LINUX_6_18, ROW.stripTrailing(), 1, 51, "the end of the line");
  }
}
