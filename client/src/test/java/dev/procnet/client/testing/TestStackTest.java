package dev.procnet.client.testing;

import static dev.procnet.client.testing.ProcnetAssertions.assertThat;
import static dev.procnet.client.testing.SocketCondition.boundTo;
import static dev.procnet.client.testing.SocketCondition.connectedTo;
import static dev.procnet.client.testing.SocketCondition.inState;
import static dev.procnet.client.testing.SocketCondition.listening;
import static dev.procnet.client.testing.SocketCondition.named;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.procnet.client.ProcnetClient;
import dev.procnet.v1.IntrospectionServiceGrpc;
import dev.procnet.v1.ListNetFilesRequest;
import dev.procnet.v1.TcpState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TestStackTest {

  @RegisterExtension
  static final ProcnetExtension PROCNET = ProcnetExtension.inProcess().seed("host");

  @Test
  void tcpSteps_areShownInFiles(TestStack stack) {
    TcpListener listener = stack.tcp().as(33).listen("0.0.0.0", 8080);
    TcpConnection connection = listener.connectFrom("198.51.100.1", 5000, "10.0.0.2").accept();
    connection.sendByPeer(300);

    assertThat(stack)
        .file("tcp")
        .hasSocket(listening(8080).ownedBy(33))
        .hasSocket(connectedTo("198.51.100.1", 5000).receiveQueue(300))
        .hasSockets(1, inState(TcpState.TCP_STATE_ESTABLISHED))
        .hasNoSocket(listening(8081))
        .hasLineWith("0200000A:1F90", "016433C6:1388");
  }

  @Test
  void udpAndUnixSteps_areShownInFiles(TestStack stack) {
    stack.udp().bind("127.0.0.1", 53);
    stack.udp().bind("::1", 54);
    stack.udp().connect("10.0.0.9", 123);
    stack.unix().listen("/run/app.sock");
    stack.unix().connect("/run/app.sock");

    assertThat(stack).file("udp").hasSocket(boundTo(53)).hasSocket(connectedTo("10.0.0.9", 123));
    assertThat(stack).file("udp6").hasSocket(boundTo(54).localAddress("::1"));
    assertThat(stack).file("unix").hasSocket(named("/run/app.sock"));
  }

  @Test
  void networkSteps_areShownInFiles(TestStack stack) {
    stack
        .network()
        .ethernet("eth1", "02:00:00:00:00:03")
        .up("eth1")
        .address("eth1", "10.1.0.1", 24)
        .route("10.2.0.0", 16, "10.1.0.9");

    assertThat(stack).file("route").hasLineWith("eth1", "0000020A", "0900010A");
    stack.network().down("eth1");
    assertThat(stack.file("route")).doesNotContain("eth1");
    assertThatThrownBy(() -> stack.network().up("eth9")).hasMessageContaining("link 'eth9'");
  }

  @Test
  void advance_overAMinute_endsTimeWaitWithoutWaiting(TestStack stack) {
    TcpConnection client = stack.tcp().connect("10.0.0.9", 80);
    client.close();
    client.closeByPeer();
    assertThat(stack).file("tcp").hasSocket(inState(TcpState.TCP_STATE_TIME_WAIT));

    stack.advance(Duration.ofSeconds(60));

    assertThat(stack).file("tcp").hasNoSocket(inState(TcpState.TCP_STATE_TIME_WAIT));
  }

  @Test
  void counters_sinceAMark_areCompared(TestStack stack) {
    CounterMark mark = stack.mark();
    stack.count("TcpExt.ListenDrops", 3);

    assertThat(stack).counter("TcpExt.ListenDrops").increasedBy(3, mark);
    assertThat(stack).counter("Tcp.ActiveOpens").isUnchanged(mark);
    assertThatThrownBy(() -> assertThat(stack).counter("TcpExt.ListenDrops").increasedBy(2, mark))
        .hasMessageContaining("went from 0 to 3, by 3, expected by 2");
    assertThatThrownBy(() -> assertThat(stack).counter("Tcp.Nothing").hasValue(0))
        .hasMessageContaining("no counter 'Tcp.Nothing'");
    assertThatThrownBy(() -> stack.count("nothing", 1)).hasMessageContaining("as Tcp.InSegs");
  }

  @Test
  void hasSocket_none_showsTheNearestAndItsRow(TestStack stack) {
    stack.tcp().as(33).listen("0.0.0.0", 8081);

    assertThatThrownBy(() -> assertThat(stack).file("tcp").hasSocket(listening(8080).ownedBy(33)))
        .hasMessageContaining("no socket is state LISTEN, local port 8080, uid 33")
        .hasMessageContaining("nearest: socket")
        .hasMessageContaining("row:    0: 00000000:1F91 00000000:0000 0A")
        .hasMessageContaining("but local port is 8081, expected 8080");
    assertThatThrownBy(() -> assertThat(stack).file("dev").hasSocket(listening(1)))
        .hasMessageContaining("'dev' is no file of sockets");
    assertThatThrownBy(() -> assertThat(stack).file("tcp").hasNoSocket(listening(8081)))
        .hasMessageContaining("none expected");
    assertThatThrownBy(() -> assertThat(stack).file("psched").hasContent("x\n"))
        .hasMessageContaining("-x\n+000003e8");
  }

  @Test
  void eventually_changesByAnother_isSeenAtItsRevision(TestStack stack) throws Exception {
    try (ExecutorService other = Executors.newSingleThreadExecutor()) {
      Future<?> changes =
          other.submit(
              () -> {
                stack.tcp().listen("0.0.0.0", 1);
                stack.tcp().listen("0.0.0.0", 2);
              });

      assertThat(stack).eventually(now -> now.file("tcp").hasSocket(listening(2)));
      changes.get();
    }
    assertThatThrownBy(
            () ->
                assertThat(stack)
                    .eventually(
                        Duration.ofMillis(20), now -> now.file("tcp").hasSocket(listening(3))))
        .hasMessageContaining("not so within PT0.02S, up to stack eventually-")
        .hasMessageContaining("local port 3");
  }

  @Test
  void checkpoints_forkAndReset_goBack(TestStack stack) {
    stack.save("before");
    stack.tcp().listen("0.0.0.0", 80);
    try (TestStack fork = stack.fork()) {
      stack.restore("before");
      assertThat(stack).file("tcp").hasNoSocket(listening(80));
      assertThat(fork).file("tcp").hasSocket(listening(80));
      fork.reset();
      assertThat(fork).file("tcp").hasSocket(listening(80));
    }
    assertThat(stack.server().leftBehind()).containsExactly(stack.name());
  }

  @Test
  void parameters_speakOfTheTestsStack(
      TestStack stack, ProcnetClient client, TestServer server, io.grpc.Channel channel) {
    assertThat(client.stack()).isEqualTo(stack.name());
    assertThat(server).isSameAs(stack.server());
    assertThat(
            IntrospectionServiceGrpc.newBlockingStub(channel)
                .listNetFiles(ListNetFilesRequest.getDefaultInstance())
                .getHeader()
                .getStack())
        .as("code under test names no stack")
        .isEqualTo(stack.name());
  }

  @ParameterizedTest
  @ValueSource(strings = {"empty", "host", "busy-web-server", "router"})
  void fork_ofEachBuiltInSeed_printsItsFiles(String seed, TestServer server) {
    try (TestStack stack = server.fork(seed)) {
      assertThat(stack.file("dev")).contains("lo:");
    }
  }

  @Test
  void busyWebServer_hasConnectionsInEveryState(TestServer server) {
    try (TestStack stack = server.fork("busy-web-server")) {
      for (String state :
          List.of(
              "ESTABLISHED",
              "SYN_SENT",
              "SYN_RECV",
              "FIN_WAIT1",
              "FIN_WAIT2",
              "TIME_WAIT",
              "CLOSE_WAIT",
              "LAST_ACK",
              "LISTEN")) {
        assertThat(stack).file("tcp").hasSocket(inState(TcpState.valueOf("TCP_STATE_" + state)));
      }
    }
  }

  @Test
  void router_asTimePasses_forgetsConnections(TestServer server) {
    try (TestStack stack = server.fork("router")) {
      assertThat(stack).file("nf_conntrack").hasLineWith("udp", "10.0.1.11");
      stack.advance(Duration.ofSeconds(30));

      assertThat(stack).file("nf_conntrack").hasLineWith("tcp", " 431969 ");
      assertThat(stack.file("nf_conntrack")).doesNotContain("udp");
    }
  }

  @Test
  void sixtyFourAtOneTime_neverSeeEachOther(TestServer server) throws Exception {
    List<Future<?>> tests = new ArrayList<>();
    try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 64; i++) {
        int port = 1000 + i;
        tests.add(pool.submit(() -> listenAlone(server, port)));
      }
      for (Future<?> test : tests) {
        test.get();
      }
    }
  }

  private static void listenAlone(TestServer server, int port) {
    try (TestStack stack = server.fork("host", "parallel")) {
      long first = stack.firstRevision();
      for (int i = 0; i < 5; i++) {
        stack.tcp().listen("0.0.0.0", port + i * 100);
        assertThat(stack)
            .file("tcp")
            .hasSockets(i + 1, inState(TcpState.TCP_STATE_LISTEN))
            .hasSocket(listening(port));
      }
      assertThat(stack.revision()).isEqualTo(first + 5);
    }
  }
}
