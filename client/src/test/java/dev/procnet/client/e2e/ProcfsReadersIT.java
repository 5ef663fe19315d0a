package dev.procnet.client.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.net.InetAddresses;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.procnet.v1.AddressFamily;
import dev.procnet.v1.Counter;
import dev.procnet.v1.CounterGroup;
import dev.procnet.v1.Endpoint;
import dev.procnet.v1.ExportStackRequest;
import dev.procnet.v1.Interface;
import dev.procnet.v1.Mutation;
import dev.procnet.v1.Socket;
import dev.procnet.v1.TcpSocket;
import dev.procnet.v1.TcpState;
import java.io.IOException;
import java.nio.channels.DatagramChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;
import oshi.SystemInfo;
import oshi.software.os.InternetProtocolStats;
import oshi.util.GlobalConfig;

/** What libraries, and programs that look for a process's sockets, make of an exported tree. */
class ProcfsReadersIT {

  @TempDir private static Path directory;
  private static ExportedTree tree;
  private static Path proc;

  @BeforeAll
  static void export() throws IOException {
    tree = ExportedTree.of("linux-6.18/veth-dual-a", directory);
    proc = tree.proc();
  }

  @AfterAll
  static void stop() {
    tree.close();
  }

  @Test
  void procfs_tree_hasTheValues() throws IOException {
    JsonObject read = GoProcfs.build(directory).read(proc);

    assertThat(read.getAsJsonArray("tcp").asList().stream().map(ProcfsReadersIT::row))
        .isNotEmpty()
        .containsExactlyInAnyOrderElementsOf(
            tcp(AddressFamily.ADDRESS_FAMILY_IPV4).map(ProcfsReadersIT::row).toList());
    JsonObject devices = read.getAsJsonObject("dev");
    assertThat(devices.keySet())
        .containsExactlyInAnyOrderElementsOf(tree.interfaces().map(Interface::getName).toList());
    tree.interfaces()
        .forEach(
            each ->
                assertThat(devices.getAsJsonObject(each.getName()).get("rx_bytes").getAsLong())
                    .isEqualTo(each.getStatistics().getRxBytes()));
    for (String name : List.of("PassiveOpens", "ActiveOpens", "InSegs", "OutSegs", "CurrEstab")) {
      assertThat(read.getAsJsonObject("snmp").get(name).getAsLong())
          .as(name)
          .isEqualTo(counter("Tcp", name));
    }
    assertThat(read.getAsJsonObject("netstat").get("TCPPureAcks").getAsLong())
        .isEqualTo(counter("TcpExt", "TCPPureAcks"));
  }

  @Test
  void oshi_tree_hasTheValues() {
    GlobalConfig.set("oshi.util.proc.path", proc.toString());
    InternetProtocolStats stats = new SystemInfo().getOperatingSystem().getInternetProtocolStats();

    assertThat(stats.getTCPv4Stats().getConnectionsActive())
        .isEqualTo(counter("Tcp", "ActiveOpens"));
    assertThat(stats.getTCPv4Stats().getSegmentsReceived()).isEqualTo(counter("Tcp", "InSegs"));
    assertThat(
            stats.getConnections().stream()
                .filter(connection -> connection.getType().equals("tcp4"))
                .map(
                    connection ->
                        List.of(
                            (long) connection.getLocalPort(),
                            (long) connection.getForeignPort(),
                            (long) connection.getReceiveQueue())))
        .isNotEmpty()
        .containsExactlyInAnyOrderElementsOf(
            tcp(AddressFamily.ADDRESS_FAMILY_IPV4)
                .map(
                    socket ->
                        List.of(
                            (long) socket.getTcp().getLocal().getPort(),
                            (long) socket.getTcp().getRemote().getPort(),
                            Integer.toUnsignedLong(socket.getTcp().getRxQueue())))
                .toList());
  }

  /** lsof shows a process's socket as what the tree says of its inode. */
  @Test
  void lsof_socketOfThisProcess_isWhatTheModelSays(@TempDir Path other) throws IOException {
    ForeignReader.require("lsof");
    Set<String> before = sockets();
    try (DatagramChannel _ = DatagramChannel.open()) {
      Set<String> opened = new HashSet<>(sockets());
      opened.removeAll(before);
      assertThat(opened).as("sockets of a new channel").isNotEmpty();
      tree.client().stacks().apply(listeners(opened));
      tree.client()
          .transfer()
          .exportTo(ExportStackRequest.getDefaultInstance(), other.resolve("net"));

      List<List<String>> shown =
          new ForeignReader(other)
              .runInside(
                  "lsof",
                  "-nPw",
                  "-a",
                  "-p",
                  String.valueOf(ProcessHandle.current().pid()),
                  "-i",
                  "TCP@192.0.2.77:4321",
                  "-Fn");

      assertThat(shown).contains(List.of("n192.0.2.77:4321"));
    }
  }

  private static Mutation[] listeners(Set<String> inodes) {
    return inodes.stream()
        .map(
            inode ->
                Mutation.newBuilder()
                    .setOpenSocket(
                        Socket.newBuilder()
                            .setInode(Long.parseLong(inode))
                            .setTcp(
                                TcpSocket.newBuilder()
                                    .setLocal(
                                        Endpoint.newBuilder()
                                            .setAddress("192.0.2.77")
                                            .setPort(4321))
                                    .setState(TcpState.TCP_STATE_LISTEN)))
                    .build())
        .toArray(Mutation[]::new);
  }

  /** Inodes of the sockets that this process holds. */
  private static Set<String> sockets() throws IOException {
    Path descriptors = Path.of("/proc/self/fd");
    if (!Files.isDirectory(descriptors)) {
      throw new TestAbortedException("there is no " + descriptors);
    }
    Set<String> inodes = new HashSet<>();
    try (Stream<Path> links = Files.list(descriptors)) {
      for (Path link : links.toList()) {
        if (Files.isSymbolicLink(link)) {
          String target = Files.readSymbolicLink(link).toString();
          if (target.startsWith("socket:[")) {
            inodes.add(target.substring("socket:[".length(), target.length() - 1));
          }
        }
      }
    }
    return inodes;
  }

  private static List<Object> row(JsonElement element) {
    JsonObject row = element.getAsJsonObject();
    return List.of(
        row.get("LocalAddr").getAsString(),
        row.get("LocalPort").getAsInt(),
        row.get("RemAddr").getAsString(),
        row.get("RemPort").getAsInt(),
        row.get("St").getAsInt(),
        row.get("RxQueue").getAsLong(),
        row.get("UID").getAsInt(),
        row.get("Inode").getAsLong());
  }

  private static List<Object> row(Socket socket) {
    TcpSocket tcp = socket.getTcp();
    return List.of(
        address(tcp.getLocal()),
        tcp.getLocal().getPort(),
        address(tcp.getRemote()),
        tcp.getRemote().getPort(),
        tcp.getStateValue(),
        Integer.toUnsignedLong(tcp.getRxQueue()),
        socket.getUid(),
        socket.getInode());
  }

  private static String address(Endpoint endpoint) {
    return InetAddresses.toAddrString(InetAddresses.forString(endpoint.getAddress()));
  }

  private static Stream<Socket> tcp(AddressFamily family) {
    return tree.tcp(family)
        .filter(socket -> !socket.getTcp().getLocal().getAddress().equals("192.0.2.77"));
  }

  private static long counter(String group, String name) {
    return tree.counters()
        .filter(each -> each.getName().equals(group))
        .map(CounterGroup::getCountersList)
        .flatMap(List::stream)
        .filter(each -> each.getName().equals(name))
        .mapToLong(Counter::getValue)
        .findFirst()
        .orElseThrow();
  }
}
