package dev.procnet.server.stack;

import static dev.procnet.server.stack.Samples.apply;
import static dev.procnet.server.stack.Samples.id;
import static dev.procnet.server.stack.Samples.inode;
import static dev.procnet.server.stack.Samples.ipv4;
import static dev.procnet.server.stack.Samples.openTcp;
import static dev.procnet.server.stack.Samples.openUdp;
import static dev.procnet.server.stack.Samples.route;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import com.google.protobuf.ByteString;
import dev.procnet.server.stack.CounterGroup.Counter;
import dev.procnet.server.stack.Mutation.Result;
import dev.procnet.server.stack.Neighbor.State;
import dev.procnet.server.stack.ProcnetException.Reason;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class MutationsTest {

  private final Stack stack = Samples.stack();

  private <T> List<T> rows(Section<T> section) {
    return ImmutableList.copyOf(stack.snapshot().table(section));
  }

  private Result one(Mutation mutation) {
    return apply(stack, mutation).results().getFirst();
  }

  private static void refused(Runnable action, Reason reason, String message) {
    assertThatThrownBy(action::run)
        .isInstanceOfSatisfying(
            ProcnetException.class,
            e -> {
              assertThat(e.reason()).isEqualTo(reason);
              assertThat(e).hasMessage(message);
            });
  }

  @Test
  void openSocket_linux_listenersStandFirst() {
    one(openTcp(1, TcpState.ESTABLISHED));
    one(openTcp(2, TcpState.LISTEN));
    one(openTcp(3, TcpState.ESTABLISHED));
    one(openTcp(4, TcpState.LISTEN));

    assertThat(rows(Section.TCP)).extracting(TcpSocket::localPort).containsExactly(2, 4, 1, 3);
  }

  @Test
  void openSocket_udp_goesByBucketTheNewestFirst() {
    one(openUdp(7, 1));
    one(openUdp(5, 2));
    one(openUdp(7, 3));
    one(openUdp(6, 4));

    assertThat(rows(Section.UDP)).extracting(DatagramSocket::localPort).containsExactly(2, 4, 3, 1);
  }

  @Test
  void openSocket_inodeLeftToTheServer_isAboveAllSeen() {
    one(new Mutation.OpenSocket(context -> Samples.unix(context.id(), 500, "/a")));
    one(openTcp(1, TcpState.LISTEN));

    assertThat(rows(Section.TCP).getFirst().inode()).isEqualTo(501);
  }

  @Test
  void openSocket_inodeBeyondAnyKernels_doesNotSpoilThePickedOnes() {
    one(new Mutation.OpenSocket(context -> Samples.unix(context.id(), 500, "/a")));
    one(new Mutation.OpenSocket(context -> Samples.unix(context.id(), -2, "/b")));
    one(openTcp(1, TcpState.LISTEN));
    one(openTcp(2, TcpState.LISTEN));

    assertThat(rows(Section.TCP)).extracting(TcpSocket::inode).containsExactly(501L, 502L);
  }

  @Test
  void updateSocket_stateLeavesListen_movesTheRow() {
    long socket = one(openTcp(1, TcpState.LISTEN)).assignedId();
    one(openTcp(2, TcpState.LISTEN));

    Result result =
        one(
            new Mutation.UpdateSocket(
                id(socket),
                (old, _) ->
                    Samples.tcp(old.id(), old.inode(), TcpState.CLOSE_WAIT, ipv4("10.0.0.1"), 9)));

    assertThat(result).isEqualTo(new Result(true, socket));
    assertThat(rows(Section.TCP)).extracting(TcpSocket::localPort).containsExactly(2, 9);
    assertThat(rows(Section.TCP).getLast().revision()).isEqualTo(4);
  }

  @Test
  void updateSocket_nothingDiffers_isUnchanged() {
    long socket = one(openTcp(1, TcpState.LISTEN)).assignedId();

    assertThat(one(new Mutation.UpdateSocket(id(socket), (old, _) -> old)).changed()).isFalse();
  }

  @Test
  void updateSocket_absent_isRefused() {
    refused(
        () -> one(new Mutation.UpdateSocket(id(77), (old, _) -> old)),
        Reason.ENTITY_NOT_FOUND,
        "mutations[0]: no socket of id 77");
  }

  @Test
  void closeSocket_byInodeOfTwo_isRefused() {
    one(new Mutation.OpenSocket(context -> Samples.unix(context.id(), 9, "/a")));
    one(new Mutation.OpenSocket(context -> Samples.udp(context.id(), 9, 0, 1)));

    refused(
        () -> one(new Mutation.CloseSocket(inode(9))),
        Reason.ENTITY_AMBIGUOUS,
        "mutations[0]: 2 sockets have inode 9, expected one: name it by id");
  }

  @Test
  void closeSocket_thereThenNot_changesOnce() {
    one(new Mutation.OpenSocket(context -> Samples.unix(context.id(), 9, "/a")));

    assertThat(one(new Mutation.CloseSocket(inode(9))).changed()).isTrue();
    assertThat(one(new Mutation.CloseSocket(inode(9))).changed()).isFalse();
    assertThat(rows(Section.UNIX)).isEmpty();
  }

  @Test
  void closeSocket_anyOfMany_takesOutThatOne() {
    for (int port = 0; port < 2000; port++) {
      one(openTcp(port, port % 3 == 0 ? TcpState.LISTEN : TcpState.ESTABLISHED));
    }
    for (TcpSocket socket : rows(Section.TCP)) {
      if (socket.localPort() % 2 == 0) {
        assertThat(one(new Mutation.CloseSocket(id(socket.id()))).changed()).isTrue();
      }
    }

    assertThat(rows(Section.TCP)).hasSize(1000).allMatch(socket -> socket.localPort() % 2 == 1);
  }

  @Test
  void putInterface_noIndex_takesTheNextAndItsPlace() {
    Result result = one(new Mutation.PutInterface(index -> eth(index, "eth1")));
    one(new Mutation.PutInterface(index -> eth(10, "eth10")));
    one(new Mutation.PutInterface(index -> eth(5, "eth5")));

    assertThat(result.assignedId()).isEqualTo(3);
    assertThat(rows(Section.INTERFACES))
        .extracting(Interface::index)
        .containsExactly(1, 2, 3, 5, 10);
  }

  @Test
  void putInterface_nameOfAnother_isRefused() {
    refused(
        () -> one(new Mutation.PutInterface(index -> eth(index, "eth0"))),
        Reason.ENTITY_ALREADY_EXISTS,
        "mutations[0]: interface 2 has the name 'eth0' already, expected another");
  }

  @Test
  void deleteInterface_takesWhatBelongsToIt() {
    one(new Mutation.PutAddress(new InterfaceAddress(2, ipv4("10.0.0.1"), 24, 0, 0x80)));
    one(new Mutation.PutRoute(route("10.0.0.0", 24, 0)));
    one(new Mutation.PutNeighbor(neighbor("10.0.0.2"), true));

    one(new Mutation.DeleteInterface(2, false));

    assertThat(rows(Section.ADDRESSES)).isEmpty();
    assertThat(rows(Section.ROUTES)).isEmpty();
    assertThat(rows(Section.NEIGHBORS)).isEmpty();
    assertThat(rows(Section.INTERFACES)).hasSize(1);
  }

  @Test
  void deleteInterface_thatCarriesVlans_takesThem() {
    one(new Mutation.PutInterface(_ -> eth(3, "eth0.5")));
    one(new Mutation.PutInterface(_ -> eth(4, "eth0.5.6")));
    one(new Mutation.PutEntry(vlan(3, 5, 2)));
    one(new Mutation.PutEntry(vlan(4, 6, 3)));
    one(new Mutation.PutAddress(new InterfaceAddress(4, ipv4("10.0.0.1"), 24, 0, 0x80)));

    one(new Mutation.DeleteInterface(2, false));

    assertThat(rows(Section.INTERFACES)).extracting(Interface::index).containsExactly(1);
    assertThat(rows(Section.VLANS)).isEmpty();
    assertThat(rows(Section.ADDRESSES)).isEmpty();
  }

  private static Vlan vlan(int index, int id, int parent) {
    return new Vlan(index, id, parent, null, true, 0, Vlan.NO_INGRESS, List.of(), Vlan.Counts.ZERO);
  }

  @Test
  void deleteInterface_keepDependents_leavesThem() {
    one(new Mutation.PutAddress(new InterfaceAddress(2, ipv4("10.0.0.1"), 24, 0, 0x80)));

    one(new Mutation.DeleteInterface(2, true));

    assertThat(rows(Section.ADDRESSES)).hasSize(1);
    assertThat(rows(Section.INTERFACES)).hasSize(1);
  }

  @Test
  void putAddress_firstOfIpv4_startsItsRouting() {
    assertThat(stack.snapshot().settings().ipv4Routing()).isFalse();

    one(new Mutation.PutAddress(new InterfaceAddress(2, new Ipv6Address(1, 2), 64, 0, 0x80)));
    assertThat(stack.snapshot().settings().ipv4Routing()).isFalse();

    one(new Mutation.PutAddress(new InterfaceAddress(2, ipv4("10.0.0.1"), 24, 0, 0x80)));
    assertThat(stack.snapshot().settings().ipv4Routing()).isTrue();
  }

  @Test
  void putAddress_noSuchInterface_isRefused() {
    refused(
        () -> one(new Mutation.PutAddress(new InterfaceAddress(8, ipv4("10.0.0.1"), 24, 0, 0x80))),
        Reason.ENTITY_NOT_FOUND,
        "mutations[0]: no interface of index 8");
  }

  @Test
  void putRoute_goesWhereTheKernelWouldPutIt() {
    one(new Mutation.PutRoute(route("10.0.0.0", 8, 5)));
    one(new Mutation.PutRoute(route("192.168.0.0", 16, 0)));
    one(new Mutation.PutRoute(route("0.0.0.0", 0, 0)));
    one(new Mutation.PutRoute(route("10.0.0.0", 24, 0)));
    one(new Mutation.PutRoute(route("10.0.0.0", 8, 1)));

    assertThat(rows(Section.ROUTES))
        .extracting(row -> row.prefixLength() + " " + row.metric())
        .containsExactly("0 0", "24 0", "8 1", "8 5", "16 0");
  }

  @Test
  void putRoute_ofItsId_replacesAndMoves() {
    long first = one(new Mutation.PutRoute(route("10.0.0.0", 8, 5))).assignedId();
    one(new Mutation.PutRoute(route("10.0.0.0", 8, 7)));

    one(new Mutation.PutRoute(route("10.0.0.0", 8, 9).with(first, 0)));

    assertThat(rows(Section.ROUTES)).extracting(Route::metric).containsExactly(7, 9);
    assertThat(one(new Mutation.DeleteRoute(first)).changed()).isTrue();
    assertThat(one(new Mutation.DeleteRoute(first)).changed()).isFalse();
  }

  @Test
  void putRoute_ipv6Default_takesThePlaceOfTheNullEntryAndGivesItBack() {
    one(new Mutation.PutRoute(ipv6Route(0x20010db8L << 32, 32, Route.TABLE_MAIN)));
    assertThat(rows(Section.ROUTES6)).extracting(NullEntries::is).containsExactly(false, true);

    long id = one(new Mutation.PutRoute(ipv6Route(0, 0, Route.TABLE_MAIN))).assignedId();
    assertThat(rows(Section.ROUTES6)).extracting(NullEntries::is).containsExactly(false, false);

    one(new Mutation.DeleteRoute(id));
    assertThat(rows(Section.ROUTES6)).extracting(NullEntries::is).containsExactly(false, true);
  }

  @Test
  void putRoute_ipv6InANewTable_isClosedByANullEntry() {
    one(new Mutation.PutRoute(ipv6Route(0x20010db8L << 32, 32, 100)));

    assertThat(rows(Section.ROUTES6)).extracting(Route::table).containsExactly(100, 100);
    assertThat(NullEntries.is(rows(Section.ROUTES6).getLast())).isTrue();
  }

  @Test
  void deleteInterface_ofTheIpv6Default_givesTheNullEntryBack() {
    one(new Mutation.PutRoute(ipv6Route(0, 0, Route.TABLE_MAIN)));

    one(new Mutation.DeleteInterface(2, false));

    assertThat(rows(Section.ROUTES6)).extracting(NullEntries::is).containsExactly(true);
  }

  @Test
  void putRoute_ipv6InGvisor_hasNoNullEntry() {
    Stack gvisor = Samples.stack(Samples.host(Profile.GVISOR), HistoryLimits.DEFAULT);
    apply(gvisor, new Mutation.PutRoute(ipv6Route(0x20010db8L << 32, 32, Route.TABLE_MAIN)));

    assertThat(gvisor.snapshot().table(Section.ROUTES6).size()).isEqualTo(1);
  }

  private static Route ipv6Route(long high, int length, int table) {
    return new Route(
        0,
        new Ipv6Address(high, 0),
        length,
        Ipv6Address.UNSPECIFIED,
        0,
        Ipv6Address.UNSPECIFIED,
        2,
        Route.RTF_UP,
        1024,
        Route.Type.UNICAST,
        table,
        0,
        0,
        0,
        0,
        1,
        0,
        0);
  }

  @Test
  void putInterface_linux61_standsInItsHashBucketTheNewestFirst() {
    Stack linux61 = Samples.stack(Samples.host(Profile.LINUX_6_1), HistoryLimits.DEFAULT);
    for (int index : new int[] {300, 50, 257, 3}) {
      apply(linux61, new Mutation.PutInterface(_ -> eth(index, "x" + index)));
    }

    assertThat(linux61.snapshot().table(Section.INTERFACES))
        .extracting(Interface::index)
        .containsExactly(257, 1, 2, 3, 300, 50);
  }

  @Test
  void addPacketHandler_noSuchInterface_isRefused() {
    refused(
        () -> one(new Mutation.AddPacketHandler(new PacketHandler(PacketHandler.ALL, 9, "x_rcv"))),
        Reason.ENTITY_NOT_FOUND,
        "mutations[0]: no interface of index 9");
  }

  @Test
  void putNeighbor_again_replacesAndProxiesStandLast() {
    one(
        new Mutation.PutNeighbor(
            new Neighbor(0, ipv4("10.0.0.9"), ByteString.EMPTY, State.PERMANENT, true, 0, 0),
            false));
    one(new Mutation.PutNeighbor(neighbor("10.0.0.2"), true));
    one(new Mutation.PutNeighbor(neighbor("10.0.0.2"), true));

    assertThat(rows(Section.NEIGHBORS)).extracting(Neighbor::proxy).containsExactly(false, true);
    assertThat(rows(Section.NEIGHBORS).getFirst().hardwareType())
        .isEqualTo(Interface.TYPE_ETHERNET);
  }

  @Test
  void addInterfaceStatistics_beyondTheTop_wraps() {
    long[] columns = new long[16];
    columns[0] = -1;
    columns[15] = 3;
    one(new Mutation.AddInterfaceStatistics(2, InterfaceStatistics.of(columns)));
    columns[0] = 2;
    one(new Mutation.AddInterfaceStatistics(2, InterfaceStatistics.of(columns)));

    InterfaceStatistics sum = rows(Section.INTERFACES).getLast().statistics();
    assertThat(sum.rxBytes()).isEqualTo(1);
    assertThat(sum.txCompressed()).isEqualTo(6);
  }

  @Test
  void addCounters_beyondTheTop_wraps() {
    one(new Mutation.SetCounters("snmp", "Udp", Map.of("InDatagrams", -1L)));
    one(new Mutation.AddCounters("snmp", "Udp", Map.of("InDatagrams", 5L)));

    assertThat(group("Udp").counters())
        .containsExactly(new Counter("InDatagrams", 4), new Counter("NoPorts", 0));
  }

  @Test
  void addCounters_unknown_isRefused() {
    refused(
        () -> one(new Mutation.AddCounters("snmp", "Udp", Map.of("InDatagram", 1L))),
        Reason.ENTITY_NOT_FOUND,
        "mutations[0]: no counter 'InDatagram' in group 'Udp' of file 'snmp'");
    refused(
        () -> one(new Mutation.AddCounters("snmp", "Sctp", Map.of())),
        Reason.ENTITY_NOT_FOUND,
        "mutations[0]: no group of counters 'Sctp' in file 'snmp'");
  }

  @Test
  void addCounters_icmpTypes_areMadeInTheirOrder() {
    one(new Mutation.AddCounters("snmp", "IcmpMsg", Map.of("OutType8", 1L)));
    one(new Mutation.AddCounters("snmp", "IcmpMsg", Map.of("InType11", 2L)));
    one(new Mutation.AddCounters("snmp", "IcmpMsg", Map.of("InType3", 3L)));

    assertThat(group("IcmpMsg").counters())
        .extracting(Counter::name)
        .containsExactly("InType3", "InType11", "OutType8");
    refused(
        () -> one(new Mutation.AddCounters("snmp", "IcmpMsg", Map.of("InType256", 1L))),
        Reason.ENTITY_NOT_FOUND,
        "mutations[0]: no counter 'InType256' in group 'IcmpMsg' of file 'snmp'");
  }

  @Test
  void setCounterAvailability_andBack_keepsTheValues() {
    one(new Mutation.SetCounterAvailability("snmp", "Udp", Unavailable.NOT_SUPPORTED));
    assertThat(group("Udp").unavailable()).isEqualTo(Unavailable.NOT_SUPPORTED);

    one(new Mutation.SetCounterAvailability("snmp", "Udp", null));
    assertThat(group("Udp").unavailable()).isNull();
    assertThat(group("Udp").counters().getFirst().value()).isEqualTo(7);
  }

  @Test
  void putProtocol_ofItsName_replacesInPlace() {
    one(new Mutation.PutProtocol(protocol("TCP", 1)));
    one(new Mutation.PutProtocol(protocol("UDP", 1)));
    one(new Mutation.PutProtocol(protocol("TCP", 2)));

    assertThat(rows(Section.PROTOCOLS))
        .extracting(row -> row.name() + row.sockets())
        .containsExactly("TCP2", "UDP1");
    assertThat(one(new Mutation.PutProtocol(protocol("TCP", 2))).changed()).isFalse();
    assertThat(one(new Mutation.DeleteProtocol("TCP")).changed()).isTrue();
    assertThat(one(new Mutation.DeleteProtocol("TCP")).changed()).isFalse();
  }

  @Test
  void deletePacketHandler_ofTwoEqual_removesTheFirst() {
    PacketHandler handler = new PacketHandler(0x800, 0, "ip_rcv");
    one(new Mutation.AddPacketHandler(handler));
    one(new Mutation.AddPacketHandler(new PacketHandler(PacketHandler.ALL, 2, "packet_rcv")));
    one(new Mutation.AddPacketHandler(handler));

    assertThat(one(new Mutation.DeletePacketHandler(handler)).changed()).isTrue();
    assertThat(rows(Section.PACKET_HANDLERS))
        .extracting(PacketHandler::function)
        .containsExactly("packet_rcv", "ip_rcv");
  }

  @Test
  void setSettings_equal_isUnchanged() {
    assertThat(one(new Mutation.SetSettings(settings -> settings)).changed()).isFalse();
    assertThat(one(new Mutation.SetSettings(settings -> settings.withFiles(true, false))).changed())
        .isTrue();
    assertThat(stack.snapshot().settings().ipv6()).isFalse();
  }

  private CounterGroup group(String name) {
    return Objects.requireNonNull(
        stack.snapshot().table(Section.COUNTERS).first(row -> row.name().equals(name)));
  }

  private static Interface eth(int index, String name) {
    return new Interface(
        index,
        InterfaceName.of(name),
        1,
        ByteString.EMPTY,
        1500,
        0,
        InterfaceStatistics.ZERO,
        null,
        0);
  }

  private static Neighbor neighbor(String address) {
    return new Neighbor(2, ipv4(address), ByteString.EMPTY, State.REACHABLE, false, 0, 0);
  }

  private static Protocol protocol(String name, int sockets) {
    return new Protocol(
        name, 1, sockets, -1, Protocol.Pressure.NOT_ACCOUNTED, 0, true, "kernel", List.of(true));
  }
}
