package dev.procnet.server.netfile;

import static dev.procnet.server.netfile.NetFileFixture.assertRefused;
import static dev.procnet.server.netfile.NetFileFixture.parse;
import static dev.procnet.server.netfile.NetFileFixture.print;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.procnet.server.stack.ConnectionTuple;
import dev.procnet.server.stack.ConnectionTuple.Ports;
import dev.procnet.server.stack.Expectation;
import dev.procnet.server.stack.Profile;
import dev.procnet.server.stack.Section;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConntrackExpectFileTest {

  private static final String TUPLE = "src=10.16.0.2 dst=10.16.0.1 sport=0 dport=51210 ";

  private static final String ROW = "293 l3proto = 2 proto=6 " + TUPLE + "ftp\n";

  private final NetFile file = new ConntrackExpectFile();

  @Test
  void parse_row_readsEachPiece() {
    ConnectionTuple tuple =
        new ConnectionTuple(
            SocketFixtures.ipv4(10, 16, 0, 2),
            SocketFixtures.ipv4(10, 16, 0, 1),
            new Ports(0, 51210));

    assertThat(
            parse(
                    file,
                    Profile.LINUX_6_18,
                    ROW
                        + "- "
                        + ROW.substring(4, ROW.length() - 4)
                        + "PERMANENT,USERSPACE sip/rtp\n")
                .table(Section.EXPECTATIONS))
        .containsExactly(
            new Expectation(293L, 6, tuple, false, false, false, "ftp"),
            new Expectation(null, 6, tuple, true, false, true, "sip/rtp"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ROW,
        "- l3proto = 2 proto=17 " + TUPLE + "\n",
        "-1 l3proto = 2 proto=17 " + TUPLE + "INACTIVE\n",
        "0 l3proto = 2 proto=17 " + TUPLE + "PERMANENT,INACTIVE,USERSPACE RAS\n",
        "0 l3proto = 2 proto=6 " + TUPLE + "Q.931/a class\n",
        "5 l3proto = 2 proto=47 src=10.0.0.1 dst=10.0.0.2 srckey=0x0 dstkey=0x80 pptp\n",
        "5 l3proto = 10 proto=17 src=2001:0db8:0000:0000:0000:0000:0000:0001"
            + " dst=fe80:0000:0000:0000:ffff:0000:0000:00ff sport=0 dport=69 tftp-69\n",
      })
  void parse_anyPiecesMissing_printsTheSame(String row) {
    assertThat(print(file, parse(file, Profile.LINUX_6_1, row + ROW + row)))
        .isEqualTo(row + ROW + row);
  }

  @Test
  void open_hidden_zeroesAddressesAndPorts() {
    String hidden =
        file.open(parse(file, Profile.LINUX_6_18, ROW), SocketFixtures.HIDDEN)
            .readAll()
            .toString(ISO_8859_1);

    assertThat(hidden)
        .isEqualTo("293 l3proto = 2 proto=6 src=0.0.0.0 dst=0.0.0.0 sport=0 dport=0 ftp\n");
  }

  @ParameterizedTest
  @CsvSource({
    "garbage, 1, a time to expiry",
    "-, 2, a time to expiry",
    "- proto=6, 3, 'l3proto = '",
    "- l3proto = 3 proto=6 , 13, a family of 2 or 10",
    "- l3proto = 2 proto=256 , 21, the number of a protocol of at most 255",
    "- l3proto = 2 proto=6 src=10.0.0.1 dst=10.0.0.2 ftp, 49, 'sport='",
    "- l3proto = 2 proto=6 src=10.0.0.1 dst=10.0.0.2 sport=0 dport=1, 64, ' '",
    "- l3proto = 2 proto=17 src=10.0.0.1 dst=10.0.0.2 sport=0 dport=1 a\u00ffb, 1, a valid row",
    "- l3proto = 2 proto=17 src=10.0.0.1 dst=10.0.0.2 sport=0 dport=1 "
        + "a-name-that-is-longer-than-any-two, 1, expected at most 31",
  })
  void parse_badRow_isRefusedWhereItIs(String row, int column, String expected) {
    assertRefused(file, Profile.LINUX_6_18, ROW + row + "\n", 2, column, expected);
  }

  @Test
  void parse_cutRow_isRefusedAtItsEnd() {
    assertRefused(
        file, Profile.LINUX_6_18, ROW.substring(0, ROW.length() - 1), 1, 76, "the end of the line");
  }
}
