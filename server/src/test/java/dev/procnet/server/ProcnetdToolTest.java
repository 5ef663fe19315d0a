package dev.procnet.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.CompletableFuture;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;

class ProcnetdToolTest {

  private final ToolProvider tool = ToolProvider.findFirst("procnetd").orElseThrow();

  @Test
  void run_untilInterrupted_serves() throws Exception {
    PipedWriter out = new PipedWriter();
    CompletableFuture<Integer> code = new CompletableFuture<>();
    try (BufferedReader lines = new BufferedReader(new PipedReader(out))) {
      Thread thread =
          Thread.ofPlatform()
              .start(
                  () ->
                      code.complete(
                          tool.run(
                              new PrintWriter(out, true),
                              new PrintWriter(new StringWriter()),
                              "--listen",
                              "127.0.0.1:0",
                              "--web-listen",
                              "127.0.0.1:0")));

      assertThat(lines.readLine()).matches("grpc=127\\.0\\.0\\.1:\\d+");
      assertThat(lines.readLine()).matches("web=127\\.0\\.0\\.1:\\d+");
      thread.interrupt();
      assertThat(code.get()).isZero();
    }
  }

  @Test
  void run_wrongFlag_saysSo() {
    StringWriter err = new StringWriter();

    int code = tool.run(new PrintWriter(new StringWriter()), new PrintWriter(err, true), "--nope");

    assertThat(code).isEqualTo(2);
    assertThat(err.toString()).startsWith("procnetd: ").contains("--nope");
  }
}
