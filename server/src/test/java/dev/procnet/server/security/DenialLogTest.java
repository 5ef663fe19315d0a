package dev.procnet.server.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.procnet.server.FakeService;
import dev.procnet.server.LogRecorder;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.StatusRuntimeException;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DenialLogTest {

  private final LogRecorder log = new LogRecorder(DenialLog.class);
  private final Server server =
      InProcessServerBuilder.forName("denials")
          .directExecutor()
          .intercept(new DenialLog())
          .addService(new FakeService())
          .build();
  private final ManagedChannel channel =
      InProcessChannelBuilder.forName("denials").directExecutor().build();

  @BeforeEach
  void start() throws IOException {
    server.start();
  }

  @AfterEach
  void stop() {
    channel.shutdownNow();
    server.shutdownNow();
    log.close();
  }

  @Test
  void close_denied_isLoggedInALine() {
    assertThatThrownBy(() -> FakeService.deny(channel, "no reader"))
        .isInstanceOf(StatusRuntimeException.class);

    assertThat(log.lines())
        .singleElement()
        .asString()
        .startsWith("WARN denied procnet.test.Fake/Deny to ")
        .endsWith("PERMISSION_DENIED no reader");
  }

  @Test
  void close_served_isNotLogged() {
    assertThat(FakeService.say(channel, "x")).isEqualTo("x");

    assertThat(log.lines()).isEmpty();
  }
}
