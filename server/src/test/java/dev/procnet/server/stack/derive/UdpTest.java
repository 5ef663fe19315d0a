package dev.procnet.server.stack.derive;

import static dev.procnet.server.stack.derive.Host.ROOT;
import static dev.procnet.server.stack.derive.Host.key;
import static dev.procnet.server.stack.derive.Host.place;
import static org.assertj.core.api.Assertions.assertThat;

import dev.procnet.server.stack.DatagramSocket;
import dev.procnet.server.stack.Profile;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.TcpState;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UdpTest {

  private static final Endpoint NOWHERE = place("0.0.0.0", 0);

  private final Host host = new Host();

  private long bind(String address, int port) {
    Endpoint local = place(address, port);
    return host.run(new OpenUdp(local, local.none(), ROOT, false));
  }

  private long connected(String address, int port) {
    return host.run(new OpenUdp(NOWHERE, place(address, port), ROOT, false));
  }

  private DatagramSocket udp(long id) {
    return host.rows(Section.UDP).stream().filter(row -> row.id() == id).findFirst().orElseThrow();
  }

  @Test
  void openUdp_bound_isInState07() {
    long id = bind("127.0.0.1", 5000);

    assertThat(udp(id).state()).isEqualTo(TcpState.CLOSE);
    assertThat(udp(id).referenceCount()).isEqualTo(2);
    assertThat(host.file("udp")).contains(" 0100007F:1388 00000000:0000 07 ");
  }

  @Test
  void openUdp_connected_isInState01() {
    long id = connected("127.0.0.1", 5000);

    assertThat(udp(id).state()).isEqualTo(TcpState.ESTABLISHED);
    assertThat(host.file("udp")).contains(" 0100007F:8000 0100007F:1388 01 ");
  }

  @Test
  void connectUdp_boundToAny_getsAnAddress() {
    long id = bind("0.0.0.0", 4000);
    host.run(new ConnectUdp(key(id), place("127.0.0.1", 5000)));

    assertThat(udp(id).state()).isEqualTo(TcpState.ESTABLISHED);
    assertThat(UdpRow.local(udp(id))).isEqualTo(place("127.0.0.1", 4000));
  }

  @Test
  void openUdp_portTaken_isRefused() {
    long first = bind("0.0.0.0", 53);

    Refusal.of(
        () -> bind("127.0.0.1", 53),
        "EADDRINUSE",
        "socket " + first + " is bound to port 53 of that address, expected a free port or reuse");
  }

  @Test
  void send_toBound_isQueuedAndCountedOnceRead() {
    long server = bind("127.0.0.1", 5000);
    long client = connected("127.0.0.1", 5000);
    host.counted();
    host.send(client, 100);

    assertThat(udp(server).rxQueue()).isEqualTo(0x340);
    assertThat(host.counted())
        .isEqualTo(
            Map.ofEntries(
                Map.entry("UdpOutDatagrams", 1L),
                Map.entry("IpInReceives", 1L),
                Map.entry("IpInDelivers", 1L),
                Map.entry("IpOutRequests", 1L),
                Map.entry("IpOutTransmits", 1L),
                Map.entry("IpExtInOctets", 128L),
                Map.entry("IpExtOutOctets", 128L),
                Map.entry("IpExtInNoECTPkts", 1L),
                Map.entry("lo.rx", 128L),
                Map.entry("lo.rxPackets", 1L),
                Map.entry("lo.tx", 128L),
                Map.entry("lo.txPackets", 1L)));

    host.run(new Receive(key(server), 100));
    assertThat(udp(server).rxQueue()).isZero();
    assertThat(host.counted()).isEqualTo(Map.of("UdpInDatagrams", 1L));
  }

  @Test
  void send_toNobody_comesBackAsIcmp() {
    long client = bind("0.0.0.0", 4000);
    host.counted();
    host.run(new Send(key(client), 3, place("127.0.0.1", 9), false, false, null));

    assertThat(host.counted())
        .containsEntry("UdpNoPorts", 1L)
        .containsEntry("UdpOutDatagrams", 1L)
        .containsEntry("IcmpOutDestUnreachs", 1L)
        .containsEntry("IcmpOutMsgs", 1L)
        .containsEntry("IcmpInDestUnreachs", 1L)
        .containsEntry("IcmpInMsgs", 1L)
        .containsEntry("IcmpMsgOutType3", 1L)
        .containsEntry("IcmpMsgInType3", 1L)
        .containsEntry("IpInReceives", 2L)
        .containsEntry("lo.rx", 90L)
        .doesNotContainKeys("UdpInErrors", "UdpInDatagrams", "IcmpInErrors");
  }

  @Test
  void send_several_goToTheOneThatFitsBest() {
    long any = host.run(new OpenUdp(place("0.0.0.0", 53), NOWHERE, ROOT, true));
    long exact = host.run(new OpenUdp(place("127.0.0.1", 53), NOWHERE, ROOT, true));
    long client = bind("127.0.0.1", 4000);
    host.run(new Send(key(client), 1, place("127.0.0.1", 53), false, false, null));
    host.run(new Send(key(client), 1, place("127.0.0.2", 53), false, false, null));

    assertThat(udp(exact).rxQueue()).isEqualTo(0x340);
    assertThat(udp(any).rxQueue()).isEqualTo(0x340);
  }

  @Test
  void send_bufferFull_isDropped() {
    long server = bind("127.0.0.1", 5000);
    long client = connected("127.0.0.1", 5000);
    for (int i = 0; i < 8; i++) {
      host.send(client, 40_000);
    }

    assertThat(udp(server).drops()).isEqualTo(2);
    assertThat(udp(server).rxQueue()).isEqualTo(6 * 0x9F80);
    assertThat(host.counted())
        .containsEntry("UdpRcvbufErrors", 2L)
        .containsEntry("UdpInErrors", 2L);
  }

  @Test
  void send_whatCannotGo_isRefused() {
    long id = bind("127.0.0.1", 4000);

    Refusal.of(
        () -> host.send(id, 1),
        "EDESTADDRREQ",
        "socket " + id + " is not connected, expected `to` with a port");
    Refusal.of(
        () -> host.run(new Receive(key(id), 1)),
        "EAGAIN",
        "socket "
            + id
            + " has 0 bytes of memory queued, expected at least 832 for a datagram of 1");
    Refusal.of(
        () -> host.run(new Send(key(id), 65_509, place("127.0.0.1", 5), false, false, null)),
        "EMSGSIZE",
        "the packet has 65537 bytes, expected at most the MTU of 65536: fragments are not"
            + " modelled");
  }

  @Test
  void send_byPeer_isQueued() {
    long server = bind("0.0.0.0", 5000);
    host.counted();
    host.run(new Send(key(server), 10, null, true, false, null));

    assertThat(udp(server).rxQueue()).isEqualTo(0x340);
    assertThat(host.counted()).containsEntry("IpInReceives", 1L).doesNotContainKey("IpOutRequests");
  }

  @Test
  void close_bound_isGone() {
    host.close(bind("127.0.0.1", 5000));

    assertThat(host.rows(Section.UDP)).isEmpty();
  }

  // Measured on Linux 6.18.
  @ParameterizedTest
  @CsvSource({
    "0, 832",
    "197, 832",
    "198, 1280",
    "645, 1280",
    "646, 2304",
    "1669, 2304",
    "1670, 4352",
    "3717, 4352",
    "3718, 8448",
    "7813, 8448",
    "7814, 16640",
    "16004, 16640",
    "16005, 16837",
    "40000, 40832"
  })
  void size_ofDatagram_isThatOfTheKernel(int bytes, int size) {
    assertThat(DatagramMemory.size(Profile.LINUX_6_18, 28, bytes)).isEqualTo(size);
  }
}
