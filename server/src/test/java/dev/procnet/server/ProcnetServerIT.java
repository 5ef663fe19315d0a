package dev.procnet.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.google.common.base.Splitter;
import com.google.common.io.Resources;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.grpc.ManagedChannel;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The real process: its exit codes, its stderr, its files. */
class ProcnetServerIT {

  @TempDir Path directory;
  private final List<Process> processes = new ArrayList<>();
  private final Map<String, String> environment = new HashMap<>();

  @AfterEach
  void killAll() {
    processes.forEach(Process::destroyForcibly);
  }

  @ParameterizedTest
  @ValueSource(strings = {"TERM", "INT"})
  void signal_serving_stopsWith0(String signal) throws Exception {
    Process process = serve("--log-format", "text");
    String grpc = line("grpc=");
    assumeThat(isIgnored(process, signal))
        .as(signal + " is ignored, as shells have it for what they run in the background")
        .isFalse();
    ManagedChannel channel = NettyChannelBuilder.forTarget(grpc).usePlaintext().build();
    assertThat(
            HealthGrpc.newBlockingStub(channel)
                .check(HealthCheckRequest.getDefaultInstance())
                .getStatus())
        .isEqualTo(ServingStatus.SERVING);

    new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid())).start().waitFor();

    assertThat(exitCode(process)).isZero();
    channel.shutdownNow();
    assertThat(stderr().lines())
        .allMatch(line -> line.matches("\\d{4}-\\d\\d-\\d\\dT\\S+ INFO +\\w+ - .*"))
        .anyMatch(line -> line.endsWith("serving grpc=" + grpc + " web=" + line("web=")))
        .anyMatch(line -> line.endsWith("Daemon - stopped"));
    assertThat(ports()).doesNotExist();
  }

  private static boolean isIgnored(Process process, String signal) throws IOException {
    String ignored =
        Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
            .filter(line -> line.startsWith("SigIgn:"))
            .map(line -> line.substring(line.indexOf('\t') + 1))
            .findFirst()
            .orElseThrow();
    int number = signal.equals("INT") ? 2 : 15;
    return (Long.parseUnsignedLong(ignored, 16) >> (number - 1) & 1) != 0;
  }

  @Test
  void serviceManager_isToldThatItServesLivesAndStops() throws Exception {
    String socket = directory.resolve("notify").toString();
    environment.putAll(Map.of("NOTIFY_SOCKET", socket, "WATCHDOG_USEC", "200000"));
    try (FakeServiceManager manager = new FakeServiceManager(socket)) {
      Process process = serve();
      await().until(() -> manager.messages().size() > 3);
      assertThat(manager.messages())
          .startsWith(
              "READY=1\nSTATUS=serving [" + line("grpc=") + "]", "WATCHDOG=1", "WATCHDOG=1");

      process.destroy();

      assertThat(exitCode(process)).isZero();
      await().until(() -> manager.messages().getLast().startsWith("STOPPING=1\n"));
    }
  }

  @Test
  void serviceManager_serverThatHangs_hearsNothing() throws Exception {
    String socket = directory.resolve("notify").toString();
    environment.putAll(Map.of("NOTIFY_SOCKET", socket, "WATCHDOG_USEC", "200000"));
    try (FakeServiceManager manager = new FakeServiceManager(socket)) {
      Process process = serve();
      await().until(() -> manager.messages().size() > 2);

      new ProcessBuilder("kill", "-STOP", String.valueOf(process.pid())).start().waitFor();
      await().pollDelay(Duration.ofMillis(300)).until(() -> true);
      int told = manager.messages().size();

      await().during(Duration.ofMillis(700)).until(() -> manager.messages().size() == told);
    }
  }

  @Test
  void logs_json_areAnObjectALine() throws Exception {
    Process process = serve("--log-format", "json");
    process.destroy();

    assertThat(exitCode(process)).isZero();
    List<JsonObject> events =
        stderr().lines().map(line -> JsonParser.parseString(line).getAsJsonObject()).toList();
    assertThat(events)
        .hasSizeGreaterThan(3)
        .allSatisfy(
            event ->
                assertThat(event.keySet())
                    .contains("timestamp", "level", "loggerName", "formattedMessage"));
    assertThat(events.getLast().get("formattedMessage").getAsString()).isEqualTo("stopped");
  }

  @Test
  void start_portTaken_is1AndALine() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String address = "127.0.0.1:" + taken.getLocalPort();
      Process process =
          start(
              "--log-level",
              "error",
              "--import",
              tree().toString(),
              "--listen",
              address,
              "--web-listen",
              "none");

      assertThat(exitCode(process)).isEqualTo(1);
      assertThat(stderr())
          .isEqualTo(
              "procnetd: can't listen on --listen "
                  + address
                  + ": address already in use; another process listens there, choose another port,"
                  + " 0 takes a free one\n");
      assertThat(ports()).doesNotExist();
    }
  }

  @Test
  void start_badImport_is1AndNamesThePlace() throws Exception {
    Path tree = Files.createDirectories(directory.resolve("tree/net"));
    Files.writeString(tree.resolve("dev"), "not what a kernel prints\n");

    Process process =
        start("--log-level", "error", "--listen", "127.0.0.1:0", "--import", tree.toString());

    assertThat(exitCode(process)).isEqualTo(1);
    assertThat(stderr()).startsWith("procnetd: " + tree + "/dev:1:1: expected ").hasLineCount(1);
  }

  @Test
  void start_wrongFlags_is2() throws Exception {
    Process process = start("--listen", "0.0.0.0:0", "--nope");

    assertThat(exitCode(process)).isEqualTo(2);
    assertThat(stderr().lines()).hasSize(2).allMatch(line -> line.startsWith("procnetd: "));
  }

  @Test
  void parent_isKilled_serverStopsByItself() throws Exception {
    Path pid = directory.resolve("pid");
    List<String> server = command("--test-mode", "--port-file", ports().toString());
    // A process between this one and the server, as a test runner would be.
    String script = "\"$@\" --parent-pid $$ & echo $! > " + pid + "; wait";
    List<String> parent = new ArrayList<>(List.of("sh", "-c", script, "sh"));
    parent.addAll(server);
    Process process =
        new ProcessBuilder(parent).redirectError(directory.resolve("err").toFile()).start();
    processes.add(process);
    await().atMost(Duration.ofMinutes(1)).until(() -> Files.exists(ports()));
    ProcessHandle child =
        ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())).orElseThrow();

    process.destroyForcibly();

    try {
      child.onExit().get(30, TimeUnit.SECONDS);
      assertThat(ports()).doesNotExist();
    } finally {
      child.destroyForcibly();
    }
  }

  /** Starts it on free ports with a tree, and waits until it serves. */
  private Process serve(String... flags) throws Exception {
    List<String> all =
        new ArrayList<>(
            List.of(
                "--listen",
                "127.0.0.1:0",
                "--web-listen",
                "127.0.0.1:0",
                "--import",
                tree().toString(),
                "--port-file",
                ports().toString()));
    all.addAll(List.of(flags));
    Process process = start(all.toArray(String[]::new));
    await().atMost(Duration.ofMinutes(1)).until(() -> Files.exists(ports()) || !process.isAlive());
    lines = Files.readAllLines(ports());
    return process;
  }

  private List<String> lines = List.of();

  private String line(String key) {
    return lines.stream()
        .filter(each -> each.startsWith(key))
        .map(each -> each.substring(key.length()))
        .findFirst()
        .orElseThrow();
  }

  private Process start(String... flags) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command(flags)).redirectError(directory.resolve("err").toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    processes.add(process);
    return process;
  }

  private static List<String> command(String... flags) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                productionClassPath(),
                ProcnetServer.class.getName()));
    command.addAll(List.of(flags));
    return command;
  }

  /** Without the tests, which have a logging configuration of their own. */
  private static String productionClassPath() {
    String separator = System.getProperty("path.separator");
    return Splitter.on(separator)
        .splitToStream(System.getProperty("java.class.path"))
        .filter(entry -> !entry.endsWith("test-classes"))
        .collect(Collectors.joining(separator));
  }

  private static int exitCode(Process process) throws InterruptedException {
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    return process.exitValue();
  }

  private String stderr() throws IOException {
    return Files.readString(directory.resolve("err"));
  }

  private Path ports() {
    return directory.resolve("ports");
  }

  private static Path tree() throws URISyntaxException {
    return Path.of(Resources.getResource("corpus/linux-6.18/lo-up").toURI());
  }
}
