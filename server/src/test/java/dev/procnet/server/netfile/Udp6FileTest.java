package dev.procnet.server.netfile;

import static dev.procnet.server.netfile.SocketFixtures.HIDDEN;
import static dev.procnet.server.netfile.SocketFixtures.assertRefused;
import static dev.procnet.server.netfile.SocketFixtures.bytes;
import static dev.procnet.server.netfile.SocketFixtures.header;
import static dev.procnet.server.netfile.SocketFixtures.ipv4;
import static dev.procnet.server.netfile.SocketFixtures.rows;
import static dev.procnet.server.netfile.SocketFixtures.udp;
import static org.assertj.core.api.Assertions.assertThat;

import dev.procnet.server.netfile.SocketFixtures.Udp;
import dev.procnet.server.stack.Ipv6Address;
import dev.procnet.server.stack.Profile;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class Udp6FileTest {

  private static final String GVISOR_HEADER =
      "  sl  local_address                         remote_address                        st"
          + " tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n";

  private static final String HEADER = GVISOR_HEADER.replace("\n", " ref pointer drops\n");

  private static final String ROW =
      "  619: 000080FE00000000FF000000011000FE:1FA4 00000000000000000000000000000000:0000 07"
          + " 00000000:00000000 00:00000000 00000000     0        0 22340 2 0000000000000000 0\n";

  /** That of ROW. */
  private static final Consumer<Udp> LINK_LOCAL =
      u -> {
        u.inode = 22340;
        u.local = new Ipv6Address(0xFE80000000000000L, 0x000000FFFE001001L);
        u.localPort = 8100;
        u.remote = Ipv6Address.UNSPECIFIED;
        u.slot = 619;
      };

  private final NetFile file = new Udp6File();

  @Test
  void open_noSocket_isTheHeaderOfTheSystem() {
    assertThat(header(file, Profile.LINUX_6_18)).isEqualTo(HEADER);
    assertThat(header(file, Profile.LINUX_6_1)).isEqualTo(HEADER);
    assertThat(header(file, Profile.GVISOR)).isEqualTo(GVISOR_HEADER);
  }

  @Test
  void open_socket_isNotPadded() {
    assertThat(rows(file, udp(LINK_LOCAL))).isEqualTo(ROW);
  }

  @Test
  void open_mappedAddress_isShownHereOnly() {
    Consumer<Udp> mapped =
        LINK_LOCAL.andThen(u -> u.local = Ipv6Address.mapped(ipv4(10, 16, 0, 1)));

    assertThat(rows(file, udp(mapped))).startsWith("  619: 0000000000000000FFFF00000100100A:1FA4 ");
    assertThat(rows(new UdpFile(), udp(mapped))).isEmpty();
  }

  @Test
  void open_hiddenAddresses_leavesTheRestAsItIs() {
    assertThat(rows(file, Profile.LINUX_6_18, HIDDEN, udp(LINK_LOCAL)))
        .isEqualTo(
            ROW.replace(
                "000080FE00000000FF000000011000FE:1FA4", "00000000000000000000000000000000:0000"));
  }

  @Test
  void open_gvisor_hasAWiderInode() {
    assertThat(rows(file, Profile.GVISOR, Reader.ROOT, udp(LINK_LOCAL)))
        .isEqualTo(ROW.replace(" 22340", "    22340"));
  }

  @Test
  void open_destroying_isLeftOut() {
    assertThat(rows(file, udp(LINK_LOCAL.andThen(u -> u.destroying = true)))).isEmpty();
  }

  @Test
  void parse_notAsExpected_saysWhereAndWhat() {
    assertRefused(file, Profile.LINUX_6_18, GVISOR_HEADER, 1, 145, "the header of udp6");
    assertRefused(file, Profile.GVISOR, HEADER, 1, 145, "the header of udp6");
    assertRefused(
        file,
        Profile.LINUX_6_18,
        HEADER + ROW.replace("011000FE:1FA4", "011000FE:1FA"),
        2,
        41,
        "a port, 4 hexadecimal digits");
  }

  @Test
  void printedBy_header_tells() {
    assertThat(file.printedBy(new NetFileText("udp6", bytes(HEADER))))
        .containsExactlyInAnyOrder(Profile.LINUX_6_18, Profile.LINUX_6_12, Profile.LINUX_6_1);
    assertThat(file.printedBy(new NetFileText("udp6", bytes(GVISOR_HEADER))))
        .containsExactly(Profile.GVISOR);
  }
}
