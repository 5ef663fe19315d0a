package dev.procnet.client.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A server as a process of its own. Its program is what the system property {@code
 * procnet.testing.procnetd} says, else the environment's {@code PROCNETD}, else {@code procnetd} in
 * the PATH.
 */
final class ProcessServer implements RunningServer {

  private static final String PROPERTY = "procnet.testing.procnetd";
  private static final String VARIABLE = "PROCNETD";
  private static final Duration START = Duration.ofSeconds(60);
  private static final long LOOK_MILLIS = 2;

  private final Process process;
  private final Path directory;
  private final String address;

  private ProcessServer(Process process, Path directory, String address) {
    this.process = process;
    this.directory = directory;
    this.address = address;
  }

  /**
   * Starts one and waits until it serves.
   *
   * @throws IllegalStateException it is not found, or can't start; with its log
   */
  static ProcessServer start(List<String> flags) {
    try {
      Path directory = Files.createTempDirectory("procnetd");
      Path ports = directory.resolve("ports");
      Path log = directory.resolve("log");
      List<String> command = new ArrayList<>(List.of(program()));
      command.addAll(flags);
      command.addAll(List.of("--port-file", ports.toString()));
      command.addAll(List.of("--parent-pid", Long.toString(ProcessHandle.current().pid())));
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      await(process, ports, log);
      return new ProcessServer(process, directory, PortLines.grpc(Files.readAllLines(ports)));
    } catch (IOException e) {
      throw new UncheckedIOException("procnetd can't be started", e);
    }
  }

  private static String program() {
    return Stream.of(
            Optional.ofNullable(System.getProperty(PROPERTY)),
            Optional.ofNullable(System.getenv(VARIABLE)))
        .flatMap(Optional::stream)
        .findFirst()
        .orElse("procnetd");
  }

  /** The file is there only whole. No watch service is quicker than a look. */
  private static void await(Process process, Path ports, Path log) throws IOException {
    long end = System.nanoTime() + START.toNanos();
    while (!Files.exists(ports)) {
      if (!process.isAlive() || System.nanoTime() > end) {
        process.destroyForcibly();
        throw new IllegalStateException("procnetd does not serve: " + Files.readString(log));
      }
      pause();
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while procnetd starts", e);
    }
  }

  @Override
  public String address() {
    return address;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
      Files.deleteIfExists(directory.resolve("ports"));
      Files.deleteIfExists(directory.resolve("log"));
      Files.deleteIfExists(directory);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
