package dev.procnet.server.stack.derive;

import static dev.procnet.server.stack.derive.Host.key;
import static dev.procnet.server.stack.derive.Host.place;
import static org.assertj.core.api.Assertions.assertThat;

import dev.procnet.server.stack.Mutation;
import dev.procnet.server.stack.Profile;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.TcpSocket;
import dev.procnet.server.stack.TcpSocket.Form;
import dev.procnet.server.stack.TcpState;
import dev.procnet.server.stack.TcpTimer;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TcpDataTest {

  private final Host host = new Host();
  private long listener;
  private long client;
  private long server;

  @BeforeEach
  void connect() {
    listener = host.listen("127.0.0.1", 80);
    client = host.connect("127.0.0.1", 80);
    server = host.accept(listener);
    host.counted();
  }

  private void receive(long socket, @Nullable Integer bytes) {
    host.run(new Receive(key(socket), bytes));
  }

  private void lose(long socket) {
    host.run(new Close(key(socket), false, false, true, null, null));
  }

  @Test
  void send_toOtherEnd_isQueuedThereAndAcknowledged() {
    host.send(client, 100);

    assertThat(host.tcp(server).rxQueue()).isEqualTo(100);
    assertThat(host.tcp(client).txQueue()).isZero();
    assertThat(host.counted())
        .isEqualTo(
            Map.ofEntries(
                Map.entry("TcpInSegs", 2L),
                Map.entry("TcpOutSegs", 2L),
                Map.entry("TcpExtTCPOrigDataSent", 1L),
                Map.entry("TcpExtTCPDelivered", 1L),
                Map.entry("IpInReceives", 2L),
                Map.entry("IpInDelivers", 2L),
                Map.entry("IpOutRequests", 2L),
                Map.entry("IpOutTransmits", 2L),
                Map.entry("IpExtInOctets", 204L),
                Map.entry("IpExtOutOctets", 204L),
                Map.entry("IpExtInNoECTPkts", 2L),
                Map.entry("lo.rx", 204L),
                Map.entry("lo.rxPackets", 2L),
                Map.entry("lo.tx", 204L),
                Map.entry("lo.txPackets", 2L)));
  }

  @Test
  void send_moreThanASegment_goesInSeveral() {
    host.send(client, 65536 - 52 + 1);

    assertThat(host.counted()).containsEntry("TcpOutSegs", 4L);
  }

  @Test
  void send_lost_staysInTheQueueUntilMoreIsSent() {
    host.run(new Send(key(client), 10, null, false, true, null));

    assertThat(host.tcp(client).txQueue()).isEqualTo(10);
    assertThat(host.tcp(client).timer()).isEqualTo(TcpTimer.RETRANSMIT);
    assertThat(host.tcp(server).rxQueue()).isZero();
    assertThat(host.counted()).containsEntry("TcpOutSegs", 1L).doesNotContainKey("TcpInSegs");

    host.send(client, 5);
    assertThat(host.tcp(server).rxQueue()).isEqualTo(15);
    assertThat(host.tcp(client).txQueue()).isZero();
    assertThat(host.tcp(client).timer()).isEqualTo(TcpTimer.NONE);
  }

  @Test
  void receive_part_leavesTheRest() {
    host.send(client, 100);
    receive(server, 40);
    assertThat(host.tcp(server).rxQueue()).isEqualTo(60);
    receive(server, null);
    assertThat(host.tcp(server).rxQueue()).isZero();

    Refusal.of(
        () -> receive(server, 1), "EAGAIN", "socket " + server + " has 0 bytes queued, expected 1");
  }

  @Test
  void send_toListenerOrClosed_isRefused() {
    Refusal.of(
        () -> host.send(listener, 1),
        "ENOTCONN",
        "socket " + listener + " is in state LISTEN, expected ESTABLISHED or CLOSE_WAIT");
    host.close(client);
    Refusal.of(
        () -> host.send(client, 1),
        "EPIPE",
        "socket " + client + " is in state FIN_WAIT2, expected ESTABLISHED or CLOSE_WAIT");
  }

  @Test
  void close_firstEnd_waitsInFinWait2() {
    host.close(client);

    TcpSocket first = host.tcp(client);
    assertThat(first.state()).isEqualTo(TcpState.FIN_WAIT2);
    assertThat(first.form()).isEqualTo(Form.MINI);
    assertThat(first.inode()).isZero();
    assertThat(first.timer()).isEqualTo(TcpTimer.TIME_WAIT);
    assertThat(host.tcp(server).state()).isEqualTo(TcpState.CLOSE_WAIT);
    assertThat(host.tcp(server).rxQueue()).isEqualTo(1);
    assertThat(host.counted())
        .containsEntry("TcpCurrEstab", -1L)
        .containsEntry("TcpExtTW", 1L)
        .containsEntry("TcpInSegs", 2L)
        .containsEntry("lo.rx", 104L)
        .doesNotContainKey("TcpEstabResets");
  }

  @Test
  void close_bothEnds_leavesTimeWaitForAMinute() {
    host.close(client);
    receive(server, null);
    host.close(server);

    assertThat(host.rows(Section.TCP)).extracting(TcpSocket::id).containsExactly(listener, client);
    assertThat(host.tcp(client).state()).isEqualTo(TcpState.TIME_WAIT);
    assertThat(host.tcp(client).timerExpires()).isEqualTo(6000);
    assertThat(host.counted())
        .containsEntry("TcpCurrEstab", -2L)
        .containsEntry("TcpInSegs", 4L)
        .doesNotContainKey("TcpEstabResets");

    host.run(new Expire(key(client), false));
    assertThat(host.rows(Section.TCP)).hasSize(1);
    assertThat(host.counted()).isEmpty();
  }

  @Test
  void expire_finWait2ThatNobodyHolds_isGone() {
    host.close(client);
    assertThat(host.tcp(client).state()).isEqualTo(TcpState.FIN_WAIT2);
    host.counted();
    host.run(new Expire(key(client), false));

    assertThat(host.rows(Section.TCP)).extracting(TcpSocket::id).containsExactly(listener, server);
    assertThat(host.counted()).isEmpty();
  }

  @Test
  void close_closeWaitInLinux61_isNotCountedAsEstablished() {
    Host old = new Host(Profile.LINUX_6_1);
    long oldListener = old.listen("127.0.0.1", 80);
    long oldClient = old.connect("127.0.0.1", 80);
    long oldServer = old.accept(oldListener);
    old.counted();

    old.close(oldClient);
    assertThat(old.counted()).containsEntry("TcpCurrEstab", -2L);
    old.close(oldServer);
    assertThat(old.counted()).doesNotContainKey("TcpCurrEstab");
  }

  @Test
  void close_unreadData_resetsBothEnds() {
    host.send(client, 1);
    host.counted();
    host.close(server);

    assertThat(host.rows(Section.TCP)).hasSize(1);
    assertThat(host.counted())
        .containsEntry("TcpEstabResets", 2L)
        .containsEntry("TcpCurrEstab", -2L)
        .containsEntry("TcpOutRsts", 1L)
        .containsEntry("TcpInSegs", 1L)
        .containsEntry("TcpExtTCPAbortOnClose", 1L)
        .containsEntry("lo.rx", 52L);
  }

  @Test
  void close_abort_resetsBothEnds() {
    host.abort(client);

    assertThat(host.rows(Section.TCP)).hasSize(1);
    assertThat(host.counted())
        .containsEntry("TcpEstabResets", 2L)
        .containsEntry("TcpCurrEstab", -2L)
        .containsEntry("TcpOutRsts", 1L)
        .containsEntry("TcpExtTCPAbortOnData", 1L);
    assertThat(
            host.result(
                    new Mutation.Derive(new Close(key(server), false, false, false, null, null)))
                .changed())
        .isFalse();
  }

  @Test
  void close_finLost_staysInFinWait1ThenClosing() {
    lose(client);

    assertThat(host.tcp(client).state()).isEqualTo(TcpState.FIN_WAIT1);
    assertThat(host.tcp(client).txQueue()).isEqualTo(1);
    assertThat(host.tcp(client).inode()).isZero();
    assertThat(host.tcp(server).state()).isEqualTo(TcpState.ESTABLISHED);

    host.close(server);
    assertThat(host.tcp(client).state()).isEqualTo(TcpState.CLOSING);
    host.run(new Expire(key(client), true));
    assertThat(host.rows(Section.TCP)).extracting(TcpSocket::id).containsExactly(listener, server);
  }

  @Test
  void close_secondFinLost_staysInLastAck() {
    host.close(client);
    receive(server, null);
    lose(server);

    assertThat(host.tcp(server).state()).isEqualTo(TcpState.LAST_ACK);
    assertThat(host.tcp(server).timer()).isEqualTo(TcpTimer.RETRANSMIT);
  }

  @Test
  void close_listenerWithQueue_resetsThoseThatWait() {
    host.connect("127.0.0.1", 80);
    host.connect("127.0.0.1", 80);
    host.counted();
    host.close(listener);

    assertThat(host.rows(Section.TCP)).extracting(TcpSocket::id).containsExactly(client, server);
    assertThat(host.counted())
        .containsEntry("TcpEstabResets", 4L)
        .containsEntry("TcpCurrEstab", -4L)
        .containsEntry("TcpOutRsts", 2L)
        .containsEntry("lo.rx", 104L);
  }

  @Test
  void send_toOneThatClosed_isReset() {
    host.close(client);
    host.counted();
    host.send(server, 3);

    assertThat(host.rows(Section.TCP)).hasSize(1);
    assertThat(host.counted()).containsEntry("TcpOutRsts", 1L).containsEntry("TcpEstabResets", 1L);
  }

  @Test
  void accept_resetWhileItWaited_takesNothing() {
    long other = host.connect("127.0.0.1", 80);
    host.abort(other);

    assertThat(host.tcp(listener).rxQueue()).isEqualTo(1);
    assertThat(host.accept(listener)).isZero();
    assertThat(host.tcp(listener).rxQueue()).isZero();
  }

  @Test
  void byPeer_bothEndsHere_isRefused() {
    Refusal.of(
        () -> host.run(new Send(key(client), 1, null, true, false, null)),
        "EINVAL",
        "the peer of socket "
            + client
            + " is socket "
            + server
            + ", expected that one to be named instead of by_peer");
  }

  @Test
  void byPeer_oneEnd_isHeardAndAnswered() {
    host.run(new Incoming(place("127.0.0.1", 80), place("10.9.9.9", 5000), false, null));
    long only = host.accept(listener);
    host.counted();

    host.run(new Send(key(only), 7, null, true, false, null));
    assertThat(host.tcp(only).rxQueue()).isEqualTo(7);
    assertThat(host.counted()).containsEntry("TcpInSegs", 1L).containsEntry("TcpOutSegs", 1L);

    host.run(new Close(key(only), false, true, false, null, null));
    assertThat(host.tcp(only).state()).isEqualTo(TcpState.CLOSE_WAIT);
    assertThat(host.tcp(only).rxQueue()).isEqualTo(8);
    receive(only, null);
    host.close(only);
    assertThat(host.rows(Section.TCP)).extracting(TcpSocket::id).doesNotContain(only);
  }

  @Test
  void byPeer_abort_resetsThisEnd() {
    host.run(new Incoming(place("127.0.0.1", 80), place("10.9.9.9", 5000), false, null));
    long only = host.accept(listener);
    host.counted();
    host.run(new Close(key(only), true, true, false, null, null));

    assertThat(host.counted())
        .containsEntry("TcpEstabResets", 1L)
        .containsEntry("TcpInSegs", 1L)
        .doesNotContainKey("TcpOutRsts");
  }

  @Test
  void expire_noTimer_isRefused() {
    Refusal.of(
        () -> host.run(new Expire(key(client), false)),
        "EINVAL",
        "no timer of socket " + client + " runs in state ESTABLISHED");
  }
}
