package dev.procnet.server.netfile;

import static dev.procnet.server.netfile.NetFileFixture.assertRefused;
import static dev.procnet.server.netfile.NetFileFixture.bytes;
import static dev.procnet.server.netfile.NetFileFixture.print;
import static org.assertj.core.api.Assertions.assertThat;

import dev.procnet.server.stack.Profile;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Snapshot;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WirelessFileTest {

  private static final Profile PROFILE = Profile.LINUX_6_18;
  private static final String HEADER =
      """
      Inter-| sta-|   Quality        |   Discarded packets               | Missed | WE
       face | tus | link level noise |  nwid  crypt   frag  retry   misc | beacon | 22
      """;
  private static final String COLUMNS =
      ": 0000   70.  -40.  -256        0      1      2      3     48        0\n";

  private final TreeImporter importer = new TreeImporter(new NetFiles(new StatisticsLog()));

  /** The importer compares what it prints with these: what it takes comes back byte for byte. */
  private Snapshot imported(String rows) {
    return importer.importTree(Map.of("wireless", bytes(HEADER + rows)), PROFILE).state();
  }

  @Test
  void import_rows_comeBackInTheirOrder() {
    String rows =
        " wlan1"
            + COLUMNS
            + " wlan0: ffff  255   255     0.  4294967 -2147483648     -1      0      0        7\n";

    Snapshot state = imported(rows);

    assertThat(print(new WirelessFile(), state)).isEqualTo(HEADER + rows);
    assertThat(state.table(Section.WIRELESS_INTERFACES)).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "sixsix", "fifteen-chars-x", "*@-\"\\", "\u0001\u00C3\u00A9"})
  void import_hostileName_comesBack(String name) {
    String row = " ".repeat(Math.max(0, 6 - name.length())) + name + COLUMNS;

    assertThat(print(new WirelessFile(), imported(row))).isEqualTo(HEADER + row);
  }

  @Test
  void parse_badRow_isRefused() {
    refuse(" wlan0 0000\n", 3, 2, "blank");
    refuse("wlan0: 00000\n", 3, 8, "4 hexadecimal digits");
    refuse("wlan0: 0000 256\n", 3, 13, "at most 255");
    refuse("wlan0: 0000 -1\n", 3, 14, "at most 0");
    refuse("wlan0: 0000 1 -257\n", 3, 16, "at most 256");
    refuse("wlan0: 0000 1 -2 3 0 0 0 0 0 0\n", 3, 1, "noise");
    refuse("wlan0: 0000 1 2 3 0 0 0 0 0\n", 3, 28, "a blank");
    refuse("wlan0: 0000 1 2 3 0 0 0 0 0 4294967295\n", 3, 29, "at most 2147483647");
    refuse(" wlan0" + COLUMNS + " wlan0" + COLUMNS, 4, 2, "each wireless interface once");
    assertRefused(
        new WirelessFile(), PROFILE, HEADER.replace("22", "21"), 2, 80, "the header of wireless");
  }

  private static void refuse(String rows, int line, int column, String expected) {
    assertRefused(new WirelessFile(), PROFILE, HEADER + rows, line, column, expected);
  }
}
