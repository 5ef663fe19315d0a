package dev.procnet.server.metrics.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Splitter;
import com.google.protobuf.ByteString;
import dev.procnet.server.netfile.Corpus;
import dev.procnet.server.netfile.NetFiles;
import dev.procnet.server.netfile.StatisticsLog;
import dev.procnet.server.netfile.TreeImporter;
import dev.procnet.server.stack.HistoryLimits;
import dev.procnet.server.stack.Profile;
import dev.procnet.server.stack.Samples;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.Stack;
import dev.procnet.server.stack.StackRegistry;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NodeCollectorsTest {

  private static final Splitter WORDS = Splitter.on(' ').omitEmptyStrings().trimResults();

  private final TreeImporter importer = new TreeImporter(new NetFiles(new StatisticsLog()));
  private final NodeCollectors collectors = new NodeCollectors(new SeriesLimit(100_000));

  static List<Corpus.Tree> trees() {
    return Corpus.trees();
  }

  private Map<String, Double> scrape(Snapshot state, String... names) throws IOException {
    Stack stack = Samples.stack(state, HistoryLimits.DEFAULT);
    return values(collectors.collect(List.of(stack), Set.of(names)));
  }

  /** Series as Prometheus reads them. */
  private static Map<String, Double> values(MetricSnapshots snapshots) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrometheusTextFormatWriter.builder().build().write(out, snapshots);
    return out.toString(StandardCharsets.UTF_8)
        .lines()
        .filter(line -> !line.startsWith("#"))
        .collect(
            Collectors.toMap(
                line -> line.substring(0, line.lastIndexOf(' ')),
                line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1))));
  }

  private static List<String> lines(Corpus.Tree tree, String file) {
    return tree.files().getOrDefault(file, ByteString.EMPTY).toStringUtf8().lines().toList();
  }

  @ParameterizedTest
  @MethodSource("trees")
  void netdev_tree_hasTheColumnsOfDev(Corpus.Tree tree) throws IOException {
    Map<String, Double> expected = new TreeMap<>();
    for (String line : lines(tree, "dev").stream().skip(2).toList()) {
      String device = line.substring(0, line.indexOf(':')).trim();
      List<String> columns = WORDS.splitToList(line.substring(line.indexOf(':') + 1));
      expected.put(
          "node_network_receive_bytes_total{device=\"%s\",stack=\"s\"}".formatted(device),
          Double.valueOf(columns.get(0)));
      expected.put(
          "node_network_receive_multicast_total{device=\"%s\",stack=\"s\"}".formatted(device),
          Double.valueOf(columns.get(7)));
      expected.put(
          "node_network_transmit_packets_total{device=\"%s\",stack=\"s\"}".formatted(device),
          Double.valueOf(columns.get(9)));
      expected.put(
          "node_network_transmit_colls_total{device=\"%s\",stack=\"s\"}".formatted(device),
          Double.valueOf(columns.get(13)));
    }

    Map<String, Double> series = scrape(state(tree), "netdev");

    assertThat(series).containsAllEntriesOf(expected);
    assertThat(series.keySet().stream().filter(name -> name.contains("device=")))
        .hasSize(expected.size() * 4);
  }

  @ParameterizedTest
  @MethodSource("trees")
  void netstatAll_tree_hasEachCounterOfSnmpAndNetstat(Corpus.Tree tree) throws IOException {
    Map<String, Double> expected = new TreeMap<>();
    for (String file : List.of("snmp", "netstat")) {
      List<String> lines = lines(tree, file);
      for (int i = 0; i + 1 < lines.size(); i += 2) {
        expected.putAll(pair(lines.get(i), lines.get(i + 1)));
      }
    }

    assertThat(scrape(state(tree), "netstat_all")).containsAllEntriesOf(expected);
  }

  private static Map<String, Double> pair(String names, String values) {
    List<String> name = WORDS.splitToList(names);
    List<String> value = WORDS.splitToList(values);
    String group = name.getFirst().substring(0, name.getFirst().length() - 1);
    return IntStream.range(1, value.size())
        .boxed()
        .collect(
            Collectors.toMap(
                i -> "node_netstat_%s_%s{stack=\"s\"}".formatted(group, name.get(i)),
                i -> Double.valueOf(value.get(i))));
  }

  @ParameterizedTest
  @MethodSource("trees")
  void tcpstat_tree_countsItsRows(Corpus.Tree tree) throws IOException {
    List<String> states = new ArrayList<>();
    for (String file : List.of("tcp", "tcp6")) {
      lines(tree, file).stream().skip(1).forEach(row -> states.add(WORDS.splitToList(row).get(3)));
    }

    Map<String, Double> series = scrape(state(tree), "tcpstat");

    assertThat(series.getOrDefault(tcp("established"), 0.0)).isEqualTo(count(states, "01"));
    assertThat(series.getOrDefault(tcp("time_wait"), 0.0)).isEqualTo(count(states, "06"));
    assertThat(series.getOrDefault(tcp("listen"), 0.0)).isEqualTo(count(states, "0A"));
  }

  private static double count(List<String> states, String state) {
    return Collections.frequency(states, state);
  }

  private static String tcp(String state) {
    return "node_tcp_connection_states{stack=\"s\",state=\"%s\"}".formatted(state);
  }

  private Snapshot state(Corpus.Tree tree) {
    return importer.importTree(tree.files(), null).state();
  }

  @Test
  void collect_plainScrape_hasNodeExportersDefaults() throws IOException {
    Map<String, Double> series = scrape(Samples.host(Profile.LINUX_6_18));

    assertThat(series)
        .containsKeys(
            "node_network_receive_bytes_total{device=\"lo\",stack=\"s\"}",
            "node_network_mtu_bytes{device=\"lo\",stack=\"s\"}",
            "node_netstat_Udp_NoPorts{stack=\"s\"}",
            "node_udp_queues{ip=\"v4\",queue=\"rx\",stack=\"s\"}",
            "node_scrape_collector_success{collector=\"netdev\"}")
        .doesNotContainKey("node_netstat_Tcp_MaxConn{stack=\"s\"}");
    assertThat(series.keySet()).anyMatch(name -> name.startsWith("node_uname_info{"));
    assertThat(series.keySet()).noneMatch(name -> name.startsWith("node_network_routes"));
  }

  @Test
  void collect_manyStacks_haveEachInOneMetric() {
    StackRegistry stacks = new StackRegistry(HistoryLimits.DEFAULT, 10);
    for (String name : List.of("a", "b", "c")) {
      stacks.create(name, Map.of(), Samples.host(Profile.LINUX_6_18), Samples.NOW);
    }

    MetricSnapshots snapshots = collectors.collect(stacks.list(), Set.of("tcpstat"));

    assertThat(
            snapshots.stream()
                .filter(
                    metric -> metric.getMetadata().getName().equals("node_tcp_connection_states"))
                .flatMap(metric -> metric.getDataPoints().stream())
                .map(point -> point.getLabels().get("stack"))
                .distinct())
        .containsExactlyInAnyOrder("a", "b", "c");
  }

  @Test
  void collect_moreThanTheLimit_countsWhatIsLeftOut() {
    NodeCollectors few = new NodeCollectors(new SeriesLimit(10));
    Stack stack = Samples.stack(Samples.host(Profile.LINUX_6_18), HistoryLimits.DEFAULT);

    MetricSnapshots snapshots = few.collect(List.of(stack), Set.of());

    assertThat(snapshots.stream().mapToInt(metric -> metric.getDataPoints().size()).sum())
        .isEqualTo(10);
    assertThat(few.leftOut()).isPositive();
  }

  @Test
  void unsigned_beyondLong_isThatNumber() {
    assertThat(StackSeries.unsigned(-1)).isEqualTo(0x1p64);
    assertThat(StackSeries.unsigned(Long.MIN_VALUE)).isEqualTo(0x1p63);
    assertThat(StackSeries.unsigned(Long.MAX_VALUE)).isEqualTo(0x1p63);
    assertThat(StackSeries.unsigned(7)).isEqualTo(7);
  }
}
