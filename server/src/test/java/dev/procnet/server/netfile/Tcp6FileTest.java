package dev.procnet.server.netfile;

import static dev.procnet.server.netfile.SocketFixtures.HIDDEN;
import static dev.procnet.server.netfile.SocketFixtures.assertRefused;
import static dev.procnet.server.netfile.SocketFixtures.bytes;
import static dev.procnet.server.netfile.SocketFixtures.header;
import static dev.procnet.server.netfile.SocketFixtures.ipv4;
import static dev.procnet.server.netfile.SocketFixtures.rows;
import static dev.procnet.server.netfile.SocketFixtures.tcp;
import static org.assertj.core.api.Assertions.assertThat;

import dev.procnet.server.netfile.SocketFixtures.Tcp;
import dev.procnet.server.stack.Ipv6Address;
import dev.procnet.server.stack.Profile;
import dev.procnet.server.stack.TcpSocket;
import dev.procnet.server.stack.TcpSocket.Form;
import dev.procnet.server.stack.TcpState;
import dev.procnet.server.stack.TcpTimer;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class Tcp6FileTest {

  private static final String HEADER =
      "  sl  local_address                         remote_address                        st"
          + " tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n";

  private static final String ROW =
      "   0: B80D0120000010000000000001000000:851E B80D0120000010000000000003000000:2328 01"
          + " 00000BB8:00000000 01:00000061 00000003     0        0 928670 2 0000000000000000 163"
          + " 0 0 1 -1\n";

  /** That of ROW. */
  private static final Consumer<Tcp> RETRANSMITTING =
      t -> {
        t.inode = 928670;
        t.referenceCount = 2;
        t.local = new Ipv6Address(0x20010DB800100000L, 1);
        t.localPort = 0x851E;
        t.remote = new Ipv6Address(0x20010DB800100000L, 3);
        t.remotePort = 9000;
        t.txQueue = 3000;
        t.timer = TcpTimer.RETRANSMIT;
        t.timerExpires = 97;
        t.retransmits = 3;
        t.retransmitTimeout = 163;
        t.congestionWindow = 1;
      };

  private final NetFile file = new Tcp6File();

  @ParameterizedTest
  @EnumSource
  void open_noSocket_isTheHeader(Profile profile) {
    assertThat(header(file, profile)).isEqualTo(HEADER);
  }

  @Test
  void open_socket_isNotPadded() {
    assertThat(rows(file, tcp(RETRANSMITTING))).isEqualTo(ROW);
  }

  @Test
  void open_mappedAddresses_areShownHereOnly() {
    TcpSocket mapped =
        tcp(
            t -> {
              t.local = Ipv6Address.mapped(ipv4(127, 0, 0, 1));
              t.localPort = 8082;
              t.remote = Ipv6Address.mapped(ipv4(127, 0, 0, 1));
              t.remotePort = 18827;
            });

    assertThat(rows(file, mapped))
        .startsWith(
            "   0: 0000000000000000FFFF00000100007F:1F92 0000000000000000FFFF00000100007F:498B 01"
                + " ");
    assertThat(rows(new TcpFile(), mapped)).isEmpty();
    assertThat(rows(file, tcp(t -> t.local = ipv4(127, 0, 0, 1)))).isEmpty();
  }

  @Test
  void open_shortForms_stopAfterPointer() {
    TcpSocket request =
        tcp(
            t -> {
              t.local = Ipv6Address.UNSPECIFIED;
              t.remote = Ipv6Address.UNSPECIFIED;
              t.state = TcpState.SYN_RECV;
              t.form = Form.REQUEST;
              t.uid = 1000;
              t.referenceCount = 0;
            });

    assertThat(rows(file, request))
        .isEqualTo(
            "   0: 00000000000000000000000000000000:0000 00000000000000000000000000000000:0000 03"
                + " 00000000:00000000 00:00000000 00000000  1000        0 0 0 0000000000000000\n");
  }

  @Test
  void open_hiddenAddresses_leavesTheRestAsItIs() {
    assertThat(rows(file, Profile.LINUX_6_1, HIDDEN, tcp(RETRANSMITTING)))
        .isEqualTo(
            "   0: 00000000000000000000000000000000:0000 00000000000000000000000000000000:0000"
                + ROW.substring(81));
  }

  @Test
  void open_gvisor_hasAWiderInode() {
    TcpSocket socket = tcp(RETRANSMITTING.andThen(t -> t.slot = 7));

    assertThat(rows(file, Profile.GVISOR, Reader.ROOT, socket))
        .isEqualTo(ROW.replace("   0:", "   7:").replace(" 928670", "   928670"));
  }

  @Test
  void parse_notAsExpected_saysWhereAndWhat() {
    String digits = "an IPv6 address, 32 hexadecimal digits";
    assertRefused(file, Profile.GVISOR, "", 1, 1, "the header of tcp6");
    assertRefused(file, Profile.LINUX_6_1, HEADER.trim(), 1, 1, "the header of tcp6");
    assertRefused(
        file, Profile.LINUX_6_1, HEADER + ROW.replace("B80D0120000", "B80D01200x0"), 2, 7, digits);
    assertRefused(file, Profile.LINUX_6_1, HEADER + ROW.substring(0, 60), 2, 45, digits);
    assertRefused(
        file, Profile.LINUX_6_1, HEADER + ROW.replace("1000000:", "10000000:"), 2, 39, "':'");
  }

  @Test
  void printedBy_inode_tells() {
    TcpSocket socket = tcp(RETRANSMITTING);

    assertThat(printedBy(rows(file, socket)))
        .containsExactlyInAnyOrder(Profile.LINUX_6_18, Profile.LINUX_6_12, Profile.LINUX_6_1);
    assertThat(printedBy(rows(file, Profile.GVISOR, Reader.ROOT, socket)))
        .containsExactly(Profile.GVISOR);
    assertThat(printedBy(rows(file, tcp(RETRANSMITTING.andThen(t -> t.inode = 12345678)))))
        .isEmpty();
    assertThat(printedBy("")).isEmpty();
    assertThat(printedBy("garbage")).isEmpty();
  }

  private java.util.Set<Profile> printedBy(String rows) {
    return file.printedBy(new NetFileText("tcp6", bytes(HEADER + rows)));
  }
}
