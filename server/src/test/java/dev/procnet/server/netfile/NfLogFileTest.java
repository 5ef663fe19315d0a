package dev.procnet.server.netfile;

import static dev.procnet.server.netfile.NetFileFixture.assertRefused;
import static dev.procnet.server.netfile.NetFileFixture.parse;
import static dev.procnet.server.netfile.NetFileFixture.print;
import static org.assertj.core.api.Assertions.assertThat;

import dev.procnet.server.stack.PacketLogger;
import dev.procnet.server.stack.Profile;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.SnapshotBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NfLogFileTest {

  private static final String EMPTY =
      """
       0 NONE ()
       1 NONE ()
       2 NONE ()
       3 NONE ()
       4 NONE ()
       5 NONE ()
       6 NONE ()
       7 NONE ()
       8 NONE ()
       9 NONE ()
      10 NONE ()
      """;

  private static final String OLD = EMPTY + "11 NONE ()\n12 NONE (nfnetlink_log)\n";

  private final NetFile file = new NfLogFile();

  @Test
  void open_noEntries_hasAllFamiliesOfLinux() {
    assertThat(print(file, new SnapshotBuilder(Profile.LINUX_6_18))).isEqualTo(EMPTY);
  }

  @Test
  void parse_loggers_areRead() {
    String text =
        EMPTY
            .replace(" 2 NONE ()", " 2 nf_log_ipv4 (nf_log_ipv4,nfnetlink_log)")
            .replace(" 7 NONE ()", " 7 gone ()");

    assertThat(parse(file, Profile.LINUX_6_18, text).table(Section.PACKET_LOGGERS).iterator())
        .toIterable()
        .hasSize(11)
        .contains(
            new PacketLogger(0, "", List.of()),
            new PacketLogger(2, "nf_log_ipv4", List.of("nf_log_ipv4", "nfnetlink_log")),
            new PacketLogger(7, "gone", List.of()));
    assertThat(print(file, parse(file, Profile.LINUX_6_18, text))).isEqualTo(text);
  }

  @Test
  void parse_familiesOfOldKernels_printsThem() {
    assertThat(print(file, parse(file, Profile.LINUX_6_1, OLD))).isEqualTo(OLD);
  }

  @ParameterizedTest
  @CsvSource({
    "'garbage\n', 1, a protocol family",
    "'10 NONE ()\n', 1, protocol family 12",
    "'12 NONE\n', 8, ' ('",
    "'12 NONE (a,b,c)\n', 1, 'registered: is 3, expected 0 to 2'",
    "'12 NONE (a,b\n', 12, 'the name of a logger, '",
    "'12 NONE (,b)\n', 1, 'has 0 characters, expected 1 to 64'",
    "'12 NONE (a b)\n', 1, expected printable characters",
    "'12 NONE (NONE)\n', 1, not NONE",
    "'12 a,b ()\n', 1, a name without comma",
    "'12 NONE () x\n', 12, the end of the line",
    "'12 NONE ()', 11, the end of the line",
  })
  void parse_badRow_isRefusedWhereItIs(String row, int column, String expected) {
    assertRefused(file, Profile.LINUX_6_18, EMPTY + "11 NONE ()\n" + row, 13, column, expected);
  }

  @Test
  void parse_moreFamiliesThanAnyKernelHas_isRefused() {
    assertRefused(file, Profile.LINUX_6_1, OLD + "13 NONE ()\n", 14, 1, "of at most 12");
  }

  @Test
  void parse_familiesMissing_isRefusedAtTheEnd() {
    assertRefused(file, Profile.LINUX_6_18, EMPTY.substring(0, 22), 3, 1, "a protocol family");
    assertRefused(file, Profile.LINUX_6_18, "", 1, 1, "a protocol family");
  }
}
