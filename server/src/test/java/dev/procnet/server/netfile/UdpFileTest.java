package dev.procnet.server.netfile;

import static dev.procnet.server.netfile.SocketFixtures.HIDDEN;
import static dev.procnet.server.netfile.SocketFixtures.USER_NAMESPACE;
import static dev.procnet.server.netfile.SocketFixtures.assertRefused;
import static dev.procnet.server.netfile.SocketFixtures.bytes;
import static dev.procnet.server.netfile.SocketFixtures.header;
import static dev.procnet.server.netfile.SocketFixtures.ipv4;
import static dev.procnet.server.netfile.SocketFixtures.padded;
import static dev.procnet.server.netfile.SocketFixtures.parse;
import static dev.procnet.server.netfile.SocketFixtures.rows;
import static dev.procnet.server.netfile.SocketFixtures.udp;
import static org.assertj.core.api.Assertions.assertThat;

import dev.procnet.server.netfile.SocketFixtures.Udp;
import dev.procnet.server.stack.DatagramSocket;
import dev.procnet.server.stack.Profile;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.TcpState;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class UdpFileTest {

  private static final String HEADER =
      "   sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout"
          + " inode ref pointer drops            \n";

  private static final String GVISOR_HEADER =
      "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout"
          + " inode ref pointer drops             \n";

  private static final String ROW =
      "12762: 0100100A:1772 00000000:0000 07 00002D00:00000F00 00:00000000 00000000     0        0"
          + " 935478 2 0000000000000000 37";

  /** That of ROW. */
  private static final Consumer<Udp> DROPPING =
      u -> {
        u.inode = 935478;
        u.local = ipv4(10, 16, 0, 1);
        u.localPort = 0x1772;
        u.txQueue = 0x2D00;
        u.rxQueue = 0xF00;
        u.drops = 37;
        u.slot = 12762;
      };

  private final NetFile file = new UdpFile();

  @Test
  void open_noSocket_isTheHeaderOfTheSystem() {
    assertThat(header(file, Profile.LINUX_6_18)).isEqualTo(HEADER).hasSize(128);
    assertThat(header(file, Profile.LINUX_6_1)).isEqualTo(HEADER);
    assertThat(header(file, Profile.GVISOR)).isEqualTo(GVISOR_HEADER).hasSize(128);
  }

  @Test
  void open_unconnected_isPadded() {
    assertThat(rows(file, udp(DROPPING))).isEqualTo(padded(ROW, 127));
  }

  @Test
  void open_connected_showsPeer() {
    DatagramSocket connected =
        udp(
            u -> {
              u.inode = 935472;
              u.local = ipv4(10, 16, 0, 1);
              u.localPort = 0xBBA2;
              u.remote = ipv4(10, 16, 0, 2);
              u.remotePort = 7000;
              u.state = TcpState.ESTABLISHED;
              u.slot = 5642;
            });

    assertThat(rows(file, connected))
        .isEqualTo(
            padded(
                " 5642: 0100100A:BBA2 0200100A:1B58 01 00000000:00000000 00:00000000 00000000     0"
                    + "        0 935472 2 0000000000000000 0",
                127));
  }

  @Test
  void open_largestNumbers_widenTheRow() {
    DatagramSocket large =
        udp(
            u -> {
              u.inode = -1;
              u.uid = -1;
              u.referenceCount = Integer.MAX_VALUE;
              u.txQueue = -1;
              u.rxQueue = -1;
              u.drops = -1;
              u.slot = -1;
            });

    assertThat(rows(file, large))
        .isEqualTo(
            "4294967295: 00000000:0000 00000000:0000 07 FFFFFFFF:FFFFFFFF 00:00000000 00000000"
                + " 4294967295        0 18446744073709551615 2147483647 0000000000000000"
                + " 4294967295\n");
  }

  @Test
  void open_gvisor_hasAWiderInodeAndNoPadding() {
    DatagramSocket ping =
        udp(
            u -> {
              u.inode = 30;
              u.referenceCount = 1;
              u.state = TcpState.NONE;
              u.slot = 29;
            });

    assertThat(rows(file, Profile.GVISOR, Reader.ROOT, ping))
        .isEqualTo(
            "   29: 00000000:0000 00000000:0000 00 00000000:00000000 00:00000000 00000000     0"
                + "        0       30 1 0000000000000000 0\n");
  }

  @Test
  void open_uidOfAnotherNamespace_isMappedOrOverflown() {
    String text =
        rows(
            file,
            Profile.LINUX_6_18,
            USER_NAMESPACE,
            udp(u -> u.uid = 1000),
            udp(u -> u.uid = 999),
            udp(u -> u.uid = -1));

    assertThat(text.lines().map(row -> row.substring(76, 83)))
        .containsExactly("     0 ", " 65534 ", " 65534 ");
  }

  @Test
  void open_hiddenAddresses_leavesTheRestAsItIs() {
    assertThat(rows(file, Profile.LINUX_6_18, HIDDEN, udp(DROPPING)))
        .isEqualTo(padded(ROW.replace("0100100A:1772", "00000000:0000"), 127));
  }

  @Test
  void open_destroying_isLeftOut() {
    DatagramSocket gone = udp(DROPPING.andThen(u -> u.destroying = true));

    assertThat(rows(file, gone, udp(DROPPING))).isEqualTo(padded(ROW, 127));
  }

  @Test
  void parse_linux_givesTheNewestTheHighestId() {
    String row = padded(ROW, 127);
    String later = padded(ROW.replace("12762", "12763"), 127);

    assertThat(parse(file, Section.UDP, Profile.LINUX_6_1, HEADER + row + row + later))
        .containsExactly(
            udp(DROPPING.andThen(u -> u.id = 3)),
            udp(DROPPING.andThen(u -> u.id = 2)),
            udp(
                DROPPING.andThen(
                    u -> {
                      u.id = 1;
                      u.slot = 12763;
                    })));
  }

  @Test
  void parse_gvisor_givesIdsInOrder() {
    String row = ROW.replace(" 935478", "   935478") + "\n";

    assertThat(parse(file, Section.UDP, Profile.GVISOR, GVISOR_HEADER + row + row))
        .containsExactly(udp(DROPPING), udp(DROPPING.andThen(u -> u.id = 2)));
  }

  @Test
  void parse_notAsExpected_saysWhereAndWhat() {
    Profile linux = Profile.LINUX_6_18;
    String row = padded(ROW, 127);
    assertRefused(file, linux, "", 1, 1, "the header of udp");
    assertRefused(file, linux, GVISOR_HEADER, 1, 3, "the header of udp");
    assertRefused(file, Profile.GVISOR, HEADER, 1, 3, "the header of udp");
    assertRefused(file, linux, HEADER.replace("\n", "\r\n"), 1, 128, "the header of udp");
    assertRefused(file, linux, HEADER + row.replace("\n", "\r\n"), 2, 128, "the end of the line");
    assertRefused(file, linux, HEADER + row + ROW, 3, 121, "the end of the line");
    assertRefused(file, linux, HEADER + row + "?", 3, 1, "a slot, a decimal number");
    assertRefused(file, linux, HEADER + ROW.replace(" 07 ", " 0A "), 2, 36, "a state of 01 or 07");
    assertRefused(file, linux, HEADER + ROW.replace(" 07 ", " 00 "), 2, 36, "a state of 01 or 07");
    assertRefused(
        file,
        Profile.GVISOR,
        GVISOR_HEADER + ROW.replace(" 07 ", " 0C "),
        2,
        36,
        "a state of 00, 01 or 07");
    assertRefused(
        file, linux, HEADER + ROW.replace(" 00:0", " 01:0"), 2, 58, "'00:00000000 00000000'");
    assertRefused(
        file, linux, HEADER + ROW.replace("0 935", "1 935"), 2, 91, "timeout of at most 0");
    assertRefused(
        file,
        linux,
        HEADER + ROW.replace(" 37", " 4294967296"),
        2,
        119,
        "drops of at most 4294967295");
    assertRefused(file, linux, HEADER + ROW.replace(" 37", "\n"), 2, 118, "a blank");
  }

  @Test
  void printedBy_header_tells() {
    assertThat(file.printedBy(new NetFileText("udp", bytes(HEADER))))
        .containsExactlyInAnyOrder(Profile.LINUX_6_18, Profile.LINUX_6_12, Profile.LINUX_6_1);
    assertThat(file.printedBy(new NetFileText("udp", bytes(GVISOR_HEADER))))
        .containsExactly(Profile.GVISOR);
    assertThat(file.printedBy(new NetFileText("udp", bytes("")))).isEmpty();
  }
}
