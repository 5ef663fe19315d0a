package dev.procnet.server.stack.derive;

import static dev.procnet.server.stack.derive.Host.key;
import static dev.procnet.server.stack.derive.Host.place;
import static org.assertj.core.api.Assertions.assertThat;

import dev.procnet.server.stack.Mutation;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.TcpSocket;
import dev.procnet.server.stack.TcpState;
import dev.procnet.server.stack.TcpTimer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AdvanceClockTest {

  private static final long SECOND = 100;

  private final Host host = new Host();
  private long client;
  private long server;

  @BeforeEach
  void connect() {
    long listener = host.listen("127.0.0.1", 80);
    client = host.connect("127.0.0.1", 80);
    server = host.accept(listener);
  }

  private void advance(long ticks) {
    host.run(new AdvanceClock(ticks));
  }

  @Test
  void timeWait_runsDownAndIsGoneAfterAMinute() {
    host.close(client);
    host.close(server);
    assertThat(host.tcp(client).state()).isEqualTo(TcpState.TIME_WAIT);

    advance(59 * SECOND + 99);
    assertThat(host.tcp(client).timerExpires()).isEqualTo(1);
    advance(1);

    assertThat(host.rows(Section.TCP))
        .extracting(TcpSocket::state)
        .containsExactly(TcpState.LISTEN);
  }

  @Test
  void advance_inOneStepOrInMany_endsInTheSameState() {
    Host other = new Host();
    long listener = other.listen("127.0.0.1", 80);
    long sender = other.connect("127.0.0.1", 80);
    other.accept(listener);
    assertThat(sender).isEqualTo(client);
    host.run(new Send(key(client), 10, null, false, true, null));
    other.run(new Send(key(client), 10, null, false, true, null));

    advance(30 * SECOND);
    for (int i = 0; i < 30; i++) {
      other.run(new AdvanceClock(SECOND));
    }

    assertThat(other.file("tcp")).isEqualTo(host.file("tcp"));
    assertThat(other.file("netstat")).isEqualTo(host.file("netstat"));
  }

  @Test
  void lostData_isSentAgainAfterDoubledTimes() {
    host.run(new Send(key(client), 10, null, false, true, null));
    host.counted();

    // 0.2 + 0.4 + 0.8 s
    advance(140);

    assertThat(host.tcp(client).retransmits()).isEqualTo(3);
    assertThat(host.tcp(client).timerExpires()).isEqualTo(160);
    assertThat(host.counted()).containsEntry("TcpRetransSegs", 3L);
  }

  @Test
  void lostData_isGivenUpAfterTcpRetries2() {
    host.run(new Send(key(client), 10, null, false, true, null));
    host.result(new Mutation.SetSysctl("ipv4/tcp_retries2", "3"));
    host.counted();

    advance(140);
    assertThat(host.tcp(client).retransmits()).isEqualTo(3);
    advance(160);

    assertThat(host.rows(Section.TCP)).extracting(TcpSocket::id).doesNotContain(client);
    assertThat(host.counted()).containsEntry("TcpExtTCPAbortOnTimeout", 1L);
  }

  @Test
  void synWithoutAnswer_isGivenUpAfterTheTimeThatLinuxTakes() {
    long socket =
        host.run(
            new Connect(
                place("127.0.0.1", 0), place("127.0.0.1", 80), Host.ROOT, true, null, null));
    // 1 + 2 + 4 + 8 + 16 + 32 + 64 s
    advance(127 * SECOND - 1);
    assertThat(host.tcp(socket).state()).isEqualTo(TcpState.SYN_SENT);
    assertThat(host.tcp(socket).timer()).isEqualTo(TcpTimer.RETRANSMIT);
    advance(1);

    assertThat(host.rows(Section.TCP)).extracting(TcpSocket::id).doesNotContain(socket);
  }

  @Test
  void quietStack_isNotChanged() {
    Mutation.Result result = host.result(new Mutation.Derive(new AdvanceClock(SECOND)));

    assertThat(result.changed()).isFalse();
    assertThat(result.steps()).isEmpty();
  }
}
