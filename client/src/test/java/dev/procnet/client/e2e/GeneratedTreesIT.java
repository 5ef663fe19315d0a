package dev.procnet.client.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.procnet.client.ClientOptions;
import dev.procnet.client.ProcnetClient;
import dev.procnet.v1.AddressFamily;
import dev.procnet.v1.ApplyMutationsRequest;
import dev.procnet.v1.CreateStackRequest;
import dev.procnet.v1.DatagramSocket;
import dev.procnet.v1.ExportStackRequest;
import dev.procnet.v1.Interface;
import dev.procnet.v1.ListInterfacesRequest;
import dev.procnet.v1.ListSocketsRequest;
import dev.procnet.v1.Profile;
import dev.procnet.v1.Socket;
import dev.procnet.v1.Stack;
import dev.procnet.v1.TcpSocket;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Other people's readers take what is printed of any valid state, and read it as it is. */
class GeneratedTreesIT {

  /** A socket of a reader or of the model: what all of them tell. */
  private record Row(long port, long rxQueue, long txQueue) {}

  private static final Comparator<Row> BY_PORT = Comparator.comparingLong(Row::port);

  @TempDir private static Path directory;
  private static Procnetd server;
  private static ProcnetClient client;

  @BeforeAll
  static void start() throws IOException {
    server = Procnetd.start(directory);
    client = ProcnetClient.connect(ClientOptions.of(server.address()));
  }

  @AfterAll
  static void stop() {
    client.close();
    server.close();
  }

  /** A new one each time, which the name of the test tells. */
  static LongStream seeds() {
    return LongStream.concat(LongStream.range(1, 6), new Random().longs(1));
  }

  /** A stack of that seed, and its tree. */
  private static final class Made {

    private final String stack;
    private final Path proc;

    Made(String reader, long seed) throws IOException {
      stack = reader + "-" + Long.toUnsignedString(seed);
      proc = directory.resolve(stack);
      client
          .stacks()
          .createStack(
              CreateStackRequest.newBuilder()
                  .setStack(
                      Stack.newBuilder().setName(stack).setProfile(Profile.PROFILE_LINUX_6_18))
                  .build());
      client
          .stacks()
          .applyMutations(
              ApplyMutationsRequest.newBuilder()
                  .setStack(stack)
                  .addAllMutations(GeneratedStack.of(seed))
                  .build());
      client
          .transfer()
          .exportTo(ExportStackRequest.newBuilder().setStack(stack).build(), proc.resolve("net"));
    }

    List<Socket> sockets() {
      return client
          .introspection()
          .listSockets(ListSocketsRequest.newBuilder().setStack(stack).setPageSize(500).build())
          .getSocketsList();
    }

    List<Interface> interfaces() {
      return client
          .introspection()
          .listInterfaces(ListInterfacesRequest.newBuilder().setStack(stack).build())
          .getInterfacesList();
    }

    List<Row> tcp(boolean ipv6) {
      return sockets().stream()
          .filter(Socket::hasTcp)
          .map(Socket::getTcp)
          .filter(tcp -> isIpv6(tcp.getFamily()) == ipv6)
          .map(GeneratedTreesIT::row)
          .sorted(BY_PORT)
          .toList();
    }

    List<Row> udp(boolean ipv6) {
      return sockets().stream()
          .filter(Socket::hasUdp)
          .map(Socket::getUdp)
          .filter(udp -> isIpv6(udp.getFamily()) == ipv6)
          .map(GeneratedTreesIT::row)
          .sorted(BY_PORT)
          .toList();
    }

    private static boolean isIpv6(AddressFamily family) {
      return family == AddressFamily.ADDRESS_FAMILY_IPV6;
    }
  }

  private static Row row(TcpSocket socket) {
    return new Row(
        socket.getLocal().getPort(),
        Integer.toUnsignedLong(socket.getRxQueue()),
        Integer.toUnsignedLong(socket.getTxQueue()));
  }

  private static Row row(DatagramSocket socket) {
    return new Row(
        socket.getLocal().getPort(),
        Integer.toUnsignedLong(socket.getRxQueue()),
        Integer.toUnsignedLong(socket.getTxQueue()));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void ss_generatedTree_listsTheSockets(long seed) throws IOException {
    ForeignReader.require("ss");
    Made made = new Made("ss", seed);

    assertThat(ss(made, "-H4tan")).isEqualTo(made.tcp(false));
    assertThat(ss(made, "-H6tan")).isEqualTo(made.tcp(true));
    assertThat(ss(made, "-H4uan")).isEqualTo(made.udp(false));
    assertThat(ss(made, "-H6uan")).isEqualTo(made.udp(true));
  }

  private static List<Row> ss(Made made, String flags) throws IOException {
    return new ForeignReader(made.proc)
        .runWith(Map.of("PROC_ROOT", made.proc.toString()), "ss", flags).stream()
            .filter(words -> words.size() > 3)
            .map(
                words ->
                    new Row(
                        Long.parseLong(words.get(3).substring(words.get(3).lastIndexOf(':') + 1)),
                        Long.parseLong(words.get(1)),
                        Long.parseLong(words.get(2))))
            .sorted(BY_PORT)
            .toList();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void procfs_generatedTree_hasTheValues(long seed) throws IOException {
    GoProcfs procfs = GoProcfs.build(directory);
    Made made = new Made("procfs", seed);

    JsonObject read = procfs.read(made.proc);

    assertThat(rows(read, "tcp")).isEqualTo(made.tcp(false));
    assertThat(rows(read, "tcp6")).isEqualTo(made.tcp(true));
    assertThat(rows(read, "udp")).isEqualTo(made.udp(false));
    assertThat(rows(read, "udp6")).isEqualTo(made.udp(true));
    assertThat(read.getAsJsonObject("unix").getAsJsonArray("Rows"))
        .hasSize((int) made.sockets().stream().filter(Socket::hasUnix).count());
    JsonObject devices = read.getAsJsonObject("dev");
    assertThat(devices.size()).isEqualTo(made.interfaces().size());
    for (Interface each : made.interfaces()) {
      JsonObject device = devices.getAsJsonObject(each.getName());
      assertThat(device.get("rx_bytes").getAsLong()).isEqualTo(each.getStatistics().getRxBytes());
      assertThat(device.get("tx_packets").getAsLong())
          .isEqualTo(each.getStatistics().getTxPackets());
    }
  }

  private static List<Row> rows(JsonObject read, String file) {
    // It says null where there are none.
    Stream<JsonElement> rows =
        read.get(file).isJsonNull() ? Stream.of() : read.getAsJsonArray(file).asList().stream();
    return rows.map(JsonElement::getAsJsonObject)
        .map(
            row ->
                new Row(
                    row.get("LocalPort").getAsLong(),
                    row.get("RxQueue").getAsLong(),
                    row.get("TxQueue").getAsLong()))
        .sorted(BY_PORT)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void psutil_generatedTree_listsTheSockets(long seed) throws IOException {
    ForeignReader.requirePsutil();
    Made made = new Made("psutil", seed);

    assertThat(psutil(made, "tcp4")).isEqualTo(ports(made.tcp(false)));
    assertThat(psutil(made, "tcp6")).isEqualTo(ports(made.tcp(true)));
    assertThat(psutil(made, "udp4")).isEqualTo(ports(made.udp(false)));
    assertThat(psutil(made, "udp6")).isEqualTo(ports(made.udp(true)));
  }

  private static List<Long> psutil(Made made, String kind) throws IOException {
    String program =
        """
        import sys, psutil; psutil.PROCFS_PATH = sys.argv[1]
        for each in psutil.net_connections(sys.argv[2]):
          print(each.laddr.port)
        """;
    return new ForeignReader(made.proc)
        .runWith(Map.of(), "/usr/bin/python3", "-c", program, made.proc.toString(), kind).stream()
            .map(List::getFirst)
            .filter(word -> !word.isEmpty())
            .map(Long::valueOf)
            .sorted()
            .toList();
  }

  private static List<Long> ports(List<Row> rows) {
    return rows.stream().map(Row::port).toList();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void nodeExporter_generatedTree_hasTheValues(long seed) throws IOException {
    Made made = new Made("exporter", seed);

    try (RunningNodeExporter exporter =
        RunningNodeExporter.start(made.proc, directory.resolve("exporter.log"))) {
      List<String> lines = exporter.scrape();

      assertThat(RunningNodeExporter.values(lines, "node_scrape_collector_success{"))
          .hasSize(6)
          .containsOnly(1L);
      for (Interface each : made.interfaces()) {
        assertThat(
                RunningNodeExporter.value(
                    lines,
                    "node_network_receive_bytes_total{device=\"%s\"}".formatted(each.getName())))
            .isEqualTo(each.getStatistics().getRxBytes());
      }
      assertThat(RunningNodeExporter.value(lines, "node_udp_queues{ip=\"v4\",queue=\"rx\"}"))
          .isEqualTo(made.udp(false).stream().mapToLong(Row::rxQueue).sum());
    }
  }
}
