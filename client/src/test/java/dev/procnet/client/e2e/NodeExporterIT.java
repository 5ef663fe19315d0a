package dev.procnet.client.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.procnet.client.ClientOptions;
import dev.procnet.client.ProcTree;
import dev.procnet.client.ProcnetClient;
import dev.procnet.v1.ExportStackRequest;
import dev.procnet.v1.ImportStart;
import dev.procnet.v1.Interface;
import dev.procnet.v1.Mutation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A real node_exporter reads the exported tree of a stack, or a live namespace that a stack was
 * imported from; the series that this server has of the stack are the same.
 */
class NodeExporterIT {

  /** Those that read nothing but /proc/net and /proc/sys/net. */
  private static final List<String> OF_A_TREE =
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

  /** Those that read netlink or sysfs, of a live namespace, and others whose series rest there. */
  private static final List<String> OF_A_NAMESPACE =
      List.of("arp", "netdev", "network_route", "tcpstat", "udp_queues", "netclass");

  /**
   * A name that ends in _total twice, which Prometheus' library does not write; and what is in no
   * file of /proc/net and in no message of the API either.
   */
  private static final Pattern NOT_IN_THE_MODEL =
      Pattern.compile(
          "node_lnstat_gc_total_total.*"
              + "|node_network_receive_nohandler_total.*"
              + "|node_network_route_info.*"
              + "|node_network_(address_assign_type|carrier_(|up_|down_)changes_total|device_id"
              + "|iface_link|iface_link_mode|name_assign_type|net_dev_group|speed_bytes"
              + "|transmit_queue_length)\\{.*");

  /** Of a listening socket that is its backlog there, which /proc/net/tcp does not show. */
  private static final String BACKLOGS = "node_tcp_connection_states{state=\"tx_queued_bytes\"}";

  private static final Map<String, Integer> FLAGS =
      Map.of(
          "UP", 0x1,
          "BROADCAST", 0x2,
          "LOOPBACK", 0x8,
          "MULTICAST", 0x1000,
          // IFF_RUNNING with it, since none of these is dormant.
          "LOWER_UP", 0x10040);

  private static final Map<String, Counts> TABLE = new TreeMap<>();

  private record Counts(int equal, int missing, int differing) {

    static final Counts EQUAL = new Counts(1, 0, 0);
    static final Counts MISSING = new Counts(0, 1, 0);
    static final Counts DIFFERING = new Counts(0, 0, 1);

    Counts plus(Counts more) {
      return new Counts(equal + more.equal, missing + more.missing, differing + more.differing);
    }
  }

  @TempDir private static Path serverDirectory;
  private static String help = "";
  private static Procnetd server;

  @TempDir private Path directory;

  @BeforeAll
  static void start() throws IOException {
    assumeTrue(
        Files.isExecutable(NodeExporter.PROGRAM),
        NodeExporter.PROGRAM + " is not installed: prometheus-node-exporter");
    help = NodeExporter.help();
    server = Procnetd.start(serverDirectory);
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
    System.out.printf("series of node_exporter that this server has too:%n");
    System.out.printf("%-14s %8s %8s %8s%n", "OF", "EQUAL", "MISSING", "DIFFER");
    TABLE.forEach(
        (name, counts) ->
            System.out.printf(
                "%-14s %8d %8d %8d%n", name, counts.equal, counts.missing, counts.differing));
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
    Path proc = directory.resolve("proc");
    try (ProcnetClient client = ProcnetClient.connect(ClientOptions.of(server.address()))) {
      Path captured = TrackingTree.of(tree, directory.resolve("captured"));
      importTree(client, ProcTree.of(captured, skipped -> {}));
      client.transfer().exportTo(ExportStackRequest.getDefaultInstance(), proc.resolve("net"));
      exportConnectionLimit(client, proc);
    }
    List<String> different = new ArrayList<>();
    try (NodeExporter exporter =
        NodeExporter.ofTree(proc, directory.resolve("exporter.log"), flags(OF_A_TREE))) {
      for (String collector : known(OF_A_TREE)) {
        compare(exporter.series(collector), collector, different);
      }
    }
    List<String> allFields = new ArrayList<>(flags(List.of("netstat")));
    allFields.add("--collector.netstat.fields=.*");
    try (NodeExporter exporter =
        NodeExporter.ofTree(proc, directory.resolve("all.log"), allFields)) {
      compare(exporter.series("netstat"), "netstat_all", different);
    }
    assertThat(different).isEmpty();
  }

  private static void importTree(ProcnetClient client, ProcTree tree) throws IOException {
    var _ =
        client.transfer().importStack(ImportStart.getDefaultInstance(), tree.chunks(skipped -> {}));
  }

  private static void exportConnectionLimit(ProcnetClient client, Path proc) throws IOException {
    Path sysctls = Files.createDirectories(proc.resolve("sys/net/netfilter"));
    for (String name : List.of("nf_conntrack_count", "nf_conntrack_max")) {
      Files.write(
          sysctls.resolve(name),
          client.introspection().read("sys/net/netfilter/" + name).toByteArray());
    }
  }

  @Test
  void series_ofALiveNamespace_areThoseOfNodeExporter() throws Exception {
    assumeTrue(new ProcessBuilder("unshare", "-n", "true").start().waitFor() == 0, "needs root");
    ForeignReader.require("python3");
    try (NodeExporter exporter =
            NodeExporter.ofNamespace(directory.resolve("exporter.log"), flags(OF_A_NAMESPACE));
        ProcnetClient client = ProcnetClient.connect(ClientOptions.of(server.address()))) {
      Map<String, Map<String, String>> theirs = importAtRest(exporter, client);
      List<String> different = new ArrayList<>();
      for (String collector : OF_A_NAMESPACE) {
        if (collector.equals("netclass")) {
          client.stacks().apply(links(exporter));
        }
        compare(Objects.requireNonNull(theirs.get(collector)), collector, different);
      }
      assertThat(different).isEmpty();
    }
  }

  /** What it tells before and after the import; again, until that is the same. */
  private static Map<String, Map<String, String>> importAtRest(
      NodeExporter exporter, ProcnetClient client) throws Exception {
    for (int i = 0; i < 20; i++) {
      Map<String, Map<String, String>> before = ofNamespace(exporter);
      importTree(client, ProcTree.of(exporter.proc(), skipped -> {}));
      if (ofNamespace(exporter).equals(before)) {
        return before;
      }
      Thread.sleep(500);
    }
    throw new AssertionError("the namespace does not come to rest");
  }

  private static Map<String, Map<String, String>> ofNamespace(NodeExporter exporter)
      throws Exception {
    Map<String, Map<String, String>> all = new TreeMap<>();
    for (String collector : OF_A_NAMESPACE) {
      Map<String, String> series = exporter.series(collector);
      series.keySet().removeIf(NodeExporterIT::isOfItself);
      all.put(collector, series);
    }
    return all;
  }

  /** What /proc/net does not say of interfaces, as ip has it. */
  private static Mutation[] links(NodeExporter exporter) throws IOException {
    Process ip =
        new ProcessBuilder(
                "nsenter", "--net=" + exporter.proc().resolve("ns/net"), "ip", "-j", "link")
            .redirectErrorStream(true)
            .start();
    String told = new String(ip.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    List<Mutation> links = new ArrayList<>();
    for (JsonElement link : JsonParser.parseString(told).getAsJsonArray()) {
      links.add(Mutation.newBuilder().setPutInterface(link(link.getAsJsonObject())).build());
    }
    return links.toArray(Mutation[]::new);
  }

  private static Interface link(JsonObject link) {
    int flags = 0;
    for (JsonElement flag : link.getAsJsonArray("flags")) {
      flags |= FLAGS.getOrDefault(flag.getAsString(), 0);
    }
    return Interface.newBuilder()
        .setIndex(link.get("ifindex").getAsInt())
        .setName(link.get("ifname").getAsString())
        .setType(link.get("link_type").getAsString().equals("loopback") ? 772 : 1)
        .setLinkAddress(link.get("address").getAsString())
        .setMtu(link.get("mtu").getAsInt())
        .setFlags(flags)
        .build();
  }

  private static void compare(Map<String, String> all, String collector, List<String> different)
      throws Exception {
    Map<String, String> ours =
        NodeExporter.series(server.web(), "/metrics/stacks/default?collect%5B%5D=" + collector);
    all.forEach(
        (name, value) -> {
          if (!isOfItself(name)) {
            Counts counts = compare(name, value, ours, different);
            TABLE.merge(issueName(collector, name), counts, Counts::plus);
          }
        });
  }

  private static Counts compare(
      String name, String value, Map<String, String> ours, List<String> different) {
    String found = ours.get(name);
    if (value.equals(found)) {
      return Counts.EQUAL;
    }
    if (found == null && name.startsWith("node_network_info{")) {
      return compareInfo(name, ours, different);
    }
    if (found == null && NOT_IN_THE_MODEL.matcher(name).matches()) {
      return Counts.MISSING;
    }
    if (!name.equals(BACKLOGS)) {
      different.add(name + " " + value + " is " + found);
    }
    return found == null ? Counts.MISSING : Counts.DIFFERING;
  }

  /** The model knows no duplex; and releases before 1.6 have no adminstate. */
  private static Counts compareInfo(String name, Map<String, String> ours, List<String> different) {
    boolean full = name.contains("duplex=\"full\"");
    String half = name.replace("duplex=\"full\"", "duplex=\"\"");
    boolean there =
        ours.keySet().stream()
            .map(
                info ->
                    name.contains("adminstate=")
                        ? info
                        : info.replaceFirst("adminstate=\"\\w+\",", ""))
            .anyMatch(half::equals);
    if (!there) {
      different.add(name + " is missing of " + ours.keySet());
    }
    return full ? Counts.DIFFERING : Counts.EQUAL;
  }

  /** What an exporter tells of itself. */
  private static boolean isOfItself(String name) {
    return name.startsWith("node_scrape_") || name.startsWith("node_exporter_");
  }

  /** Where the files of several are one collector to node_exporter, the file. */
  private static String issueName(String collector, String series) {
    if (collector.startsWith("netstat")) {
      String all = collector.equals("netstat") ? "" : " (all)";
      if (series.matches("node_netstat_\\w+?6_.*")) {
        return "snmp6" + all;
      }
      return (series.contains("Ext_") ? "netstat" : "snmp") + all;
    }
    boolean six = collector.equals("sockstat") && series.matches("node_sockstat_[A-Z]+6_.*");
    return six ? "sockstat6" : collector;
  }

  /** Those that this release has. */
  private static List<String> known(List<String> collectors) {
    return collectors.stream()
        .filter(collector -> NodeExporter.knows(help, "collector." + collector + " "))
        .toList();
  }

  private static List<String> flags(List<String> collectors) {
    List<String> flags = new ArrayList<>();
    flags.add("--collector.disable-defaults");
    flags.add("--web.disable-exporter-metrics");
    flags.add("--collector.netdev.device-exclude=^$");
    known(collectors).forEach(collector -> flags.add("--collector." + collector));
    // Later releases read neighbours from the kernel too, unless told not to.
    flags.addAll(
        NodeExporter.known(
            help, Stream.of("--no-collector.netdev.netlink", "--no-collector.arp.netlink")));
    return flags;
  }
}
