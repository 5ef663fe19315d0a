package dev.procnet.client.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.procnet.v1.AddressFamily;
import dev.procnet.v1.CounterGroup;
import dev.procnet.v1.Endpoint;
import dev.procnet.v1.Interface;
import dev.procnet.v1.ListRoutesRequest;
import dev.procnet.v1.ReadOptions;
import dev.procnet.v1.Route;
import dev.procnet.v1.Socket;
import dev.procnet.v1.TcpState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What other people's programs make of an exported tree is what the server says of its stack. */
class ForeignReadersIT {

  @TempDir private static Path directory;
  private static ExportedTree tree;
  private static Path proc;
  private static ForeignReader reader;

  @BeforeAll
  static void export() throws IOException {
    tree = ExportedTree.of("linux-6.18/veth-dual-a", directory);
    proc = tree.proc();
    reader = new ForeignReader(proc);
  }

  @AfterAll
  static void stop() {
    tree.close();
  }

  @Test
  void ss_tree_listsTheSockets() throws IOException {
    ForeignReader.require("ss");

    List<List<String>> shown = reader.runWith(Map.of("PROC_ROOT", proc.toString()), "ss", "-H4tan");

    assertThat(ForeignReader.columns(shown, List.of(), 0, 1, 2, 3, 4))
        .isNotEmpty()
        .isEqualTo(
            rows(
                tree.tcp(AddressFamily.ADDRESS_FAMILY_IPV4)
                    .map(
                        socket ->
                            List.of(
                                state(socket).replace("ESTABLISHED", "ESTAB").replace("_", "-"),
                                String.valueOf(socket.getTcp().getRxQueue()),
                                String.valueOf(socket.getTcp().getTxQueue()),
                                text(socket.getTcp().getLocal()),
                                text(socket.getTcp().getRemote())))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"netstat", "busybox"})
  void netstat_tree_listsTheSockets(String program) throws IOException {
    ForeignReader.require(program);

    List<List<String>> shown =
        program.equals("busybox")
            ? reader.runInside("busybox", "netstat", "-tan")
            : reader.runInside("netstat", "-4tan");

    assertThat(
            ForeignReader.columns(shown, List.of("tcp"), 1, 2, 3, 4, 5).stream()
                // busybox calls those of IPv6 tcp too.
                .filter(row -> row.get(2).matches("[\\d.]+:\\d+"))
                .toList())
        .isNotEmpty()
        .isEqualTo(
            rows(
                tree.tcp(AddressFamily.ADDRESS_FAMILY_IPV4)
                    .map(
                        socket ->
                            List.of(
                                String.valueOf(socket.getTcp().getRxQueue()),
                                String.valueOf(socket.getTcp().getTxQueue()),
                                text(socket.getTcp().getLocal()),
                                text(socket.getTcp().getRemote()),
                                state(socket)))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "busybox "})
  void route_tree_listsTheRoutes(String prefix) throws IOException {
    String[] command = (prefix + "route -n").split(" ");
    ForeignReader.require(command[0]);

    List<List<String>> shown = reader.runInside(command);

    assertThat(ForeignReader.columns(shown.subList(2, shown.size()), List.of(), 0, 1, 4, 7))
        .isNotEmpty()
        .isEqualTo(
            rows(
                tree
                    .client()
                    .introspection()
                    .allRoutes(ListRoutesRequest.getDefaultInstance())
                    .getRoutesList()
                    .stream()
                    .filter(route -> route.getFamily() == AddressFamily.ADDRESS_FAMILY_IPV4)
                    .filter(route -> route.getTable() == 254)
                    .map(ForeignReadersIT::shown)));
  }

  @Test
  void arp_tree_listsTheNeighbors() throws IOException {
    ForeignReader.require("arp");

    List<List<String>> shown = reader.runInside("arp", "-n");

    assertThat(ForeignReader.columns(shown.subList(1, shown.size()), List.of(), 0, 2, 4))
        .isNotEmpty()
        .isEqualTo(
            rows(
                tree
                    .client()
                    .introspection()
                    .allNeighbors(ReadOptions.getDefaultInstance())
                    .getNeighborsList()
                    .stream()
                    .map(
                        neighbor ->
                            List.of(
                                neighbor.getAddress(),
                                neighbor.getLinkAddress(),
                                name(neighbor.getInterfaceIndex())))));
  }

  @Test
  void nstat_tree_showsTheCounters() throws IOException {
    ForeignReader.require("nstat");

    List<List<String>> shown =
        reader.runWith(
            Map.of(
                "PROC_ROOT",
                proc.toString(),
                "NSTAT_HISTORY",
                directory.resolve("nstat").toString()),
            "nstat",
            "-asz");

    assertThat(ForeignReader.columns(shown.subList(1, shown.size()), List.of(), 0, 1))
        .containsAll(
            rows(
                tree.counters()
                    .filter(group -> List.of("Tcp", "Udp", "Ip").contains(group.getName()))
                    .flatMap(ForeignReadersIT::named)
                    // What does not only grow nstat leaves out.
                    .filter(
                        row ->
                            !row.getFirst()
                                .matches(
                                    "Ip(Forwarding|DefaultTTL)|TcpRto.*|TcpMaxConn|TcpCurrEstab"))));
  }

  @Test
  void psutil_tree_showsTheInterfaces() throws IOException {
    ForeignReader.requirePsutil();
    String program =
        "import sys, psutil; psutil.PROCFS_PATH = sys.argv[1]\n"
            + "for name, c in psutil.net_io_counters(pernic=True).items():\n"
            + "  print(name, c.bytes_recv, c.packets_recv, c.errin, c.dropin,"
            + " c.bytes_sent, c.packets_sent)";
    List<List<String>> shown =
        reader.runWith(Map.of(), "/usr/bin/python3", "-c", program, proc.toString());

    assertThat(ForeignReader.columns(shown, List.of(), 0, 1, 2, 3, 4, 5, 6))
        .isEqualTo(
            rows(
                tree.interfaces()
                    .map(
                        each ->
                            Stream.concat(
                                    Stream.of(each.getName()),
                                    Stream.of(
                                            each.getStatistics().getRxBytes(),
                                            each.getStatistics().getRxPackets(),
                                            each.getStatistics().getRxErrors(),
                                            each.getStatistics().getRxDropped(),
                                            each.getStatistics().getTxBytes(),
                                            each.getStatistics().getTxPackets())
                                        .map(Long::toUnsignedString))
                                .toList())));
  }

  @Test
  void nodeExporter_tree_hasTheValues() throws IOException {
    try (RunningNodeExporter exporter =
        RunningNodeExporter.start(proc, directory.resolve("exporter.log"))) {
      List<String> lines = exporter.scrape();
      for (Interface each : tree.interfaces().toList()) {
        assertThat(value(lines, "node_network_receive_bytes_total{device=\"%s\"}", each.getName()))
            .isEqualTo(each.getStatistics().getRxBytes());
        assertThat(
                value(lines, "node_network_transmit_packets_total{device=\"%s\"}", each.getName()))
            .isEqualTo(each.getStatistics().getTxPackets());
      }
      for (CounterGroup group : tree.counters().filter(g -> g.getName().equals("Tcp")).toList()) {
        group
            .getCountersList()
            .forEach(
                counter ->
                    assertThat(value(lines, "node_netstat_Tcp_%s", counter.getName()))
                        .isEqualTo(counter.getValue()));
      }
      assertThat(value(lines, "node_arp_entries{device=\"%s\"}", "eth0")).isEqualTo(1);
    }
  }

  private static long value(List<String> lines, String series, String name) {
    return RunningNodeExporter.value(lines, series.formatted(name));
  }

  private static String name(int index) {
    return tree.interfaces()
        .filter(each -> each.getIndex() == index)
        .findFirst()
        .orElseThrow()
        .getName();
  }

  private static Stream<List<String>> named(CounterGroup group) {
    return group.getCountersList().stream()
        .map(
            counter ->
                List.of(
                    group.getName() + counter.getName(),
                    Long.toUnsignedString(counter.getValue())));
  }

  private static List<String> shown(Route route) {
    String gateway = route.getGateway().isEmpty() ? "0.0.0.0" : route.getGateway();
    return List.of(
        route.getDestination().isEmpty() ? "0.0.0.0" : route.getDestination(),
        gateway,
        String.valueOf(route.getMetric()),
        name(route.getInterfaceIndex()));
  }

  private static String state(Socket socket) {
    TcpState state = socket.getTcp().getState();
    return state.name().substring("TCP_STATE_".length());
  }

  private static String text(Endpoint endpoint) {
    return endpoint.getAddress() + ":" + (endpoint.getPort() == 0 ? "*" : endpoint.getPort());
  }

  private static List<List<String>> rows(Stream<List<String>> rows) {
    return rows.sorted((one, other) -> one.toString().compareTo(other.toString())).toList();
  }
}
