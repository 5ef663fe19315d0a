package dev.procnet.client.examples;

import static dev.procnet.client.testing.ProcnetAssertions.assertThat;
import static dev.procnet.client.testing.SocketCondition.connectedTo;
import static dev.procnet.client.testing.SocketCondition.inState;
import static dev.procnet.client.testing.SocketCondition.listening;

import dev.procnet.client.testing.CounterMark;
import dev.procnet.client.testing.ProcnetExtension;
import dev.procnet.client.testing.TcpConnection;
import dev.procnet.client.testing.TcpListener;
import dev.procnet.client.testing.TestStack;
import dev.procnet.v1.TcpState;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The example in Java: one server for the class, a stack of its own for each test. */
class WebServerTest {

  @RegisterExtension
  static final ProcnetExtension PROCNET = ProcnetExtension.inProcess().seed("host");

  @Test
  void servedClient_isGoneAMinuteAfterBothHaveClosed(TestStack stack) {
    TcpListener web = stack.tcp().as(33).listen("0.0.0.0", 8080);
    TcpConnection served = web.connectFrom("198.51.100.7", 40000, "10.0.0.2").accept();
    served.sendByPeer(250).receive().send(5000);
    assertThat(stack)
        .file("tcp")
        .hasSocket(listening(8080).ownedBy(33))
        .hasSocket(connectedTo("198.51.100.7", 40000));

    served.close();
    served.closeByPeer();
    assertThat(stack).file("tcp").hasSocket(inState(TcpState.TCP_STATE_TIME_WAIT));
    stack.advance(Duration.ofMinutes(1));

    assertThat(stack)
        .file("tcp")
        .hasSockets(1, listening(8080))
        .hasNoSocket(inState(TcpState.TCP_STATE_TIME_WAIT));
  }

  @Test
  void refusedConnections_areCounted(TestStack stack) {
    CounterMark mark = stack.mark();

    stack.tcp().connect("127.0.0.1", 9);

    assertThat(stack).counter("Tcp.AttemptFails").increasedBy(1, mark);
  }

  @Test
  void scenarioFile_isTheSameForAllLanguages(TestStack stack) {
    stack.run(Path.of("examples/web-server.yaml"));

    assertThat(stack).file("tcp").hasSocket(listening(8080));
    stack.restore("served");
    assertThat(stack).file("tcp").hasSocket(connectedTo("198.51.100.7", 40000));
  }
}
