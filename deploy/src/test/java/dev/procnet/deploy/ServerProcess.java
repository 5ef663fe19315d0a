package dev.procnet.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/** A procnetd that was started in some way, and that writes a port file. */
final class ServerProcess implements AutoCloseable {

  private final Process process;
  private final Path log;
  private final Properties ports = new Properties();

  private ServerProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /**
   * Starts it and waits until it serves.
   *
   * @param portFile as this machine sees it
   */
  static ServerProcess start(ProcessBuilder builder, Path portFile) throws IOException {
    Path log = Files.createTempFile("procnetd", ".log");
    ServerProcess server =
        new ServerProcess(
            builder.redirectErrorStream(true).redirectOutput(log.toFile()).start(), log);
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> Files.exists(portFile) || !server.process.isAlive());
    assertThat(server.process.isAlive()).as(server::log).isTrue();
    try (var lines = Files.newBufferedReader(portFile)) {
      server.ports.load(lines);
    }
    return server;
  }

  /** {@code 127.0.0.1:PORT} of gRPC. */
  String address() {
    return ports.getProperty("grpc");
  }

  Process process() {
    return process;
  }

  String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      return e.toString();
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
      Files.deleteIfExists(log);
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
