package dev.procnet.client.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.procnet.client.ClientOptions;
import dev.procnet.client.ProcTree;
import dev.procnet.client.ProcnetClient;
import dev.procnet.client.ProcnetClientException;
import dev.procnet.v1.Endpoint;
import dev.procnet.v1.ImportStart;
import dev.procnet.v1.InterfaceStatistics;
import dev.procnet.v1.InterfaceStatisticsDelta;
import dev.procnet.v1.Mutation;
import dev.procnet.v1.Socket;
import dev.procnet.v1.TcpSocket;
import dev.procnet.v1.TcpState;
import java.io.IOException;
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
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A real Prometheus with the configuration and rules of deploy scrapes a real server: each panel of
 * the dashboards there, and each network panel of "Node Exporter Full", has data.
 */
class PrometheusIT {

  private static final Path GRAFANA = Programs.ROOT.resolve("deploy/grafana");
  private static final Path QUERIES =
      Path.of("src/test/resources/dashboards/node-exporter-full.promql");

  /** What has no data, and why. */
  private static final Map<String, String> NO_DATA =
      Map.of(
          "node_network_speed_bytes", "/proc/net has no speeds",
          "node_network_receive_nohandler_total", "not in /proc/net/dev",
          "node_network_up{operstate=", "node_exporter has no such label either",
          "node_netstat_Tcp_MaxConn", "not of node_exporter's default fields either");

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Mutation TRAFFIC =
      Mutation.newBuilder()
          .setAddInterfaceStatistics(
              InterfaceStatisticsDelta.newBuilder()
                  .setIndex(1)
                  .setDelta(InterfaceStatistics.newBuilder().setRxBytes(1000)))
          .build();

  private static final Pattern ALERT = Pattern.compile("- alert: (\\w+)");

  @TempDir private static Path directory;
  private static Procnetd server;
  private static Prometheus prometheus;

  @BeforeAll
  static void start() throws Exception {
    ForeignReader.require("prometheus");
    ForeignReader.require("promtool");
    server = Procnetd.start(directory);
    importTree("default", TrackingTree.of("linux-6.18/conntrack", directory.resolve("tracking")));
    importTree("router", Programs.CORPUS.resolve("linux-6.18/forward"));
    try (ProcnetClient client = ProcnetClient.connect(ClientOptions.of(server.address()))) {
      openSocketInEachState(client);
      assertThatThrownBy(() -> client.introspection().read("nope"))
          .isInstanceOf(ProcnetClientException.class);
    }
    prometheus = Prometheus.start(directory, server.web());
  }

  @AfterAll
  static void stop() {
    if (prometheus != null) {
      prometheus.close();
    }
    if (server != null) {
      server.close();
    }
  }

  private static void importTree(String stack, Path tree) throws IOException {
    try (ProcnetClient client = ProcnetClient.connect(ClientOptions.of(server.address()))) {
      client
          .transfer()
          .importStack(
              ImportStart.newBuilder().setStack(stack).build(),
              ProcTree.of(tree, skipped -> {}).chunks(skipped -> {}));
    }
  }

  private static void openSocketInEachState(ProcnetClient client) {
    List<Mutation> sockets = new ArrayList<>();
    for (TcpState state : TcpState.values()) {
      if (state != TcpState.TCP_STATE_UNSPECIFIED && state != TcpState.UNRECOGNIZED) {
        TcpSocket.Builder tcp =
            TcpSocket.newBuilder()
                .setLocal(Endpoint.newBuilder().setPort(7000 + state.getNumber()))
                .setState(state);
        sockets.add(Mutation.newBuilder().setOpenSocket(Socket.newBuilder().setTcp(tcp)).build());
      }
    }
    client.stacks().apply(sockets.toArray(Mutation[]::new));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "check config prometheus.yml",
        "check rules recording.yml alerts.yml",
        "test rules rules_test.yml"
      })
  void deployed_givenToPromtool_isClean(String arguments) throws Exception {
    assertThat(promtool("", arguments.split(" "))).doesNotContain("FAILED", "WARNING");
  }

  @Test
  void metrics_givenToPromtool_areCleanButForNodeExportersOwnNames() throws Exception {
    String complaints = promtool(page("/metrics"), "check", "metrics");

    assertThat(complaints.lines().filter(line -> !line.startsWith("node_netstat_"))).isEmpty();
  }

  @Test
  void alerts_each_haveUnitTestsAndAParagraphOfTheRunbook() throws Exception {
    String tests = Files.readString(Prometheus.DEPLOY.resolve("rules_test.yml"));
    String runbook = Files.readString(Prometheus.DEPLOY.resolve("runbook.md"));
    Matcher alert = ALERT.matcher(Files.readString(Prometheus.DEPLOY.resolve("alerts.yml")));
    int alerts = 0;
    for (; alert.find(); alerts++) {
      assertThat(runbook).containsPattern("(?m)^## " + alert.group(1) + "\n\n\\w");
      assertThat(tests)
          .contains("- name: " + alert.group(1) + " fires")
          .contains("- name: " + alert.group(1) + " stays quiet");
    }
    assertThat(alerts).isGreaterThan(10);
  }

  @Test
  void dashboards_areAsTheirScriptWritesThem() throws Exception {
    ForeignReader.require("python3");
    Process script =
        new ProcessBuilder(GRAFANA.resolve("make-dashboards.py").toString(), "--check")
            .redirectErrorStream(true)
            .start();
    String told = new String(script.getInputStream().readAllBytes(), UTF_8);

    assertThat(script.waitFor()).as(told).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"procnet-service.json", "procnet-stacks.json"})
  void panels_ofOwnDashboards_haveData(String dashboard) throws Exception {
    String job = dashboard.contains("service") ? "procnet" : "procnet-stacks";
    JsonObject content =
        JsonParser.parseString(Files.readString(GRAFANA.resolve(dashboard))).getAsJsonObject();
    List<String> queries = new ArrayList<>();
    for (JsonElement panel : content.getAsJsonArray("panels")) {
      if (panel.getAsJsonObject().has("targets")) {
        for (JsonElement target : panel.getAsJsonObject().getAsJsonArray("targets")) {
          queries.add(target.getAsJsonObject().get("expr").getAsString());
        }
      }
    }
    assertThat(queries).hasSizeGreaterThan(20);

    haveData(
        queries.stream()
            .map(
                query ->
                    query
                        .replace("$job", job)
                        .replace("$instance", ".*")
                        .replace("$stack", ".*")
                        .replace("$device", ".*")
                        .replace("$__rate_interval", "10s"))
            .toList());
  }

  @Test
  void panels_ofNodeExporterFull_haveData() throws Exception {
    String node = "instance=\"default@" + server.web() + "\",job=\"procnet-stacks\"";
    List<String> queries =
        Files.readAllLines(QUERIES).stream()
            .filter(line -> !line.startsWith("#"))
            .filter(line -> NO_DATA.keySet().stream().noneMatch(line::contains))
            .map(line -> line.replace("NODE", node).replace("RANGE", "10s"))
            .toList();
    assertThat(queries).hasSizeGreaterThan(80);

    haveData(queries);
    for (String metric : NO_DATA.keySet()) {
      String query = metric.endsWith("=") ? metric + "\"up\"}" : metric;
      assertThat(prometheus.series(query)).as(metric).isZero();
    }
  }

  /** The rules of five minutes have data sooner: a rate needs two scrapes. */
  @Test
  void rules_areHealthy_andRecordSeries() throws Exception {
    List<String> recorded = new ArrayList<>();
    for (JsonElement group : prometheus.ruleGroups()) {
      for (JsonElement each : group.getAsJsonObject().getAsJsonArray("rules")) {
        JsonObject rule = each.getAsJsonObject();
        if (rule.get("type").getAsString().equals("recording")) {
          recorded.add(rule.get("name").getAsString());
        }
      }
    }
    // Of failures and retransmissions there are none.
    recorded.removeAll(
        List.of(
            "instance:grpc_server_failures:ratio_rate5m",
            "stack:node_netstat_Tcp_RetransSegs:ratio_rate5m"));
    assertThat(recorded).hasSizeGreaterThan(5);

    haveData(recorded);
    for (JsonElement group : prometheus.ruleGroups()) {
      for (JsonElement rule : group.getAsJsonObject().getAsJsonArray("rules")) {
        assertThat(rule.getAsJsonObject().get("health").getAsString())
            .as(rule.toString())
            .isEqualTo("ok");
      }
    }
  }

  /** Waits for all of them, while calls go on that there may be rates of. */
  private static void haveData(List<String> queries) throws IOException {
    TreeSet<String> empty = new TreeSet<>(queries);
    try (ProcnetClient client = ProcnetClient.connect(ClientOptions.of(server.address()))) {
      await()
          .atMost(Duration.ofSeconds(60))
          .pollInterval(Duration.ofMillis(500))
          .untilAsserted(
              () -> {
                busy(client);
                for (String query : List.copyOf(empty)) {
                  if (prometheus.series(query) > 0) {
                    empty.remove(query);
                  }
                }
                assertThat(empty).isEmpty();
              });
    }
  }

  /** A little of everything; scrapes make garbage, which there is a panel of. */
  private static void busy(ProcnetClient client) throws Exception {
    var _ = client.stacks().apply(TRAFFIC);
    var _ = client.introspection().read("tcp");
    for (int i = 0; i < 10; i++) {
      var _ = page("/metrics");
    }
  }

  private static String page(String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://" + server.web() + path)).build();
    return HTTP.send(request, BodyHandlers.ofString()).body();
  }

  /** What it says; metrics it reads from its input, and complains of them with an exit code. */
  private static String promtool(String input, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("promtool"));
    command.addAll(List.of(arguments));
    Path given = Files.writeString(directory.resolve("promtool.in"), input);
    Process process =
        new ProcessBuilder(command)
            .directory(Prometheus.DEPLOY.toFile())
            .redirectInput(given.toFile())
            .redirectErrorStream(true)
            .start();
    String told = new String(process.getInputStream().readAllBytes(), UTF_8);
    int code = process.waitFor();
    assertThat(code).as(told).isIn(input.isEmpty() ? List.of(0) : List.of(0, 3));
    return told;
  }
}
