package dev.procnet.server.robust;

import com.google.common.base.Splitter;
import dev.procnet.server.ProcnetServer;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A server as a process of its own, which can be killed and stopped at any time. */
final class ServerProcess implements AutoCloseable {

  private static final int SMALL_HEAP = 256;

  private static final Duration START = Duration.ofMinutes(1);

  private final Process process;
  private final Path directory;
  private final List<ManagedChannel> channels = new ArrayList<>();

  private ServerProcess(Process process, Path directory) {
    this.process = process;
    this.directory = directory;
  }

  /**
   * Starts one on a free port; it may not serve yet.
   *
   * @param directory for its output
   * @param before what runs it: empty, or strace and its options
   */
  static ServerProcess start(Path directory, List<String> before, String... flags)
      throws IOException {
    return start(directory, SMALL_HEAP, before, flags);
  }

  /**
   * The same with another heap.
   *
   * @param megabytes most that the heap may be
   */
  static ServerProcess start(Path directory, int megabytes, List<String> before, String... flags)
      throws IOException {
    Files.createDirectories(directory);
    Files.deleteIfExists(directory.resolve("ports"));
    List<String> command = new ArrayList<>(before);
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xmx" + megabytes + "m",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            productionClassPath(),
            ProcnetServer.class.getName(),
            "--listen",
            "127.0.0.1:0",
            "--web-listen",
            "127.0.0.1:0",
            "--port-file",
            directory.resolve("ports").toString()));
    command.addAll(List.of(flags));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(directory.resolve("output").toFile()))
            .start();
    return new ServerProcess(process, directory);
  }

  /** Waits until it serves. False: it has ended. */
  boolean awaitServing() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + START.toNanos();
    while (!Files.exists(directory.resolve("ports"))) {
      if (!process.isAlive()) {
        return false;
      }
      if (System.nanoTime() > deadline) {
        throw new IOException("does not serve after " + START + ": " + output());
      }
      Thread.sleep(10);
    }
    return true;
  }

  /** Host and port of a listener, {@code grpc} or {@code web}. */
  String address(String key) throws IOException {
    return Files.readAllLines(directory.resolve("ports")).stream()
        .filter(line -> line.startsWith(key + "="))
        .map(line -> line.substring(key.length() + 1))
        .findFirst()
        .orElseThrow();
  }

  /** A new channel to it. */
  ManagedChannel channel() throws IOException {
    ManagedChannel channel =
        NettyChannelBuilder.forTarget("dns:///" + address("grpc")).usePlaintext().build();
    channels.add(channel);
    return channel;
  }

  /** What it has written, which a kill may have cut anywhere. */
  String output() throws IOException {
    return new String(Files.readAllBytes(directory.resolve("output")), StandardCharsets.UTF_8);
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** The process itself, or the one that runs it. */
  long pid() {
    return process.pid();
  }

  /** Kills it as kill -9 does, and waits until nothing of it is left to hold the directory. */
  void kill() {
    // What strace runs outlives strace for a moment.
    List<ProcessHandle> all = process.descendants().collect(Collectors.toList());
    all.add(process.toHandle());
    all.forEach(ProcessHandle::destroyForcibly);
    all.forEach(each -> each.onExit().orTimeout(60, TimeUnit.SECONDS).join());
  }

  /** Sends a signal by its name. */
  void signal(String name) throws IOException, InterruptedException {
    var _ = new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start().waitFor();
  }

  /** Waits until it has ended: its exit code; -1: it goes on. */
  int await(Duration time) throws InterruptedException {
    return process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS) ? process.exitValue() : -1;
  }

  @Override
  public void close() {
    channels.forEach(ManagedChannel::shutdownNow);
    kill();
  }

  /** Without the tests, which have a logging configuration of their own. */
  static String productionClassPath() {
    String separator = System.getProperty("path.separator");
    return Splitter.on(separator)
        .splitToStream(System.getProperty("java.class.path"))
        .filter(entry -> !entry.endsWith("test-classes"))
        .collect(Collectors.joining(separator));
  }
}
