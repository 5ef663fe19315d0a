package dev.procnet.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What ends before anything starts. */
class ProcnetServerTest {

  @TempDir Path directory;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void run_help_isOnStdoutAnd0() throws InterruptedException {
    assertThat(run("--help", "--bogus")).isZero();
    assertThat(text(out)).startsWith("Usage: procnetd").contains("--web-listen");
    assertThat(text(err)).isEmpty();
  }

  @Test
  void run_version_isOnStdoutAnd0() throws InterruptedException {
    assertThat(run("--version")).isZero();
    assertThat(text(out)).matches("procnetd \\S+ \\(commit \\S+\\)\\R");
  }

  @Test
  void run_everyProblemOfFlagsAndFile_isToldAtOnceAnd2() throws InterruptedException, IOException {
    Path file = directory.resolve("c.yaml");
    Files.writeString(file, "max-stack: 1\nlisten: 0.0.0.0:1\nweb-connections: 0\n");

    assertThat(run("--bogus", "--max-calls", "x", "--config", file.toString())).isEqualTo(2);

    assertThat(text(out)).isEmpty();
    assertThat(text(err).lines())
        .hasSize(5)
        .allMatch(line -> line.startsWith("procnetd: "))
        .contains(
            "procnetd: unknown flag '--bogus'",
            "procnetd: " + file + ":1:1: unknown key 'max-stack', did you mean 'max-stacks'?",
            "procnetd: --max-calls is 'x', expected a whole number, 1 to 1000000",
            "procnetd: "
                + file
                + ":3:18: web-connections is '0', expected a whole number, 1 to 10000")
        .anyMatch(line -> line.contains(file + ":2:9: listen is '0.0.0.0:1', beyond loopback"));
  }

  @Test
  void config_flagAndFile_flagWins() throws StartException, IOException {
    Path file = directory.resolve("c.yaml");
    Files.writeString(file, "max-calls: 7\nweb-connections: 3\nlisten: 127.0.0.1:1\n");

    var config =
        ProcnetServer.config(
            "--config", file.toString(), "--max-calls", "8", "--listen", "127.0.0.1:2");

    assertThat(config.grpc().maxCalls()).isEqualTo(8);
    assertThat(config.web().connections()).isEqualTo(3);
    assertThat(config.grpc().listen()).hasToString("[127.0.0.1:2]");
  }

  private int run(String... args) throws InterruptedException {
    return new ProcnetServer(stream(out), stream(err)).run(List.of(args));
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
