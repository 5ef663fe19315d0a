package dev.procnet.server.netfile;

import static dev.procnet.server.netfile.SocketFixtures.HIDDEN;
import static dev.procnet.server.netfile.SocketFixtures.USER_NAMESPACE;
import static dev.procnet.server.netfile.SocketFixtures.assertRefused;
import static dev.procnet.server.netfile.SocketFixtures.header;
import static dev.procnet.server.netfile.SocketFixtures.ipv4;
import static dev.procnet.server.netfile.SocketFixtures.padded;
import static dev.procnet.server.netfile.SocketFixtures.parse;
import static dev.procnet.server.netfile.SocketFixtures.print;
import static dev.procnet.server.netfile.SocketFixtures.rows;
import static dev.procnet.server.netfile.SocketFixtures.tcp;
import static org.assertj.core.api.Assertions.assertThat;

import dev.procnet.server.netfile.SocketFixtures.Tcp;
import dev.procnet.server.stack.Ipv4Address;
import dev.procnet.server.stack.Ipv6Address;
import dev.procnet.server.stack.Profile;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.TcpSocket;
import dev.procnet.server.stack.TcpSocket.Form;
import dev.procnet.server.stack.TcpState;
import dev.procnet.server.stack.TcpTimer;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TcpFileTest {

  private static final String HEADER =
      "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout"
          + " inode                                                     \n";

  private static final String ROW =
      "   0: 0100100A:E6E6 0300100A:2328 01 00001388:00000000 01:0000004E 00000003     0        0"
          + " 540820 2 0000000000000000 163 0 0 1 -1";

  /** That of ROW. */
  private static final Consumer<Tcp> RETRANSMITTING =
      t -> {
        t.inode = 540820;
        t.referenceCount = 2;
        t.local = ipv4(10, 16, 0, 1);
        t.localPort = 0xE6E6;
        t.remote = ipv4(10, 16, 0, 3);
        t.remotePort = 9000;
        t.txQueue = 5000;
        t.timer = TcpTimer.RETRANSMIT;
        t.timerExpires = 78;
        t.retransmits = 3;
        t.retransmitTimeout = 163;
        t.congestionWindow = 1;
      };

  private final NetFile file = new TcpFile();

  @ParameterizedTest
  @EnumSource
  void open_noSocket_isThePaddedHeader(Profile profile) {
    assertThat(header(file, profile)).isEqualTo(HEADER).hasSize(150);
  }

  @Test
  void open_listener_showsQueueAndFastOpenLimit() {
    TcpSocket listener =
        tcp(
            t -> {
              t.inode = 540798;
              t.referenceCount = 4;
              t.localPort = 8000;
              t.state = TcpState.LISTEN;
              t.rxQueue = 3;
              t.retransmitTimeout = 100;
              t.congestionWindow = 10;
              t.slowStartThreshold = 0;
            });

    assertThat(rows(file, listener))
        .isEqualTo(
            padded(
                "   0: 00000000:1F40 00000000:0000 0A 00000000:00000003 00:00000000 00000000     0"
                    + "        0 540798 4 0000000000000000 100 0 0 10 0",
                149));
  }

  @Test
  void open_retransmitting_showsTimer() {
    assertThat(rows(file, tcp(RETRANSMITTING))).isEqualTo(padded(ROW, 149));
  }

  @Test
  void open_connectionRequest_stopsAfterPointer() {
    TcpSocket request =
        tcp(
            t -> {
              t.referenceCount = 0;
              t.local = ipv4(10, 16, 0, 1);
              t.localPort = 8004;
              t.remote = ipv4(10, 16, 0, 2);
              t.remotePort = 0xE4DC;
              t.state = TcpState.SYN_RECV;
              t.form = Form.REQUEST;
              t.timer = TcpTimer.RETRANSMIT;
              t.timerExpires = 0x185;
              t.retransmits = 2;
            });

    assertThat(rows(file, request))
        .isEqualTo(
            padded(
                "   0: 0100100A:1F44 0200100A:E4DC 03 00000000:00000000 01:00000185 00000002     0"
                    + "        0 0 0 0000000000000000",
                149));
  }

  @ParameterizedTest
  @CsvSource({"TIME_WAIT, 06", "FIN_WAIT2, 05"})
  void open_timeWait_stopsAfterPointer(TcpState state, String number) {
    TcpSocket mini =
        tcp(
            t -> {
              t.referenceCount = 3;
              t.local = ipv4(10, 16, 0, 1);
              t.localPort = 8001;
              t.remote = ipv4(10, 16, 0, 2);
              t.remotePort = 0xC41E;
              t.state = state;
              t.form = Form.MINI;
              t.timer = TcpTimer.TIME_WAIT;
              t.timerExpires = 0x1649;
            });

    assertThat(rows(file, mini))
        .isEqualTo(
            padded(
                "   0: 0100100A:1F41 0200100A:C41E "
                    + number
                    + " 00000000:00000000 03:00001649 00000000     0        0 0 3 0000000000000000",
                149));
  }

  @ParameterizedTest
  @CsvSource({
    "ESTABLISHED, 01",
    "SYN_SENT, 02",
    "SYN_RECV, 03",
    "FIN_WAIT1, 04",
    "FIN_WAIT2, 05",
    "TIME_WAIT, 06",
    "CLOSE, 07",
    "CLOSE_WAIT, 08",
    "LAST_ACK, 09",
    "LISTEN, 0A",
    "CLOSING, 0B"
  })
  void open_fullSocket_showsEachState(TcpState state, String number) {
    assertThat(rows(file, tcp(t -> t.state = state)))
        .isEqualTo(
            padded(
                "   0: 00000000:0000 00000000:0000 "
                    + number
                    + " 00000000:00000000 00:00000000 00000000     0        0 0 1 0000000000000000"
                    + " 0 0 0 0 -1",
                149));
  }

  @ParameterizedTest
  @CsvSource({
    "NONE, 00",
    "RETRANSMIT, 01",
    "KEEPALIVE, 02",
    "TIME_WAIT, 03",
    "ZERO_WINDOW_PROBE, 04"
  })
  void open_timer_showsEach(TcpTimer timer, String number) {
    assertThat(rows(file, tcp(t -> t.timer = timer)).substring(55, 67))
        .isEqualTo(number + ":00000000 ");
  }

  @ParameterizedTest
  @EnumSource
  void open_largestNumbers_widenTheRow(Profile profile) {
    TcpSocket large =
        tcp(
            t -> {
              t.inode = -1;
              t.uid = -1;
              t.referenceCount = Integer.MAX_VALUE;
              t.local = ipv4(255, 255, 255, 255);
              t.localPort = 65535;
              t.remote = ipv4(1, 2, 3, 4);
              t.remotePort = 65535;
              t.txQueue = -1;
              t.rxQueue = Integer.MIN_VALUE;
              t.timer = TcpTimer.KEEPALIVE;
              t.timerExpires = 0x1_0000_0000L;
              t.retransmits = -1;
              t.probes = Integer.MAX_VALUE;
              t.retransmitTimeout = -1;
              t.ackTimeout = Long.MAX_VALUE;
              t.quickAck = -1;
              t.congestionWindow = -1;
              t.slowStartThreshold = Integer.MIN_VALUE;
            });

    assertThat(rows(file, profile, Reader.ROOT, large))
        .isEqualTo(
            "   0: FFFFFFFF:FFFF 04030201:FFFF 01 FFFFFFFF:80000000 02:100000000 FFFFFFFF"
                + " 4294967295 2147483647 18446744073709551615 2147483647 0000000000000000"
                + " 18446744073709551615 9223372036854775807 4294967295 4294967295 -2147483648\n");
  }

  @Test
  void open_rowOfTheWidth_isNotPadded() {
    TcpSocket exact =
        tcp(
            t -> {
              t.inode = 1_000_000_000_000_000_000L;
              t.retransmitTimeout = 10_000;
              t.ackTimeout = 1_000;
              t.quickAck = 100;
            });
    TcpSocket longer = tcp(t -> t.inode = -1);

    String text = rows(file, exact, longer);

    assertThat(text.indexOf("\n")).isEqualTo(149);
    assertThat(text.charAt(148)).isEqualTo('1');
  }

  @Test
  void open_nextToTheWidth_padsByOne() {
    TcpSocket shorter =
        tcp(
            t -> {
              t.inode = 1_000_000_000_000_000_000L;
              t.retransmitTimeout = 10_000;
              t.ackTimeout = 1_000;
              t.quickAck = 10;
            });

    assertThat(rows(file, shorter)).hasSize(150).endsWith(" 10 0 -1 \n");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, -12345678, Integer.MIN_VALUE})
  void open_negativeProbes_areSigned(int probes) {
    assertThat(rows(file, tcp(t -> t.probes = probes)))
        .contains("     0 %8d 0 1 ".formatted(probes));
  }

  @Test
  void open_uidOfAnotherNamespace_isMappedOrOverflown() {
    TcpSocket mapped = tcp(t -> t.uid = 1000);
    TcpSocket unmapped = tcp(t -> t.uid = 1001);
    TcpSocket root = tcp(t -> t.uid = 0);
    TcpSocket timeWait =
        tcp(
            t -> {
              t.state = TcpState.TIME_WAIT;
              t.form = Form.MINI;
            });

    String text = rows(file, Profile.LINUX_6_1, USER_NAMESPACE, mapped, unmapped, root, timeWait);

    assertThat(text.lines().map(row -> row.substring(75, 82)))
        .containsExactly("     0 ", " 65534 ", " 65534 ", "     0 ");
  }

  @Test
  void open_hiddenAddresses_leavesTheRestAsItIs() {
    String shown = rows(file, tcp(RETRANSMITTING));

    assertThat(rows(file, Profile.LINUX_6_18, HIDDEN, tcp(RETRANSMITTING)))
        .isEqualTo("   0: 00000000:0000 00000000:0000" + shown.substring(33));
  }

  @Test
  void open_destroying_isLeftOutAndNotCounted() {
    TcpSocket first = tcp(t -> t.localPort = 1);
    TcpSocket gone =
        tcp(
            t -> {
              t.localPort = 2;
              t.destroying = true;
            });
    TcpSocket last = tcp(t -> t.localPort = 3);

    assertThat(rows(file, first, gone, last).lines().map(row -> row.substring(0, 19)))
        .containsExactly("   0: 00000000:0001", "   1: 00000000:0003");
  }

  @Test
  void open_tenThousandthRow_widensTheSlot() {
    List<TcpSocket> sockets = Collections.nCopies(10_001, tcp(t -> t.uid = -1));

    String text = print(file, Profile.LINUX_6_18, Reader.ROOT, sockets);

    String rest =
        ": 00000000:0000 00000000:0000 01 00000000:00000000 00:00000000 00000000 4294967295       "
            + " 0 0 1 0000000000000000 0 0 0 0 -1";
    assertThat(text.substring(text.indexOf("9999:")))
        .isEqualTo(padded("9999" + rest, 149) + padded("10000" + rest, 149));
  }

  @Test
  void open_ipv6Sockets_areNotShown() {
    TcpSocket mapped =
        tcp(
            t -> {
              t.local = Ipv6Address.mapped(ipv4(10, 0, 0, 1));
              t.remote = Ipv6Address.UNSPECIFIED;
            });

    assertThat(rows(file, mapped)).isEmpty();
  }

  @Test
  void open_gvisor_showsSlotWideInodeAndNoPadding() {
    TcpSocket socket =
        tcp(
            t -> {
              t.inode = 65;
              t.uid = 1234567890;
              t.local = ipv4(127, 0, 0, 1);
              t.localPort = 7003;
              t.state = TcpState.LISTEN;
              t.slot = 64;
            });
    TcpSocket numbered = tcp(t -> t.slot = -1);

    assertThat(rows(file, Profile.GVISOR, Reader.ROOT, socket, numbered))
        .isEqualTo(
            "  64: 0100007F:1B5B 00000000:0000 0A 00000000:00000000 00:00000000 00000000"
                + " 1234567890        0       65 1 0000000000000000 0 0 0 0 -1\n"
                + "4294967295: 00000000:0000 00000000:0000 01 00000000:00000000 00:00000000"
                + " 00000000     0        0        0 1 0000000000000000 0 0 0 0 -1\n");
  }

  @Test
  void open_gvisor_hasOneFormOnly() {
    TcpSocket mini =
        tcp(
            t -> {
              t.state = TcpState.TIME_WAIT;
              t.form = Form.MINI;
              t.referenceCount = 3;
              t.slowStartThreshold = 0;
            });

    assertThat(rows(file, Profile.GVISOR, USER_NAMESPACE, mini))
        .isEqualTo(
            "   0: 00000000:0000 00000000:0000 06 00000000:00000000 00:00000000 00000000 65534"
                + "        0        0 3 0000000000000000 0 0 0 0 0\n");
  }

  @Test
  void parse_fullSocket_readsEachColumn() {
    String row =
        "  17: 0100100A:E6E6 0300100A:2328 01 00001388:00000001 01:10000004E 00000003  1000       "
            + " 2 540820 5 00000000db6a8fa8 163 4 30 11 -1";

    assertThat(parse(file, Section.TCP, Profile.LINUX_6_18, HEADER + padded(row, 149)))
        .containsExactly(
            tcp(
                RETRANSMITTING.andThen(
                    t -> {
                      t.referenceCount = 5;
                      t.uid = 1000;
                      t.rxQueue = 1;
                      t.timerExpires = 0x10000004EL;
                      t.probes = 2;
                      t.ackTimeout = 4;
                      t.quickAck = 30;
                      t.congestionWindow = 11;
                    })));
  }

  @Test
  void parse_gvisor_keepsTheSlot() {
    String row =
        "  62: 0100007F:1B59 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0"
            + "       63 1 0000000000000000 0 0 0 0 -1\n";

    assertThat(parse(file, Section.TCP, Profile.GVISOR, HEADER + row))
        .extracting(TcpSocket::slot, TcpSocket::inode, TcpSocket::local)
        .containsExactly(org.assertj.core.groups.Tuple.tuple(62, 63L, new Ipv4Address(0x7F000001)));
  }

  @Test
  void parse_notAsExpected_saysWhereAndWhat() {
    Profile linux = Profile.LINUX_6_18;
    String row = padded(ROW, 149);
    assertRefused(file, linux, "", 1, 1, "the header of tcp");
    assertRefused(file, linux, "  sl  remote" + HEADER.substring(12), 1, 7, "the header of tcp");
    assertRefused(file, linux, HEADER.substring(0, 100), 1, 101, "the header of tcp");
    assertRefused(file, linux, HEADER.replace("\n", "\r\n"), 1, 150, "the header of tcp");
    assertRefused(file, linux, HEADER + row.replace("\n", "\r\n"), 2, 150, "the end of the line");
    assertRefused(file, linux, HEADER + row + ROW, 3, 130, "the end of the line");
    assertRefused(file, linux, HEADER + row + "garbage\n", 3, 1, "a slot, a decimal number");
    assertRefused(file, linux, HEADER + "\n" + row, 2, 1, "a slot, a decimal number");
    assertRefused(
        file,
        linux,
        HEADER + row.replace("   0:", "4294967296:"),
        2,
        1,
        "a slot of at most 4294967295");
    assertRefused(
        file,
        linux,
        HEADER + row.replace("0100100A", "0100100G"),
        2,
        7,
        "an IPv4 address, 8 hexadecimal digits");
    assertRefused(
        file,
        linux,
        HEADER + row.replace("0100100A", "100100A"),
        2,
        7,
        "an IPv4 address, 8 hexadecimal digits");
    assertRefused(
        file,
        linux,
        HEADER + row.replace(":2328", ":12328"),
        2,
        30,
        "a port, 4 hexadecimal digits");
    assertRefused(file, linux, HEADER + row.replace(" 01 ", " 0C "), 2, 35, "a state of 01 to 0B");
    assertRefused(file, linux, HEADER + row.replace(" 01 ", " 00 "), 2, 35, "a state of 01 to 0B");
    assertRefused(file, linux, HEADER + row.replace(" 01:", " 05:"), 2, 56, "a timer of 00 to 04");
    assertRefused(
        file,
        linux,
        HEADER + row.replace(" 01:0000004E", " 01:4E"),
        2,
        59,
        "tm->when, 8 to 16 hexadecimal digits");
    assertRefused(
        file,
        linux,
        HEADER + row.replace("    0    ", "4294967296    "),
        2,
        77,
        "a uid of at most 4294967295");
    assertRefused(
        file,
        linux,
        HEADER + row.replace("540820", "18446744073709551616"),
        2,
        92,
        "an inode of at most 18446744073709551615");
    assertRefused(
        file,
        linux,
        HEADER + row.replace(" 2 0", " 2147483648 0"),
        2,
        99,
        "a reference count of at most 2147483647");
    assertRefused(
        file,
        linux,
        HEADER + row.replace("0000000000000000", "000000000000000"),
        2,
        101,
        "a pointer, 16 hexadecimal digits");
    assertRefused(
        file,
        linux,
        HEADER + row.replace(" 1 -1", " 1"),
        2,
        147,
        "a slow-start threshold, a decimal number");
  }

  @Test
  void parse_rowsOfTheOtherFamily_areRefused() {
    assertRefused(
        file,
        Profile.LINUX_6_18,
        HEADER + "   0: 00000000000000000000000001000000:1F91 00",
        2,
        7,
        "an IPv4 address, 8 hexadecimal digits");
  }

  @Test
  void printedBy_padding_tells() {
    String row = rows(file, tcp(t -> t.inode = 9));

    assertThat(file.printedBy(text(HEADER + row)))
        .containsExactlyInAnyOrder(Profile.LINUX_6_18, Profile.LINUX_6_12, Profile.LINUX_6_1);
    assertThat(file.printedBy(text(HEADER + row.strip() + "\n"))).containsExactly(Profile.GVISOR);
    assertThat(file.printedBy(text(HEADER))).isEmpty();
    assertThat(file.printedBy(text(HEADER + row.strip()))).isEmpty();
    assertThat(file.printedBy(text("garbage"))).isEmpty();
  }

  private static NetFileText text(String content) {
    return new NetFileText("tcp", SocketFixtures.bytes(content));
  }
}
