package dev.procnet.server.netfile;

import static dev.procnet.server.netfile.SocketFixtures.HIDDEN;
import static dev.procnet.server.netfile.SocketFixtures.USER_NAMESPACE;
import static dev.procnet.server.netfile.SocketFixtures.assertRefused;
import static dev.procnet.server.netfile.SocketFixtures.header;
import static dev.procnet.server.netfile.SocketFixtures.ipv4;
import static dev.procnet.server.netfile.SocketFixtures.padded;
import static dev.procnet.server.netfile.SocketFixtures.parse;
import static dev.procnet.server.netfile.SocketFixtures.rows;
import static dev.procnet.server.netfile.SocketFixtures.udp;
import static org.assertj.core.api.Assertions.assertThat;

import dev.procnet.server.stack.DatagramSocket;
import dev.procnet.server.stack.DatagramSocket.Kind;
import dev.procnet.server.stack.Ipv6Address;
import dev.procnet.server.stack.Profile;
import dev.procnet.server.stack.Section;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Files of UDP-Lite, raw and ping sockets: where they differ from those of UDP. */
class DatagramFilesTest {

  private static final String IPV4_HEADER =
      "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout"
          + " inode ref pointer drops";

  private static final String IPV6_HEADER =
      "  sl  local_address                         remote_address                        st"
          + " tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops\n";

  private static final String RAW_ROW =
      "  88: 0100100A:0001 0200100A:0000 01 00000000:00000900 00:00000000 00000000  1000        0"
          + " 16758 2 0000000000000000 0\n";

  @Test
  void open_noSocket_isTheHeader() {
    assertThat(header(new RawFile(), Profile.LINUX_6_18)).isEqualTo(IPV4_HEADER + "\n");
    assertThat(header(new IcmpFile(), Profile.LINUX_6_18)).isEqualTo(padded(IPV4_HEADER, 127));
    assertThat(header(new UdpLiteFile(), Profile.LINUX_6_18))
        .isEqualTo(padded(" " + IPV4_HEADER, 127));
    for (NetFile file : List.of(new Raw6File(), new Icmp6File(), new UdpLite6File())) {
      assertThat(header(file, Profile.LINUX_6_18)).isEqualTo(IPV6_HEADER);
      assertThat(file.ipv6Only()).isTrue();
    }
  }

  @Test
  void open_raw_isNotPaddedAndHasANarrowSlot() {
    assertThat(rows(new RawFile(), raw(7))).isEqualTo(RAW_ROW);
  }

  @Test
  void open_ping_isPadded() {
    DatagramSocket ping =
        udp(
            u -> {
              u.kind = Kind.PING;
              u.localPort = 0x1F40;
              u.inode = 9;
              u.slot = 7;
            });

    assertThat(rows(new IcmpFile(), ping))
        .isEqualTo(
            padded(
                "    7: 00000000:1F40 00000000:0000 07 00000000:00000000 00:00000000 00000000"
                    + "     0        0 9 2 0000000000000000 0",
                127));
  }

  @Test
  void open_ipv6_isWideAndNotPadded() {
    DatagramSocket raw =
        udp(
            u -> {
              u.kind = Kind.RAW;
              u.local = new Ipv6Address(0, 1);
              u.localPort = 58;
              u.remote = Ipv6Address.UNSPECIFIED;
              u.slot = 17;
            });

    assertThat(rows(new Raw6File(), raw))
        .isEqualTo(
            "   17: 00000000000000000000000001000000:003A 00000000000000000000000000000000:0000 07"
                + " 00000000:00000000 00:00000000 00000000     0        0 0 2 0000000000000000"
                + " 0\n");
  }

  @ParameterizedTest
  @EnumSource
  void open_socket_standsInTheFileOfItsKindOnly(Kind kind) {
    DatagramSocket socket = udp(u -> u.kind = kind);

    List<NetFile> files = List.of(new UdpFile(), new UdpLiteFile(), new RawFile(), new IcmpFile());
    assertThat(files.stream().filter(file -> !rows(file, socket).isEmpty()).map(NetFile::name))
        .containsExactly(
            switch (kind) {
              case UDP -> "udp";
              case UDP_LITE -> "udplite";
              case RAW -> "raw";
              case PING -> "icmp";
            });
  }

  @Test
  void open_reader_seesWhatItMay() {
    assertThat(rows(new RawFile(), Profile.LINUX_6_18, HIDDEN, raw(7)))
        .startsWith("  88: 00000000:0000 00000000:0000 01 ");
    assertThat(rows(new RawFile(), Profile.LINUX_6_18, USER_NAMESPACE, raw(7)))
        .isEqualTo(RAW_ROW.replace("  1000 ", "     0 "));
  }

  @Test
  void parse_rows_areOfTheKindOfTheFile() {
    assertThat(parse(new RawFile(), Section.RAW, Profile.LINUX_6_18, IPV4_HEADER + "\n" + RAW_ROW))
        .containsExactly(raw(1));
  }

  @Test
  void parse_notAsExpected_saysWhereAndWhat() {
    assertRefused(
        new RawFile(), Profile.LINUX_6_18, padded(IPV4_HEADER, 127), 1, 115, "the header of raw");
    assertRefused(
        new RawFile(),
        Profile.LINUX_6_18,
        IPV4_HEADER + "\n" + RAW_ROW.replace("0200100A:0000", "0200100A:0001"),
        2,
        1,
        "a valid row (remote.port: is 1 of a raw socket, expected 0)");
    assertRefused(
        new IcmpFile(),
        Profile.LINUX_6_18,
        padded(IPV4_HEADER, 127) + RAW_ROW.replace(" 01 ", " 0A "),
        2,
        35,
        "a state of 01 or 07");
  }

  private static DatagramSocket raw(long id) {
    return udp(
        u -> {
          u.id = id;
          u.kind = Kind.RAW;
          u.local = ipv4(10, 16, 0, 1);
          u.localPort = 1;
          u.remote = ipv4(10, 16, 0, 2);
          u.state = dev.procnet.server.stack.TcpState.ESTABLISHED;
          u.rxQueue = 0x900;
          u.uid = 1000;
          u.inode = 16758;
          u.slot = 88;
        });
  }
}
