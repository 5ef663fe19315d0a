package dev.procnet.client.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.common.base.Splitter;
import dev.procnet.client.ClientOptions;
import dev.procnet.client.ProcTree;
import dev.procnet.client.ProcnetClient;
import dev.procnet.v1.ExportStackRequest;
import dev.procnet.v1.ImportStart;
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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A real node_exporter reads the exported tree of a stack; the series that this server has of the
 * stack are the same.
 */
class NodeExporterIT {

  private static final Path PROGRAM = Path.of("/usr/bin/prometheus-node-exporter");

  /** Those that read nothing but /proc/net. */
  private static final List<String> COLLECTORS =
      List.of(
          "arp",
          "conntrack",
          "lnstat",
          "netdev",
          "netstat",
          "sockstat",
          "softnet",
          "udp_queues",
          "xfrm");

  /**
   * What node_exporter has from elsewhere or of itself; and a name that ends in _total twice, which
   * Prometheus' library does not write.
   */
  private static final List<String> NOT_OF_THE_TREE =
      List.of(
          "node_nf_conntrack_entries", "node_scrape_", "node_exporter_", "node_lnstat_gc_total");

  private static final Splitter WORDS = Splitter.on(' ');

  private static final Map<String, Counts> TABLE = new TreeMap<>();

  private record Counts(int equal, int missing, int differing) {

    Counts plus(Counts more) {
      return new Counts(equal + more.equal, missing + more.missing, differing + more.differing);
    }
  }

  private final HttpClient http = HttpClient.newHttpClient();

  @TempDir private static Path serverDirectory;
  private static String help = "";
  private static Procnetd server;

  @TempDir private Path directory;

  @BeforeAll
  static void start() throws IOException {
    assumeTrue(
        Files.isExecutable(PROGRAM), PROGRAM + " is not installed: prometheus-node-exporter");
    Process process =
        new ProcessBuilder(PROGRAM.toString(), "--help").redirectErrorStream(true).start();
    help = new String(process.getInputStream().readAllBytes(), UTF_8);
    server = Procnetd.start(serverDirectory);
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
    System.out.printf("series of node_exporter that this server has too:%n");
    System.out.printf("%-12s %8s %8s %8s%n", "COLLECTOR", "EQUAL", "MISSING", "DIFFER");
    TABLE.forEach(
        (collector, counts) ->
            System.out.printf(
                "%-12s %8d %8d %8d%n", collector, counts.equal, counts.missing, counts.differing));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "linux-6.18/veth-dual-a",
        "linux-6.18/tcp-2000",
        "linux-6.18/conntrack",
        "linux-6.18/neigh",
        "linux-6.18/udp",
        "linux-6.18/ipfrag",
        "linux-6.1/forward",
        "linux-6.1/icmp-msgs-host",
      })
  void series_ofAnExportedTree_areThoseOfNodeExporter(String tree) throws Exception {
    try (ProcnetClient client = ProcnetClient.connect(ClientOptions.of(server.address()))) {
      ProcTree captured = ProcTree.of(Programs.CORPUS.resolve(tree), skipped -> {});
      client
          .transfer()
          .importStack(ImportStart.getDefaultInstance(), captured.chunks(skipped -> {}));
      client
          .transfer()
          .exportTo(ExportStackRequest.getDefaultInstance(), directory.resolve("proc/net"));
    }
    int port = freePort();
    Process exporter = exporter(port);
    try {
      compare("http://127.0.0.1:" + port);
    } finally {
      exporter.destroy();
    }
  }

  private void compare(String exporter) throws Exception {
    List<String> different = new ArrayList<>();
    for (String collector : collectors()) {
      String query = "/metrics?collect%5B%5D=" + collector;
      Map<String, String> theirs = series(exporter + query);
      Map<String, String> ours =
          series("http://" + server.web() + query.replace("/metrics?", "/metrics/stacks/default?"));
      theirs
          .keySet()
          .removeIf(
              name ->
                  !name.startsWith("node_") || NOT_OF_THE_TREE.stream().anyMatch(name::startsWith));
      Counts counts = new Counts(0, 0, 0);
      for (Map.Entry<String, String> series : theirs.entrySet()) {
        String value = ours.get(series.getKey());
        if (value == null) {
          counts = counts.plus(new Counts(0, 1, 0));
          different.add(collector + ": " + series + " is missing");
        } else if (!value.equals(series.getValue())) {
          counts = counts.plus(new Counts(0, 0, 1));
          different.add(collector + ": " + series + " is " + value);
        } else {
          counts = counts.plus(new Counts(1, 0, 0));
        }
      }
      TABLE.merge(collector, counts, Counts::plus);
    }
    assertThat(different).isEmpty();
  }

  /** Types and values by name and labels, without the label of the stack. */
  private Map<String, String> series(String page) throws Exception {
    Map<String, String> series = new TreeMap<>();
    Map<String, String> types = new TreeMap<>();
    for (String line : get(page).lines().toList()) {
      List<String> words = WORDS.splitToList(line);
      if (line.startsWith("# TYPE ")) {
        types.put(words.get(2), words.get(3));
      } else if (!line.startsWith("#")) {
        String labelled = line.substring(0, line.lastIndexOf(' '));
        String name = labelled.replaceFirst("\\{.*", "");
        String labels =
            labelled.replaceFirst("(,?)stack=\"default\"", "").replace("{,", "{").replace("{}", "");
        series.put(labels, types.get(name) + " " + Double.parseDouble(words.get(words.size() - 1)));
      }
    }
    return series;
  }

  private String get(String page) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create(page)).build();
    return http.send(request, BodyHandlers.ofString()).body();
  }

  private Process exporter(int port) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(PROGRAM.toString());
    command.add("--collector.disable-defaults");
    command.add("--web.disable-exporter-metrics");
    command.add("--path.procfs=" + directory.resolve("proc"));
    command.add("--web.listen-address=127.0.0.1:" + port);
    command.add("--collector.netdev.device-exclude=^$");
    collectors().forEach(collector -> command.add("--collector." + collector));
    // Later releases read neighbours from the kernel too, unless told not to.
    Stream.of("netdev.netlink", "arp.netlink")
        .map(option -> "collector." + option)
        .filter(NodeExporterIT::knows)
        .forEach(option -> command.add("--no-" + option));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("node_exporter.log").toFile())
            .start();
    await()
        .atMost(Duration.ofSeconds(30))
        .ignoreExceptions()
        .until(
            () ->
                !process.isAlive()
                    || get("http://127.0.0.1:" + port + "/metrics").contains("# TYPE"));
    assertThat(process.isAlive())
        .as(Files.readString(directory.resolve("node_exporter.log")))
        .isTrue();
    return process;
  }

  /** Those that this release has. */
  private static List<String> collectors() {
    return COLLECTORS.stream().filter(collector -> knows("collector." + collector + " ")).toList();
  }

  private static boolean knows(String option) {
    return help.contains("--" + option) || help.contains("--[no-]" + option);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
