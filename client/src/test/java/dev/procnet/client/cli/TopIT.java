package dev.procnet.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.procnet.client.e2e.Programs;
import dev.procnet.client.fake.FakeServer;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code procnet top} on a terminal of its own. */
class TopIT {

  private final FakeServer server = FakeServer.start();

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void keys_changeThePicture() throws Exception {
    assertThat(
            top(
                80,
                "expect Tcp.ActiveOpens",
                "send p",
                "expect PAUSED",
                "send s",
                "expect by value",
                "send /Octets\\r",
                "expect /Octets",
                "gone Tcp.ActiveOpens",
                "send \\x1b",
                "expect Tcp.ActiveOpens",
                "send ?",
                "expect the next stack of the server",
                "send q"))
        .doesNotContain("never:")
        .endsWith("exit 0\n")
        .doesNotContain("modes changed");
  }

  @Test
  void nextStack_isShown() throws Exception {
    Cli.of(server).run("stacks", "create", "web");

    assertThat(top(80, "expect stack default", "send n", "expect stack web", "send q"))
        .endsWith("exit 0\n");
  }

  @Test
  void size_changes_linesAreCut() throws Exception {
    assertThat(
            top(
                80,
                "expect BYTES",
                "resize 40 12",
                "gone BYTES",
                "expect q quit",
                "show",
                "send q"))
        .endsWith("exit 0\n");
  }

  @Test
  void interrupt_endsAtOnceAndLeavesTheTerminalAsItWas() throws Exception {
    for (String end : List.of("send \\x03", "signal 15")) {
      assertThat(top(80, "expect COUNTER", end))
          .endsWith("exit 0\n")
          .doesNotContain("modes changed");
    }
  }

  @Test
  void serverGoesAway_isSaidOnTheScreen() throws Exception {
    Thread.ofVirtual()
        .start(
            () -> {
              while (server.methods().size() < 2) {
                Thread.onSpinWait();
              }
              server.close();
            });

    assertThat(top(80, "expect COUNTER", "expect is unavailable", "expect COUNTER", "send q"))
        .endsWith("exit 0\n");
  }

  @Test
  void noServer_isSaidWithoutTakingTheScreen() throws Exception {
    server.close();

    assertThat(top(80)).contains("is unavailable").endsWith("exit 4\n");
  }

  private String top(int columns, String... steps) throws IOException, InterruptedException {
    return OnTerminal.run(
        columns,
        24,
        Map.of("PROCNET_SERVER", server.address(), "TERM", "xterm-256color"),
        List.of(Programs.PROCNET.toString(), "top", "--interval", "300ms"),
        steps);
  }
}
