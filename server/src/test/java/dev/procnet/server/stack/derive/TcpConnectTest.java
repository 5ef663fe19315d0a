package dev.procnet.server.stack.derive;

import static dev.procnet.server.stack.derive.Host.ROOT;
import static dev.procnet.server.stack.derive.Host.key;
import static dev.procnet.server.stack.derive.Host.place;
import static org.assertj.core.api.Assertions.assertThat;

import dev.procnet.server.stack.Profile;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.TcpSocket;
import dev.procnet.server.stack.TcpSocket.Form;
import dev.procnet.server.stack.TcpState;
import dev.procnet.server.stack.TcpTimer;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TcpConnectTest {

  private final Host host = new Host();

  private long connect(boolean halfOpen, @Nullable Integer backlog) {
    return host.run(
        new Connect(place("0.0.0.0", 0), place("127.0.0.1", 80), ROOT, halfOpen, backlog, null));
  }

  private long incoming(int port, boolean halfOpen) {
    return host.run(new Incoming(place("10.0.0.1", 80), place("10.9.9.9", port), halfOpen, null));
  }

  @Test
  void listen_row_isThatOfTheKernel() {
    host.run(new Listen(place("127.0.0.1", 8080), new Owner(0, 1266311L), false));

    assertThat(host.file("tcp").lines().skip(1).findFirst().orElseThrow().stripTrailing())
        .isEqualTo(
            "   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0 "
                + "       0 1266311 1 0000000000000000 100 0 0 10 0");
  }

  @Test
  void listen_portTaken_isRefused() {
    long first = host.listen("0.0.0.0", 80);

    Refusal.of(
        () -> host.listen("127.0.0.1", 80),
        "EADDRINUSE",
        "socket "
            + first
            + " listens on port 80 of that address, expected a free port or reuse_port");
  }

  @Test
  void listen_portTakenInOtherWays_isDone() {
    host.listen("127.0.0.1", 80);
    host.listen("127.0.0.2", 80);
    host.listen("::", 80);
    host.run(new Listen(place("127.0.0.1", 80), ROOT, true));
    long any = host.listen("127.0.0.1", 0);

    assertThat(host.rows(Section.TCP)).hasSize(4);
    assertThat(host.tcp(any).localPort()).isEqualTo(32768);
  }

  @Test
  void connect_toListener_establishesBothEnds() {
    long listener = host.listen("127.0.0.1", 80);
    long client = host.connect("127.0.0.1", 80);

    TcpSocket child = host.rows(Section.TCP).getLast();
    assertThat(host.tcp(client).state()).isEqualTo(TcpState.ESTABLISHED);
    assertThat(host.tcp(client).inode()).isNotZero();
    assertThat(child.state()).isEqualTo(TcpState.ESTABLISHED);
    assertThat(child.inode()).isZero();
    assertThat(TcpSockets.local(child)).isEqualTo(TcpSockets.remote(host.tcp(client)));
    assertThat(TcpSockets.remote(child)).isEqualTo(TcpSockets.local(host.tcp(client)));
    assertThat(host.tcp(listener).rxQueue()).isEqualTo(1);
    assertThat(host.tcp(listener).referenceCount()).isEqualTo(2);
  }

  @Test
  void connect_toListener_countsAsTheKernelDoes() {
    host.listen("127.0.0.1", 80);
    host.connect("127.0.0.1", 80);

    assertThat(host.counted())
        .isEqualTo(
            Map.ofEntries(
                Map.entry("TcpActiveOpens", 1L),
                Map.entry("TcpPassiveOpens", 1L),
                Map.entry("TcpCurrEstab", 2L),
                Map.entry("TcpInSegs", 3L),
                Map.entry("TcpOutSegs", 3L),
                Map.entry("TcpExtTCPPureAcks", 1L),
                Map.entry("TcpExtTCPDelivered", 1L),
                Map.entry("IpInReceives", 3L),
                Map.entry("IpInDelivers", 3L),
                Map.entry("IpOutRequests", 3L),
                Map.entry("IpOutTransmits", 3L),
                Map.entry("IpExtInOctets", 172L),
                Map.entry("IpExtOutOctets", 172L),
                Map.entry("IpExtInNoECTPkts", 3L),
                Map.entry("lo.rx", 172L),
                Map.entry("lo.rxPackets", 3L),
                Map.entry("lo.tx", 172L),
                Map.entry("lo.txPackets", 3L)));
  }

  @Test
  void connect_ipv6_hasItsHeaders() {
    host.listen("::1", 80);
    host.connect("::1", 80);

    assertThat(host.rows(Section.TCP6)).hasSize(3);
    assertThat(host.counted()).containsEntry("lo.rx", 232L).containsEntry("TcpInSegs", 3L);
  }

  @Test
  void connect_ipv4ToListenerOfIpv6_makesMappedChild() {
    host.listen("::", 80);
    host.connect("127.0.0.1", 80);

    TcpSocket child = host.rows(Section.TCP6).getLast();
    assertThat(host.rows(Section.TCP)).hasSize(1);
    assertThat(TcpSockets.local(child).onWire()).isEqualTo(Host.address("127.0.0.1"));
    assertThat(host.counted()).containsEntry("lo.rx", 172L);
  }

  @Test
  void connect_nobodyListens_isRefusedAndCounted() {
    assertThat(host.connect("127.0.0.1", 9)).isZero();

    assertThat(host.rows(Section.TCP)).isEmpty();
    assertThat(host.counted())
        .containsEntry("TcpActiveOpens", 1L)
        .containsEntry("TcpAttemptFails", 1L)
        .containsEntry("TcpOutRsts", 1L)
        .containsEntry("TcpInSegs", 2L)
        .containsEntry("TcpOutSegs", 2L)
        .containsEntry("lo.rx", 100L)
        .doesNotContainKeys("TcpCurrEstab", "TcpEstabResets", "TcpPassiveOpens");
  }

  @Test
  void connect_backlogFull_dropsTheSyn() {
    long listener = host.listen("127.0.0.1", 80);
    connect(false, 1);
    connect(false, 1);
    host.counted();
    long third = connect(false, 1);

    TcpSocket socket = host.tcp(third);
    assertThat(socket.state()).isEqualTo(TcpState.SYN_SENT);
    assertThat(socket.txQueue()).isEqualTo(1);
    assertThat(socket.timer()).isEqualTo(TcpTimer.RETRANSMIT);
    assertThat(socket.timerExpires()).isEqualTo(100);
    assertThat(host.tcp(listener).rxQueue()).isEqualTo(2);
    assertThat(host.counted())
        .containsEntry("TcpExtListenOverflows", 1L)
        .containsEntry("TcpExtListenDrops", 1L)
        .containsEntry("TcpInSegs", 1L)
        .containsEntry("lo.rx", 60L)
        .doesNotContainKey("TcpCurrEstab");
  }

  @Test
  void connect_halfOpen_staysInSynSentUntilItGivesUp() {
    host.listen("127.0.0.1", 80);
    long id = connect(true, null);
    host.counted();

    host.run(new Expire(key(id), false));
    assertThat(host.tcp(id).retransmits()).isEqualTo(1);
    assertThat(host.tcp(id).timerExpires()).isEqualTo(200);
    assertThat(host.counted())
        .containsEntry("TcpRetransSegs", 1L)
        .containsEntry("TcpExtTCPSynRetrans", 1L)
        .doesNotContainKey("TcpOutSegs");

    host.run(new Expire(key(id), true));
    assertThat(host.rows(Section.TCP)).hasSize(1);
    assertThat(host.counted()).containsOnlyKeys("TcpAttemptFails", "TcpExtTCPAbortOnTimeout");
  }

  @Test
  void connect_sameConnection_isRefused() {
    host.listen("127.0.0.1", 80);
    Connect connect =
        new Connect(place("127.0.0.1", 5000), place("127.0.0.1", 80), ROOT, false, null, null);
    long id = host.run(connect);

    Refusal.of(
        () -> host.run(connect),
        "EADDRNOTAVAIL",
        "socket "
            + id
            + " is that connection already, in state ESTABLISHED, expected another local port");
  }

  @Test
  void connect_noRoute_isRefused() {
    Refusal.of(
        () -> host.connect("10.9.9.9", 80),
        "ENETUNREACH",
        "no route leads to the remote address, expected one in the main table or an address of"
            + " this stack");
  }

  @Test
  void incoming_halfOpenThenWhole_passesThroughSynRecv() {
    long listener = host.listen("0.0.0.0", 80);
    long request = incoming(5000, true);

    assertThat(host.tcp(request).state()).isEqualTo(TcpState.SYN_RECV);
    assertThat(host.tcp(request).form()).isEqualTo(Form.REQUEST);
    assertThat(host.tcp(listener).referenceCount()).isEqualTo(2);
    assertThat(host.tcp(listener).rxQueue()).isZero();
    assertThat(host.counted()).containsEntry("TcpInSegs", 1L).containsEntry("TcpOutSegs", 1L);

    long child = incoming(5000, false);
    assertThat(host.rows(Section.TCP)).extracting(TcpSocket::id).containsExactly(listener, child);
    assertThat(host.tcp(listener).referenceCount()).isEqualTo(2);
    assertThat(host.tcp(listener).rxQueue()).isEqualTo(1);
    assertThat(host.counted())
        .containsEntry("TcpPassiveOpens", 1L)
        .containsEntry("TcpCurrEstab", 1L)
        .containsEntry("TcpInSegs", 1L)
        .doesNotContainKey("TcpOutSegs");
  }

  @Test
  void incoming_requestExpires_isGone() {
    long listener = host.listen("0.0.0.0", 80);
    long request = incoming(5000, true);
    host.counted();
    host.run(new Expire(key(request), false));

    assertThat(host.rows(Section.TCP)).hasSize(1);
    assertThat(host.tcp(listener).referenceCount()).isEqualTo(1);
    assertThat(host.counted()).containsExactly(Map.entry("TcpExtTCPTimeouts", 1L));
  }

  @Test
  void incoming_requestOfGvisorExpires_isGone() {
    Host sentry = new Host(Profile.GVISOR);
    sentry.listen("0.0.0.0", 80);
    long request =
        sentry.run(new Incoming(place("10.0.0.1", 80), place("10.0.0.2", 5000), true, null));
    assertThat(sentry.tcp(request).state()).isEqualTo(TcpState.SYN_RECV);
    sentry.run(new Expire(key(request), false));

    assertThat(sentry.rows(Section.TCP)).hasSize(1);
  }

  @Test
  void incoming_nobodyListens_isAnsweredByRst() {
    assertThat(incoming(5000, false)).isZero();

    assertThat(host.counted())
        .containsEntry("TcpOutRsts", 1L)
        .containsEntry("TcpInSegs", 1L)
        .doesNotContainKeys("TcpAttemptFails", "TcpActiveOpens");
  }

  @Test
  void accept_thoseThatWait_takesTheLongest() {
    long listener = host.listen("127.0.0.1", 80);
    host.connect("127.0.0.1", 80);
    host.connect("127.0.0.1", 80);
    long first = host.accept(listener);
    long second = host.accept(listener);

    assertThat(second).isGreaterThan(first);
    assertThat(host.tcp(first).inode()).isNotZero();
    assertThat(host.tcp(first).remotePort()).isEqualTo(32768);
    assertThat(host.tcp(second).remotePort()).isEqualTo(32769);
    assertThat(host.tcp(listener).rxQueue()).isZero();
    assertThat(host.tcp(listener).referenceCount()).isEqualTo(1);
    Refusal.of(() -> host.accept(listener), "EAGAIN", "no connection waits at socket " + listener);
  }

  @Test
  void connect_gvisor_hasOneFormAndItsOwnColumns() {
    Host sentry = new Host(Profile.GVISOR);
    sentry.listen("127.0.0.1", 80);
    long client = sentry.connect("127.0.0.1", 80);

    assertThat(sentry.tcp(client).congestionWindow()).isZero();
    assertThat(sentry.counted())
        .containsEntry("TcpActiveOpens", 1L)
        .containsEntry("TcpPassiveOpens", 1L)
        .containsEntry("TcpCurrEstab", 2L);
    sentry.close(client);
    assertThat(sentry.tcp(client).form()).isEqualTo(Form.FULL);
    assertThat(sentry.tcp(client).state()).isEqualTo(TcpState.FIN_WAIT2);
  }
}
