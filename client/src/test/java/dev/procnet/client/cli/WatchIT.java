package dev.procnet.client.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.procnet.client.e2e.Programs;
import dev.procnet.client.fake.FakeServer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code procnet watch FILE} on a terminal of its own. */
class WatchIT {

  private final FakeServer server = FakeServer.start();

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void fileChanges_isDrawnOverItselfWithChangedCellsMarked() throws Exception {
    server.stack().file("tcp", "a 1\nb 2\nc 3\n");
    Thread.ofVirtual()
        .start(
            () -> {
              await().until(() -> server.methods().contains("WatchStack"));
              server.stack().file("tcp", "a 1\nb 4\n");
            });

    assertThat(
            OnTerminal.run(
                60,
                10,
                Map.of("PROCNET_SERVER", server.address(), "TERM", "xterm", "NO_COLOR", "1"),
                List.of(Programs.PROCNET.toString(), "watch", "tcp"),
                "expect tcp of stack default at revision 3",
                "marked 4",
                "gone c 3",
                "show",
                "send \\x03"))
        .startsWith("tcp of stack default at revision 3\na 1\nb 4\n")
        .doesNotContain("never:")
        .doesNotContain("modes changed")
        .endsWith("exit 130\n");
  }
}
