package dev.procnet.client.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/** A procnetd of its own process, on free ports. */
public final class Procnetd implements AutoCloseable {

  private final Process process;
  private final Path log;
  private final Properties ports;

  private Procnetd(Process process, Path log, Properties ports) {
    this.process = process;
    this.log = log;
    this.ports = ports;
  }

  /** Starts one and waits until it serves; {@code directory} takes its port file and log. */
  public static Procnetd start(Path directory, String... flags) throws IOException {
    Path portFile = directory.resolve("ports");
    Path log = directory.resolve("procnetd.log");
    List<String> command = new ArrayList<>();
    command.add(Programs.PROCNETD.toString());
    command.addAll(List.of("--listen", "127.0.0.1:0", "--web-listen", "127.0.0.1:0"));
    command.addAll(List.of("--port-file", portFile.toString()));
    command.addAll(List.of(flags));
    Process process = new ProcessBuilder(command).redirectError(log.toFile()).start();
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> Files.exists(portFile) || !process.isAlive());
    assertThat(process.isAlive()).as(() -> read(log)).isTrue();
    Properties ports = new Properties();
    try (var lines = Files.newBufferedReader(portFile)) {
      ports.load(lines);
    }
    return new Procnetd(process, log, ports);
  }

  /** {@code 127.0.0.1:PORT} of gRPC. */
  public String address() {
    return ports.getProperty("grpc");
  }

  /** {@code 127.0.0.1:PORT} of the web listener. */
  public String web() {
    return ports.getProperty("web");
  }

  /** {@code 127.0.0.1:PORT} of the admin listener. */
  public String admin() {
    return ports.getProperty("admin");
  }

  /** What it logged so far. */
  public String log() {
    return read(log);
  }

  /** Asks it to stop. Its exit code. */
  public int stop() throws InterruptedException {
    process.destroy();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).as(this::log).isTrue();
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
