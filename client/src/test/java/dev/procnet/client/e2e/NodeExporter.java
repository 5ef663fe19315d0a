package dev.procnet.client.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.common.base.Splitter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A node_exporter of its own process. */
final class NodeExporter implements AutoCloseable {

  /** Debian's, or another release of it. */
  static final Path PROGRAM =
      Path.of(System.getProperty("procnet.node_exporter", "/usr/bin/prometheus-node-exporter"));

  private static final Path NAMESPACE =
      Path.of("src/test/resources/node-exporter/namespace.py").toAbsolutePath();

  private static final Splitter WORDS = Splitter.on(' ');
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final Process process;
  private final Path log;
  private final String address;

  private NodeExporter(Process process, Path log, String address) {
    this.process = process;
    this.log = log;
    this.address = address;
  }

  /** What its release says of its flags. */
  static String help() throws IOException {
    Process process =
        new ProcessBuilder(PROGRAM.toString(), "--help").redirectErrorStream(true).start();
    return new String(process.getInputStream().readAllBytes(), UTF_8);
  }

  /** A flag is there, perhaps with a "no-" before it. */
  static boolean knows(String help, String flag) {
    return help.contains("--" + flag) || help.contains("--[no-]" + flag);
  }

  /** One that reads a tree and nothing else. */
  static NodeExporter ofTree(Path proc, Path log, List<String> flags) throws IOException {
    List<String> command = new ArrayList<>(flags);
    command.addFirst(PROGRAM.toString());
    command.add("--path.procfs=" + proc);
    String address = "127.0.0.1:" + freePort();
    command.add("--web.listen-address=" + address);
    return started(process(command, log), log, address);
  }

  /** One in a network namespace of its own, with a little of everything. Needs root. */
  static NodeExporter ofNamespace(Path log, List<String> flags) throws IOException {
    List<String> command = new ArrayList<>(List.of(NAMESPACE.toString(), PROGRAM.toString()));
    command.addAll(flags);
    Process process = process(command, log);
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> !process.isAlive() || Files.readString(log).startsWith("port="));
    String port = Files.readString(log).lines().findFirst().orElse("").replace("port=", "");
    return started(process, log, "127.0.0.1:" + port);
  }

  private static Process process(List<String> command, Path log) throws IOException {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
  }

  private static NodeExporter started(Process process, Path log, String address)
      throws IOException {
    NodeExporter exporter = new NodeExporter(process, log, address);
    await()
        .atMost(Duration.ofSeconds(30))
        .ignoreExceptions()
        .until(() -> !process.isAlive() || get(exporter.address, "/metrics").contains("# TYPE"));
    assertThat(process.isAlive()).as(Files.readString(log)).isTrue();
    return exporter;
  }

  /** Its own /proc. */
  Path proc() {
    return Path.of("/proc", String.valueOf(process.pid()));
  }

  /** What a collector tells. */
  Map<String, String> series(String collector) throws IOException, InterruptedException {
    Map<String, String> series = series(address, "/metrics?collect%5B%5D=" + collector);
    series.keySet().removeIf(name -> !name.startsWith("node_"));
    return series;
  }

  /** Types, helps and values of a page, by name and labels, without the label of the stack. */
  static Map<String, String> series(String address, String page)
      throws IOException, InterruptedException {
    Map<String, String> series = new TreeMap<>();
    Map<String, String> types = new TreeMap<>();
    Map<String, String> helps = new TreeMap<>();
    for (String line : get(address, page).lines().toList()) {
      List<String> words = WORDS.splitToList(line);
      if (line.startsWith("# TYPE ")) {
        types.put(words.get(2), words.get(3));
      } else if (line.startsWith("# HELP ")) {
        helps.put(words.get(2), String.join(" ", words.subList(3, words.size())));
      } else if (!line.startsWith("#")) {
        String labelled = line.substring(0, line.lastIndexOf(' '));
        String name = labelled.replaceFirst("\\{.*", "");
        double value = Double.parseDouble(words.getLast());
        series.put(withoutStack(labelled), types.get(name) + " " + value + " " + helps.get(name));
      }
    }
    return series;
  }

  private static String withoutStack(String labelled) {
    return labelled.replaceFirst("(,?)stack=\"default\"", "").replace("{,", "{").replace("{}", "");
  }

  private static String get(String address, String page) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + address + page)).build();
    return HTTP.send(request, BodyHandlers.ofString()).body();
  }

  /** Flags of those that a release does not have are left out. */
  static List<String> known(String help, Stream<String> flags) {
    return flags
        .filter(flag -> knows(help, flag.replaceFirst("^--(no-)?", "").replaceFirst("=.*", "")))
        .toList();
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }

  /** What it logged. */
  String log() throws IOException {
    return Files.readString(log);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
