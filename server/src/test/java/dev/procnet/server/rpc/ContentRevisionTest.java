package dev.procnet.server.rpc;

import static dev.procnet.server.rpc.Requests.endpoint;
import static dev.procnet.server.rpc.Requests.open;
import static dev.procnet.server.rpc.Requests.openListener;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.google.protobuf.ByteString;
import dev.procnet.server.netfile.NetFiles;
import dev.procnet.server.netfile.Seeds;
import dev.procnet.server.netfile.TreeImporter;
import dev.procnet.server.stack.Profile;
import dev.procnet.v1.AddressAddition;
import dev.procnet.v1.Counter;
import dev.procnet.v1.CounterGroup;
import dev.procnet.v1.DatagramSocket;
import dev.procnet.v1.Entry;
import dev.procnet.v1.Interface;
import dev.procnet.v1.InterfaceRemoval;
import dev.procnet.v1.InterfaceStatistics;
import dev.procnet.v1.InterfaceStatisticsDelta;
import dev.procnet.v1.LinkChange;
import dev.procnet.v1.ListNetFilesRequest;
import dev.procnet.v1.MulticastMembership;
import dev.procnet.v1.Mutation;
import dev.procnet.v1.Neighbor;
import dev.procnet.v1.NeighborState;
import dev.procnet.v1.NetFile;
import dev.procnet.v1.NetlinkSocket;
import dev.procnet.v1.PacketSocket;
import dev.procnet.v1.ReadNetFileRequest;
import dev.procnet.v1.Route;
import dev.procnet.v1.Socket;
import dev.procnet.v1.SocketType;
import dev.procnet.v1.SysctlValue;
import dev.procnet.v1.UnixSocket;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A file that reads otherwise is one that has changed, even where it only follows from what did:
 * whoever waits for it is told.
 */
class ContentRevisionTest {

  private static final int ETHERNET = 2;

  private final RpcServer server = RpcServer.start();

  @BeforeEach
  void seed() {
    Seeds seeds = new Seeds(new TreeImporter(server.get(NetFiles.class)));
    server.stack().replace(seeds.of(Profile.LINUX_6_18), 0, Instant.EPOCH);
    server.apply(
        Mutation.newBuilder()
            .setPutInterface(Interface.newBuilder().setIndex(ETHERNET).setName("eth0").setType(1))
            .build(),
        setLink(ETHERNET),
        putEntry(
            Entry.newBuilder()
                .setMulticastMembership(
                    MulticastMembership.newBuilder()
                        .setInterfaceIndex(ETHERNET)
                        .setGroup("224.3.2.1"))
                .build()));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  /** Mutations, and files that follow. */
  static Stream<Arguments> changes() {
    return Stream.concat(
        Stream.of(
            arguments(openListener(80), List.of("tcp", "sockstat", "protocols")),
            arguments(
                open(Socket.newBuilder().setUdp(datagram("127.0.0.1"))),
                List.of("udp", "sockstat", "protocols")),
            arguments(
                open(Socket.newBuilder().setUdp(datagram("::1"))),
                List.of("udp6", "sockstat6", "protocols")),
            arguments(
                open(
                    Socket.newBuilder()
                        .setUnix(UnixSocket.newBuilder().setType(SocketType.SOCKET_TYPE_STREAM))),
                List.of("unix", "sockstat", "protocols")),
            arguments(
                open(Socket.newBuilder().setNetlink(NetlinkSocket.newBuilder().setPortId(77))),
                List.of("netlink", "sockstat", "protocols")),
            arguments(
                open(
                    Socket.newBuilder()
                        .setPacket(PacketSocket.newBuilder().setType(SocketType.SOCKET_TYPE_RAW))),
                List.of("packet", "sockstat", "protocols")),
            arguments(
                Mutation.newBuilder()
                    .setPutInterface(
                        Interface.newBuilder().setIndex(ETHERNET).setName("eth7").setType(1))
                    .build(),
                List.of("dev", "igmp", "dev_mcast")),
            arguments(
                Mutation.newBuilder()
                    .setDeleteInterface(InterfaceRemoval.newBuilder().setIndex(ETHERNET))
                    .build(),
                List.of("dev", "dev_mcast")),
            arguments(setLink(1), List.of("if_inet6", "ipv6_route", "rt6_stats")),
            arguments(
                Mutation.newBuilder()
                    .setAddAddress(
                        AddressAddition.newBuilder()
                            .setInterfaceIndex(1)
                            .setAddress("10.0.0.1")
                            .setPrefixLength(24))
                    .build(),
                List.of("fib_trie", "fib_triestat")),
            arguments(
                Mutation.newBuilder()
                    .setPutRoute(
                        Route.newBuilder()
                            .setDestination("10.1.0.0")
                            .setPrefixLength(16)
                            .setInterfaceIndex(ETHERNET))
                    .build(),
                List.of("route", "fib_trie", "fib_triestat")),
            arguments(
                Mutation.newBuilder()
                    .setPutRoute(
                        Route.newBuilder()
                            .setDestination("2001:db8::")
                            .setPrefixLength(64)
                            .setInterfaceIndex(ETHERNET))
                    .build(),
                List.of("ipv6_route", "rt6_stats")),
            arguments(
                Mutation.newBuilder()
                    .setPutNeighbor(
                        Neighbor.newBuilder()
                            .setInterfaceIndex(ETHERNET)
                            .setAddress("10.0.0.9")
                            .setState(NeighborState.NEIGHBOR_STATE_REACHABLE))
                    .build(),
                List.of("arp")),
            arguments(
                Mutation.newBuilder()
                    .setAddInterfaceStatistics(
                        InterfaceStatisticsDelta.newBuilder()
                            .setIndex(ETHERNET)
                            .setDelta(InterfaceStatistics.newBuilder().setRxBytes(5)))
                    .build(),
                List.of("dev")),
            arguments(counted("snmp", "Tcp", "InSegs"), List.of("snmp")),
            arguments(counted("netstat", "TcpExt", "TWKilled"), List.of("netstat")),
            arguments(
                counted("dev_snmp6/lo", "DevSnmp6", "Ip6InReceives"), List.of("dev_snmp6/lo")),
            arguments(
                Mutation.newBuilder()
                    .setSetSysctl(
                        SysctlValue.newBuilder().setName("sys/net/ipv4/ip_forward").setValue("1"))
                    .build(),
                List.of("snmp", "sys/net/ipv4/conf/all/forwarding")),
            arguments(
                putEntry(
                    Entry.newBuilder()
                        .setMulticastMembership(
                            MulticastMembership.newBuilder()
                                .setInterfaceIndex(ETHERNET)
                                .setGroup("224.1.2.3"))
                        .build()),
                List.of("igmp", "dev_mcast"))),
        EntrySamples.all().stream().map(entry -> arguments(putEntry(entry), List.of())));
  }

  private static DatagramSocket.Builder datagram(String address) {
    return DatagramSocket.newBuilder().setLocal(endpoint(address, 53));
  }

  private static Mutation counted(String file, String group, String name) {
    return Mutation.newBuilder()
        .setAddCounters(
            CounterGroup.newBuilder()
                .setFile(file)
                .setName(group)
                .addCounters(Counter.newBuilder().setName(name).setValue(3)))
        .build();
  }

  private static Mutation setLink(int index) {
    return Mutation.newBuilder()
        .setSetLink(LinkChange.newBuilder().setInterfaceIndex(index).setUp(true))
        .build();
  }

  private static Mutation putEntry(Entry entry) {
    return Mutation.newBuilder().setPutEntry(entry).build();
  }

  @ParameterizedTest
  @MethodSource("changes")
  void readNetFile_thatReadsOtherwise_isModified(Mutation mutation, List<String> among) {
    Map<String, ByteString> before = contents();
    long revision = server.stack().snapshot().revision();

    server.apply(mutation);

    Map<String, ByteString> after = contents();
    List<String> changed =
        after.entrySet().stream()
            .filter(file -> !file.getValue().equals(before.get(file.getKey())))
            .map(Map.Entry::getKey)
            .toList();
    assertThat(changed).containsAll(among);
    assertThat(changed).allSatisfy(name -> assertThat(isModified(name, revision)).isTrue());
  }

  private boolean isModified(String name, long since) {
    return !server
        .introspection()
        .readNetFile(ReadNetFileRequest.newBuilder().setName(name).setIfChangedSince(since).build())
        .getNotModified();
  }

  private Map<String, ByteString> contents() {
    Map<String, ByteString> contents = new TreeMap<>();
    Stream.of("", "sys/net")
        .flatMap(directory -> listed(directory).stream())
        .map(NetFile::getName)
        .forEach(name -> contents.put(name, server.file(name)));
    return contents;
  }

  private List<NetFile> listed(String directory) {
    return server
        .introspection()
        .listNetFiles(ListNetFilesRequest.newBuilder().setDirectory(directory).build())
        .getFilesList();
  }
}
