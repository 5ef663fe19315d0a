package dev.procnet.server.rpc;

import static dev.procnet.server.rpc.Requests.close;
import static dev.procnet.server.rpc.Requests.endpoint;
import static dev.procnet.server.rpc.Requests.listener;
import static dev.procnet.server.rpc.Requests.open;
import static dev.procnet.server.rpc.Requests.openListener;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.FieldMask;
import com.google.rpc.PreconditionFailure;
import com.google.rpc.ResourceInfo;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.SnapshotBuilder;
import dev.procnet.v1.AddressFamily;
import dev.procnet.v1.ApplyMutationsRequest;
import dev.procnet.v1.ApplyMutationsResponse;
import dev.procnet.v1.Counter;
import dev.procnet.v1.CounterAvailability;
import dev.procnet.v1.CounterGroup;
import dev.procnet.v1.CreateStackRequest;
import dev.procnet.v1.DatagramSocket;
import dev.procnet.v1.ErrorReason;
import dev.procnet.v1.GetCountersRequest;
import dev.procnet.v1.GetStackRequest;
import dev.procnet.v1.Interface;
import dev.procnet.v1.InterfaceAddress;
import dev.procnet.v1.InterfaceRemoval;
import dev.procnet.v1.InterfaceStatistics;
import dev.procnet.v1.InterfaceStatisticsDelta;
import dev.procnet.v1.ListInterfacesRequest;
import dev.procnet.v1.ListNeighborsRequest;
import dev.procnet.v1.ListRoutesRequest;
import dev.procnet.v1.ListSocketsRequest;
import dev.procnet.v1.Mutation;
import dev.procnet.v1.Neighbor;
import dev.procnet.v1.NeighborState;
import dev.procnet.v1.NetlinkSocket;
import dev.procnet.v1.PacketHandler;
import dev.procnet.v1.PacketSocket;
import dev.procnet.v1.Precondition;
import dev.procnet.v1.Profile;
import dev.procnet.v1.Protocol;
import dev.procnet.v1.Route;
import dev.procnet.v1.RouteType;
import dev.procnet.v1.Socket;
import dev.procnet.v1.SocketKey;
import dev.procnet.v1.SocketType;
import dev.procnet.v1.SocketUpdate;
import dev.procnet.v1.Stack;
import dev.procnet.v1.StackSettings;
import dev.procnet.v1.SysctlValue;
import dev.procnet.v1.TcpForm;
import dev.procnet.v1.TcpSocket;
import dev.procnet.v1.TcpState;
import dev.procnet.v1.TcpTimer;
import dev.procnet.v1.Unavailable;
import dev.procnet.v1.UnixSocket;
import dev.procnet.v1.UnixState;
import io.grpc.Status.Code;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ApplyMutationsTest {

  private final RpcServer server = RpcServer.start();

  @AfterEach
  void stop() {
    server.close();
  }

  private List<Socket> sockets(String stack) {
    return server
        .introspection()
        .listSockets(ListSocketsRequest.newBuilder().setStack(stack).build())
        .getSocketsList();
  }

  private Socket opened(Socket.Builder socket) {
    long id = server.apply(open(socket)).getResults(0).getAssignedId();
    return sockets("").stream().filter(each -> each.getId() == id).findFirst().orElseThrow();
  }

  private Failure refused(Mutation... mutations) {
    return Failure.of(() -> server.apply(mutations));
  }

  private void createGvisor() {
    server
        .control()
        .createStack(
            CreateStackRequest.newBuilder()
                .setStack(Stack.newBuilder().setName("gv").setProfile(Profile.PROFILE_GVISOR))
                .build());
  }

  private Socket openedInGvisor(Socket.Builder socket) {
    server
        .control()
        .applyMutations(
            ApplyMutationsRequest.newBuilder().setStack("gv").addMutations(open(socket)).build());
    return sockets("gv").getLast();
  }

  private static Socket.Builder tcp(TcpState state) {
    return Socket.newBuilder().setTcp(TcpSocket.newBuilder().setState(state));
  }

  private static Mutation setSysctl(String name, String value) {
    return Mutation.newBuilder()
        .setSetSysctl(SysctlValue.newBuilder().setName(name).setValue(value))
        .build();
  }

  @Test
  void setSysctl_right_isRead() {
    server.apply(setSysctl("sys/net/ipv4/ip_default_ttl", "63"));

    assertThat(server.file("sys/net/ipv4/ip_default_ttl").toStringUtf8()).isEqualTo("63\n");
  }

  @Test
  void setSysctl_wrong_namesTheField() {
    assertThat(refused(setSysctl("ipv4/ip_default_ttl", "63")).violations())
        .containsOnlyKeys("mutations[0].set_sysctl.name");
    assertThat(refused(setSysctl("sys/net/ipv4/ip_default_ttl", "0")).violations())
        .containsOnlyKeys("mutations[0].set_sysctl.value");
    assertThat(refused(setSysctl("sys/net/ipv4/ip_default_ttl", "\0")).violations())
        .containsOnlyKeys("mutations[0].set_sysctl.value");
  }

  @Test
  void openSocket_ofTcp_hasTheDefaultsOfLinux() {
    Socket socket = opened(tcp(TcpState.TCP_STATE_ESTABLISHED));

    assertThat(socket.getInode()).isEqualTo(1);
    assertThat(socket.getReferenceCount()).isEqualTo(1);
    assertThat(socket.getRevision()).isEqualTo(2);
    assertThat(socket.getTcp())
        .isEqualTo(
            TcpSocket.newBuilder()
                .setFamily(AddressFamily.ADDRESS_FAMILY_IPV4)
                .setLocal(endpoint("0.0.0.0", 0))
                .setRemote(endpoint("0.0.0.0", 0))
                .setState(TcpState.TCP_STATE_ESTABLISHED)
                .setRetransmitTimeout(100)
                .setCongestionWindow(10)
                .setSlowStartThreshold(-1)
                .setForm(TcpForm.TCP_FORM_FULL)
                .setSlot(0)
                .build());
  }

  @Test
  void openSocket_ofTcpListener_hasNoFastOpenLimit() {
    assertThat(opened(listener(80)).getTcp().getSlowStartThreshold()).isZero();
  }

  @Test
  void openSocket_ofRequestsAndTimeWaits_hasNoInode() {
    Socket request = opened(tcp(TcpState.TCP_STATE_SYN_RECV));
    Socket mini = opened(tcp(TcpState.TCP_STATE_TIME_WAIT));

    assertThat(request.getInode()).isZero();
    assertThat(request.getReferenceCount()).isZero();
    assertThat(request.getTcp().getForm()).isEqualTo(TcpForm.TCP_FORM_REQUEST);
    assertThat(request.getTcp().getCongestionWindow()).isZero();
    assertThat(mini.getInode()).isZero();
    assertThat(mini.getReferenceCount()).isEqualTo(3);
    assertThat(mini.getTcp().getForm()).isEqualTo(TcpForm.TCP_FORM_MINI);
  }

  @Test
  void openSocket_inGvisor_hasItsDefaults() {
    createGvisor();

    Socket tcp = openedInGvisor(tcp(TcpState.TCP_STATE_TIME_WAIT).setInode(15));
    assertThat(tcp.getReferenceCount()).isEqualTo(1);
    assertThat(tcp.getTcp().getForm()).isEqualTo(TcpForm.TCP_FORM_FULL);
    assertThat(tcp.getTcp().getSlot()).isEqualTo(14);
    assertThat(tcp.getTcp().getRetransmitTimeout()).isZero();
    assertThat(tcp.getTcp().getCongestionWindow()).isZero();
    assertThat(tcp.getTcp().getSlowStartThreshold()).isEqualTo(-1);
    Socket udp = openedInGvisor(Socket.newBuilder().setUdp(DatagramSocket.getDefaultInstance()));
    assertThat(udp.getInode()).isEqualTo(16);
    assertThat(udp.getReferenceCount()).isEqualTo(1);
    assertThat(udp.getUdp().getSlot()).isEqualTo(15);
    assertThat(udp.getUdp().getState()).isEqualTo(TcpState.TCP_STATE_UNSPECIFIED);
  }

  @Test
  void openSocket_ofUdp_takesStateAndSlotFromItsEndpoints() {
    Socket bound =
        opened(
            Socket.newBuilder()
                .setUdp(DatagramSocket.newBuilder().setLocal(endpoint("10.0.0.1", 4096 + 53))));
    Socket connected =
        opened(
            Socket.newBuilder()
                .setUdp(
                    DatagramSocket.newBuilder()
                        .setLocal(endpoint("10.0.0.1", 99))
                        .setRemote(endpoint("2001:db8::1", 53))));

    assertThat(bound.getUdp().getState()).isEqualTo(TcpState.TCP_STATE_CLOSE);
    assertThat(bound.getUdp().getSlot()).isEqualTo(53);
    assertThat(bound.getReferenceCount()).isEqualTo(2);
    assertThat(connected.getUdp().getState()).isEqualTo(TcpState.TCP_STATE_ESTABLISHED);
    assertThat(connected.getUdp().getFamily()).isEqualTo(AddressFamily.ADDRESS_FAMILY_IPV6);
    assertThat(connected.getUdp().getLocal()).isEqualTo(endpoint("::ffff:10.0.0.1", 99));
  }

  @Test
  void openSocket_ofRawPingAndUdpLite_standsInTheirFiles() {
    Socket raw =
        opened(
            Socket.newBuilder()
                .setRaw(DatagramSocket.newBuilder().setLocal(endpoint("10.0.0.1", 0xFF))));
    Socket ping =
        opened(
            Socket.newBuilder()
                .setPing(
                    DatagramSocket.newBuilder()
                        .setLocal(endpoint("::1", 100))
                        .setRemote(endpoint("::1", 0))));
    Socket lite = opened(Socket.newBuilder().setUdpLite(DatagramSocket.newBuilder().setDrops(3)));

    // The high byte of 255 times the golden ratio, 0x66BDC0B9.
    assertThat(raw.getRaw().getSlot()).isEqualTo(102);
    assertThat(ping.getPing().getSlot()).isEqualTo(36);
    assertThat(ping.getPing().getState()).isEqualTo(TcpState.TCP_STATE_ESTABLISHED);
    assertThat(lite.getUdpLite().getDrops()).isEqualTo(3);
    assertThat(server.file("raw").toStringUtf8()).contains(": 0100000A:00FF 00000000:0000 07 ");
    assertThat(server.file("icmp6").toStringUtf8())
        .contains("   36: 00000000000000000000000001000000:0064 ");
    assertThat(server.file("udplite").toStringUtf8().lines()).hasSize(2);
    assertThat(server.file("udp").toStringUtf8().lines()).hasSize(1);
  }

  @Test
  void openSocket_ofRawWithAPeersPort_isRefused() {
    Failure failure =
        refused(
            open(
                Socket.newBuilder()
                    .setRaw(DatagramSocket.newBuilder().setRemote(endpoint("10.0.0.1", 1)))));

    assertThat(failure.violations())
        .containsEntry(
            "mutations[0].open_socket.raw.remote.port", "is 1 of a raw socket, expected 0");
  }

  @Test
  void openSocket_ofOtherKinds_hasTheDefaultsOfLinux() {
    ByteString path = ByteString.copyFrom(new byte[] {0, (byte) 0xFF, '\n', 'a'});
    Socket unix =
        opened(
            Socket.newBuilder()
                .setUnix(
                    UnixSocket.newBuilder().setType(SocketType.SOCKET_TYPE_STREAM).setPath(path)));
    Socket netlink = opened(Socket.newBuilder().setNetlink(NetlinkSocket.newBuilder()));
    Socket packet =
        opened(
            Socket.newBuilder()
                .setPacket(PacketSocket.newBuilder().setType(SocketType.SOCKET_TYPE_RAW)));

    assertThat(unix.getUnix().getPath()).isEqualTo(path);
    assertThat(unix.getUnix().getState()).isEqualTo(UnixState.UNIX_STATE_UNCONNECTED);
    assertThat(unix.getReferenceCount()).isEqualTo(2);
    assertThat(netlink.getReferenceCount()).isEqualTo(2);
    assertThat(packet.getReferenceCount()).isEqualTo(3);
    assertThat(List.of(unix.getInode(), netlink.getInode(), packet.getInode()))
        .containsExactly(1L, 2L, 3L);
  }

  @Test
  void fields_thatAreWrong_areAllTold() {
    Failure failure =
        refused(
            openListener(1),
            open(
                Socket.newBuilder()
                    .setTcp(
                        TcpSocket.newBuilder()
                            .setLocal(endpoint("10.0.0.999", 70_000))
                            .setRemote(endpoint("fe80::1%eth0", -1))
                            .setStateValue(99)
                            .setTimerValue(7))),
            Mutation.getDefaultInstance(),
            Mutation.newBuilder()
                .setPutInterface(
                    Interface.newBuilder().setName("a/b").setType(70_000).setLinkAddress("02:00:0"))
                .build());

    assertThat(failure.code()).isEqualTo(Code.INVALID_ARGUMENT);
    assertThat(failure.reason()).isEqualTo(ErrorReason.ERROR_REASON_FIELD_INVALID);
    assertThat(failure.violations())
        .containsOnlyKeys(
            "mutations[1].open_socket.tcp.local.address",
            "mutations[1].open_socket.tcp.local.port",
            "mutations[1].open_socket.tcp.remote.address",
            "mutations[1].open_socket.tcp.remote.port",
            "mutations[1].open_socket.tcp.state",
            "mutations[1].open_socket.tcp.timer",
            "mutations[2].op",
            "mutations[3].put_interface.name",
            "mutations[3].put_interface.type",
            "mutations[3].put_interface.link_address")
        .containsEntry("mutations[1].open_socket.tcp.local.port", "is 70000, expected 0 to 65535")
        .containsEntry(
            "mutations[1].open_socket.tcp.remote.port", "is 4294967295, expected 0 to 65535");
    assertThat(server.stack().snapshot().revision()).isEqualTo(1);
  }

  @Test
  void fields_ofEveryMutation_areChecked() {
    Failure failure =
        refused(
            open(Socket.newBuilder()),
            open(tcp(TcpState.TCP_STATE_UNSPECIFIED)),
            open(
                Socket.newBuilder()
                    .setTcp(
                        TcpSocket.newBuilder()
                            .setFamily(AddressFamily.ADDRESS_FAMILY_IPV4)
                            .setLocal(endpoint("::1", 1))
                            .setState(TcpState.TCP_STATE_LISTEN))),
            open(
                Socket.newBuilder()
                    .setUnix(
                        UnixSocket.newBuilder()
                            .setPath(ByteString.EMPTY)
                            .setType(SocketType.SOCKET_TYPE_RAW))),
            open(Socket.newBuilder().setNetlink(NetlinkSocket.newBuilder().setProtocol(32))),
            open(Socket.newBuilder().setPacket(PacketSocket.newBuilder().setProtocol(0x10000))),
            Mutation.newBuilder().setCloseSocket(SocketKey.getDefaultInstance()).build(),
            Mutation.newBuilder().setDeleteInterface(InterfaceRemoval.getDefaultInstance()).build(),
            Mutation.newBuilder()
                .setPutAddress(
                    InterfaceAddress.newBuilder()
                        .setInterfaceIndex(1)
                        .setAddress("10.0.0.1")
                        .setPrefixLength(33)
                        .setScope(256))
                .build(),
            Mutation.newBuilder()
                .setPutRoute(
                    Route.newBuilder()
                        .setDestination("10.0.0.1")
                        .setPrefixLength(8)
                        .setTypeValue(77))
                .build(),
            Mutation.newBuilder()
                .setPutNeighbor(Neighbor.newBuilder().setAddress("x").setStateValue(3))
                .build(),
            Mutation.newBuilder()
                .setAddCounters(
                    CounterGroup.newBuilder()
                        .setFile("tcp")
                        .addCounters(Counter.newBuilder().setName("a"))
                        .addCounters(Counter.newBuilder().setName("a")))
                .build(),
            Mutation.newBuilder()
                .setPutProtocol(Protocol.newBuilder().setName("a b").setModule("kernel"))
                .build(),
            Mutation.newBuilder()
                .setAddPacketHandler(PacketHandler.newBuilder().setEtherType(0x10000))
                .build());

    assertThat(failure.violations())
        .containsOnlyKeys(
            "mutations[0].open_socket.kind",
            "mutations[1].open_socket.tcp.state",
            "mutations[2].open_socket.tcp.local.address",
            "mutations[3].open_socket.unix.type",
            "mutations[4].open_socket.netlink.protocol",
            "mutations[5].open_socket.packet.type",
            "mutations[5].open_socket.packet.protocol",
            "mutations[6].close_socket.key",
            "mutations[7].delete_interface.index",
            "mutations[8].put_address.prefix_length",
            "mutations[8].put_address.scope",
            "mutations[9].put_route.type",
            "mutations[9].put_route.destination",
            "mutations[10].put_neighbor.interface_index",
            "mutations[10].put_neighbor.address",
            "mutations[10].put_neighbor.state",
            "mutations[11].add_counters.file",
            "mutations[11].add_counters.name",
            "mutations[11].add_counters.counters[1].name",
            "mutations[12].put_protocol.methods",
            "mutations[12].put_protocol.name",
            "mutations[13].add_packet_handler.ether_type",
            "mutations[13].add_packet_handler.function");
  }

  @Test
  void mutations_tooManyOrNone_areRefused() {
    Failure none = refused();
    Failure many = refused(Collections.nCopies(1001, openListener(1)).toArray(Mutation[]::new));

    assertThat(none.violations()).containsOnlyKeys("mutations");
    assertThat(many.reason()).isEqualTo(ErrorReason.ERROR_REASON_TOO_MANY_MUTATIONS);
    assertThat(many.code()).isEqualTo(Code.INVALID_ARGUMENT);
    assertThat(many.metadata()).containsEntry("limit", "1000").containsEntry("actual", "1001");
    assertThat(many.violations()).containsOnlyKeys("mutations");
  }

  private static Mutation update(SocketKey.Builder key, Socket.Builder values, String... paths) {
    return Mutation.newBuilder()
        .setUpdateSocket(
            SocketUpdate.newBuilder()
                .setKey(key)
                .setSocket(values)
                .setUpdateMask(FieldMask.newBuilder().addAllPaths(List.of(paths))))
        .build();
  }

  private static SocketKey.Builder id(long id) {
    return SocketKey.newBuilder().setId(id);
  }

  @Test
  void updateSocket_changesWhatTheMaskNamesOnly() {
    Socket before = opened(listener(80).setUid(7));

    server.apply(
        update(
            id(before.getId()),
            Socket.newBuilder()
                .setUid(1000)
                .setTcp(
                    TcpSocket.newBuilder()
                        .setState(TcpState.TCP_STATE_ESTABLISHED)
                        .setRxQueue(5)
                        .setRemote(endpoint("10.0.0.2", 99))),
            "tcp.state",
            "tcp.remote",
            "tcp.congestion_window"));

    Socket after = sockets("").getFirst();
    assertThat(after)
        .isEqualTo(
            before.toBuilder()
                .setRevision(3)
                .setTcp(
                    before.getTcp().toBuilder()
                        .setState(TcpState.TCP_STATE_ESTABLISHED)
                        .setSlowStartThreshold(-1)
                        .setRemote(endpoint("10.0.0.2", 99)))
                .build());
  }

  @Test
  void updateSocket_toTimeWait_isHeldAsLinuxHoldsIt() {
    long socket = opened(listener(80).setUid(7)).getId();

    server.apply(
        update(
            id(socket),
            Socket.newBuilder()
                .setTcp(TcpSocket.newBuilder().setState(TcpState.TCP_STATE_TIME_WAIT)),
            "tcp.state"));

    Socket after = sockets("").getFirst();
    assertThat(after.getTcp().getForm()).isEqualTo(TcpForm.TCP_FORM_MINI);
    assertThat(after.getTcp().getTimer()).isEqualTo(TcpTimer.TCP_TIMER_TIME_WAIT);
    assertThat(after.getInode()).isZero();
    assertThat(after.getUid()).isZero();
    assertThat(after.getReferenceCount()).isEqualTo(3);
  }

  @Test
  void openSocket_timeWaitInFullForm_isRefusedInLinux() {
    Failure failure =
        refused(
            Mutation.newBuilder()
                .setOpenSocket(
                    Socket.newBuilder()
                        .setTcp(
                            TcpSocket.newBuilder()
                                .setState(TcpState.TCP_STATE_TIME_WAIT)
                                .setForm(TcpForm.TCP_FORM_FULL)))
                .build());

    assertThat(failure.violations())
        .containsEntry(
            "mutations[0].open_socket.tcp.form",
            "is FULL in state TIME_WAIT, expected MINI, as Linux holds it");
  }

  @Test
  void updateSocket_byAnInodeOfOne_isTheSame() {
    opened(listener(80).setInode(5));

    server.apply(update(SocketKey.newBuilder().setInode(5), Socket.newBuilder().setUid(9), "uid"));

    assertThat(sockets("").getFirst().getUid()).isEqualTo(9);
  }

  @Test
  void updateSocket_byAnInodeOfTwo_isAmbiguous() {
    opened(listener(80).setInode(5));
    opened(listener(81).setInode(5));

    Failure failure =
        refused(update(SocketKey.newBuilder().setInode(5), Socket.newBuilder(), "uid"));

    assertThat(failure.code()).isEqualTo(Code.FAILED_PRECONDITION);
    assertThat(failure.reason()).isEqualTo(ErrorReason.ERROR_REASON_ENTITY_AMBIGUOUS);
    assertThat(failure.metadata()).containsEntry("kind", "socket").containsEntry("matches", "2");
  }

  @Test
  void updateSocket_ofNone_isNotFound() {
    Failure failure = refused(update(id(7), Socket.newBuilder(), "uid"));

    assertThat(failure.code()).isEqualTo(Code.NOT_FOUND);
    assertThat(failure.reason()).isEqualTo(ErrorReason.ERROR_REASON_ENTITY_NOT_FOUND);
    assertThat(failure.detail(ResourceInfo.class).getResourceType()).isEqualTo("socket");
  }

  @Test
  void updateSocket_ofWhatIsFixed_isRefused() {
    long socket = opened(listener(80)).getId();

    Failure failure =
        refused(
            update(id(socket), Socket.newBuilder(), "id", "tcp.family", "tcp.stat", "revision"),
            update(id(socket), Socket.newBuilder()));

    assertThat(failure.violations())
        .containsOnlyKeys(
            "mutations[0].update_socket.update_mask.paths[0]",
            "mutations[0].update_socket.update_mask.paths[1]",
            "mutations[0].update_socket.update_mask.paths[2]",
            "mutations[0].update_socket.update_mask.paths[3]",
            "mutations[1].update_socket.update_mask")
        .containsEntry(
            "mutations[0].update_socket.update_mask.paths[2]",
            "is 'tcp.stat', expected a field of Socket, did you mean 'tcp.state'?");
  }

  @Test
  void updateSocket_toAnotherKindOrFamily_isRefused() {
    long socket = opened(listener(80)).getId();
    Socket.Builder ipv6 =
        Socket.newBuilder()
            .setTcp(
                TcpSocket.newBuilder()
                    .setLocal(endpoint("::1", 80))
                    .setState(TcpState.TCP_STATE_LISTEN));

    assertThat(refused(update(id(socket), Socket.newBuilder(), "udp.drops")).violations())
        .containsOnlyKeys("mutations[0].update_socket.update_mask.paths[0]");
    assertThat(refused(update(id(socket), ipv6, "tcp.local")).violations())
        .containsOnlyKeys("mutations[0].update_socket.socket.tcp.local.address");
    assertThat(refused(update(id(socket), ipv6, "tcp")).violations())
        .containsOnlyKeys("mutations[0].update_socket.socket");
  }

  @Test
  void closeSocket_ofNone_changesNothing() {
    ApplyMutationsResponse answer = server.apply(close(99));

    assertThat(answer.getResults(0).getChanged()).isFalse();
  }

  @Test
  void putInterface_withAddressesRoutesAndNeighbors_isListed() {
    long index =
        server
            .apply(
                Mutation.newBuilder()
                    .setPutInterface(
                        Interface.newBuilder()
                            .setRawName(ByteString.copyFrom(new byte[] {'e', (byte) 0xFF}))
                            .setType(1)
                            .setLinkAddress("02:00:00:00:10:0A"))
                    .build())
            .getResults(0)
            .getAssignedId();
    server.apply(
        Mutation.newBuilder()
            .setPutAddress(
                InterfaceAddress.newBuilder()
                    .setInterfaceIndex((int) index)
                    .setAddress("fe80::1")
                    .setPrefixLength(64))
            .build(),
        Mutation.newBuilder()
            .setPutRoute(
                Route.newBuilder()
                    .setDestination("2001:db8::")
                    .setPrefixLength(32)
                    .setGateway("fe80::2")
                    .setInterfaceIndex((int) index))
            .build(),
        Mutation.newBuilder()
            .setPutRoute(
                Route.newBuilder()
                    .setDestination("10.0.0.9")
                    .setPrefixLength(32)
                    .setType(RouteType.ROUTE_TYPE_UNREACHABLE))
            .build(),
        Mutation.newBuilder()
            .setPutNeighbor(
                Neighbor.newBuilder()
                    .setInterfaceIndex((int) index)
                    .setAddress("10.0.0.2")
                    .setLinkAddress("02:00:00:00:10:02"))
            .build());

    Interface device =
        server
            .introspection()
            .listInterfaces(ListInterfacesRequest.getDefaultInstance())
            .getInterfaces(2);
    assertThat(device.getIndex()).isEqualTo(3);
    assertThat(device.getName()).isEqualTo("e\uFFFD");
    assertThat(device.getLinkAddress()).isEqualTo("02:00:00:00:10:0a");
    assertThat(device.getAddressesList())
        .containsExactly(
            InterfaceAddress.newBuilder()
                .setInterfaceIndex(3)
                .setAddress("fe80::1")
                .setPrefixLength(64)
                .setScope(0x20)
                .setFlags(0x80)
                .build());
    List<Route> routes =
        server.introspection().listRoutes(ListRoutesRequest.getDefaultInstance()).getRoutesList();
    // The third closes the IPv6 table.
    assertThat(routes).hasSize(3);
    assertThat(routes.get(0))
        .returns(0x205, Route::getFlags)
        .returns(0, Route::getMetric)
        .returns(254, Route::getTable)
        .returns(0, Route::getReferenceCount);
    assertThat(routes.get(1))
        .returns(0x3, Route::getFlags)
        .returns(1024, Route::getMetric)
        .returns(1, Route::getReferenceCount)
        .returns(RouteType.ROUTE_TYPE_UNICAST, Route::getType);
    Neighbor neighbor =
        server
            .introspection()
            .listNeighbors(ListNeighborsRequest.getDefaultInstance())
            .getNeighbors(0);
    assertThat(neighbor.getState()).isEqualTo(NeighborState.NEIGHBOR_STATE_REACHABLE);
    assertThat(neighbor.getHardwareType()).isEqualTo(1);
  }

  @Test
  void putInterface_ofATakenName_isRefused() {
    Failure failure =
        refused(
            Mutation.newBuilder().setPutInterface(Interface.newBuilder().setName("lo")).build());

    assertThat(failure.code()).isEqualTo(Code.ALREADY_EXISTS);
    assertThat(failure.reason()).isEqualTo(ErrorReason.ERROR_REASON_ENTITY_ALREADY_EXISTS);
    assertThat(failure.metadata()).containsEntry("key", "lo");
    assertThat(failure.status().getMessage()).startsWith("mutations[0]: ");
  }

  @Test
  void counters_addedAndSet_wrapAndAreRead() {
    CounterGroup.Builder tcp = CounterGroup.newBuilder().setFile("snmp").setName("Tcp");
    server.apply(
        Mutation.newBuilder()
            .setSetCounters(
                tcp.clone().addCounters(Counter.newBuilder().setName("InSegs").setValue(-1)))
            .build(),
        Mutation.newBuilder()
            .setAddCounters(
                tcp.clone().addCounters(Counter.newBuilder().setName("InSegs").setValue(3)))
            .build(),
        Mutation.newBuilder()
            .setAddCounters(
                CounterGroup.newBuilder()
                    .setFile("snmp")
                    .setName("IcmpMsg")
                    .addCounters(Counter.newBuilder().setName("OutType8").setValue(4)))
            .build(),
        Mutation.newBuilder()
            .setSetCounterAvailability(
                CounterAvailability.newBuilder()
                    .setFile("netstat")
                    .setName("TcpExt")
                    .setUnavailable(Unavailable.newBuilder().setNotSupported(true)))
            .build(),
        Mutation.newBuilder()
            .setAddInterfaceStatistics(
                InterfaceStatisticsDelta.newBuilder()
                    .setIndex(2)
                    .setDelta(InterfaceStatistics.newBuilder().setRxBytes(8).setTxCompressed(9)))
            .build());

    var counters = server.introspection().getCounters(GetCountersRequest.getDefaultInstance());

    assertThat(counters.getGroupsList())
        .extracting(CounterGroup::getName)
        .containsExactly("Ip", "IcmpMsg", "Tcp", "TcpExt");
    assertThat(counters.getGroups(1).getCounters(0).getName()).isEqualTo("OutType8");
    assertThat(counters.getGroups(2).getCounters(1).getValue()).isEqualTo(2);
    assertThat(counters.getGroups(3).getUnavailable().getNotSupported()).isTrue();
    assertThat(counters.getInterfaces(1).getStatistics().getRxBytes()).isEqualTo(8);
    assertThat(counters.getInterfaces(1).getStatistics().getTxCompressed()).isEqualTo(9);
    assertThat(counters.getSockets().getByKindMap()).containsEntry("tcp6", 0L);
    assertThat(counters.getSockets().getTcpByStateMap()).containsEntry("LISTEN", 0L);
  }

  @Test
  void counters_ofAnInterface_areReadByTheirFile() {
    server.apply(
        Mutation.newBuilder()
            .setAddCounters(
                CounterGroup.newBuilder()
                    .setFile("dev_snmp6/lo")
                    .setName("DevSnmp6")
                    .addCounters(Counter.newBuilder().setName("Icmp6OutType143").setValue(4)))
            .build());

    var all = server.introspection().getCounters(GetCountersRequest.getDefaultInstance());
    var asked =
        server
            .introspection()
            .getCounters(
                GetCountersRequest.newBuilder().addGroups("dev_snmp6/lo").addGroups("Ip").build());

    assertThat(all.getGroupsList())
        .extracting(CounterGroup::getFile)
        .doesNotContain("dev_snmp6/lo");
    assertThat(asked.getGroupsList())
        .extracting(CounterGroup::getFile)
        .containsExactly("snmp", "dev_snmp6/lo");
    assertThat(server.file("dev_snmp6/lo").toStringUtf8())
        .isEqualTo(
            """
            ifIndex                         \t1
            Icmp6InMsgs                     \t0
            Icmp6OutType143                 \t4
            """);
  }

  @Test
  void counters_ofSockstat_followTheSockets() {
    var seed = new SnapshotBuilder(dev.procnet.server.stack.Profile.LINUX_6_18);
    var used = new dev.procnet.server.stack.CounterGroup.Counter("used", 7);
    seed.add(
        Section.COUNTERS,
        new dev.procnet.server.stack.CounterGroup(
            "sockstat", "sockets", List.of(used), null, false));
    server.stacks().create("counted", Map.of(), seed.build(), RpcServer.START);
    server
        .control()
        .applyMutations(
            ApplyMutationsRequest.newBuilder()
                .setStack("counted")
                .addMutations(openListener(80))
                .build());

    var counters =
        server
            .introspection()
            .getCounters(GetCountersRequest.newBuilder().setStack("counted").build());

    assertThat(counters.getGroups(0).getCounters(0).getValue()).isEqualTo(8);
  }

  @Test
  void counters_unknown_areNotFound() {
    Failure counter =
        refused(
            Mutation.newBuilder()
                .setAddCounters(
                    CounterGroup.newBuilder()
                        .setFile("snmp")
                        .setName("Tcp")
                        .addCounters(Counter.newBuilder().setName("Nothing")))
                .build());
    Failure group =
        Failure.of(
            () ->
                server
                    .introspection()
                    .getCounters(GetCountersRequest.newBuilder().addGroups("tcp").build()));

    assertThat(counter.code()).isEqualTo(Code.NOT_FOUND);
    assertThat(counter.metadata()).containsEntry("key", "Tcp/Nothing");
    assertThat(group.reason()).isEqualTo(ErrorReason.ERROR_REASON_ENTITY_NOT_FOUND);
    assertThat(group.metadata()).containsEntry("suggestion", "Tcp");
  }

  @Test
  void setSettings_keepsWhatIsNotPresent() {
    server.apply(
        Mutation.newBuilder().setSetSettings(StackSettings.newBuilder().setIpv6(false)).build());

    StackSettings settings =
        server.control().getStack(GetStackRequest.getDefaultInstance()).getStack().getSettings();
    assertThat(settings.getIpv6()).isFalse();
    assertThat(settings.getNetwork()).isTrue();
    assertThat(settings.getPacketScheduler().getNanosecondsPerTick()).isEqualTo(64);
  }

  @Test
  void protocolsAndHandlers_areAddedAndRemoved() {
    Protocol protocol =
        Protocol.newBuilder()
            .setName("TCP")
            .setModule("kernel")
            .setMemory(-1)
            .addAllMethods(Collections.nCopies(18, true))
            .build();
    PacketHandler handler = PacketHandler.newBuilder().setFunction("ip_rcv").build();

    ApplyMutationsResponse answer =
        server.apply(
            Mutation.newBuilder().setPutProtocol(protocol).build(),
            Mutation.newBuilder().setAddPacketHandler(handler).build(),
            Mutation.newBuilder().setDeleteProtocol("TCP").build(),
            Mutation.newBuilder().setDeletePacketHandler(handler).build(),
            Mutation.newBuilder().setDeletePacketHandler(handler).build());

    assertThat(answer.getResultsList())
        .extracting(result -> result.getChanged())
        .containsExactly(true, true, true, true, false);
  }

  private ApplyMutationsRequest.Builder request(Precondition.Builder... preconditions) {
    ApplyMutationsRequest.Builder request =
        ApplyMutationsRequest.newBuilder().addMutations(openListener(80));
    for (Precondition.Builder precondition : preconditions) {
      request.addPreconditions(precondition);
    }
    return request;
  }

  @Test
  void preconditions_thatHold_letTheBatchApply() {
    long socket = opened(listener(1)).getId();

    ApplyMutationsResponse answer =
        server
            .control()
            .applyMutations(
                request(
                        Precondition.newBuilder().setStack(true).setRevision(2),
                        Precondition.newBuilder().setSocketId(socket).setRevision(2),
                        Precondition.newBuilder().setSocketId(99).setExists(false),
                        Precondition.newBuilder().setInterfaceIndex(1).setRevision(1),
                        Precondition.newBuilder().setRouteId(-1).setExists(false))
                    .build());

    assertThat(answer.getHeader().getRevision()).isEqualTo(3);
  }

  @Test
  void preconditions_thatDoNotHold_refuseTheBatch() {
    Failure failure =
        Failure.of(
            () ->
                server
                    .control()
                    .applyMutations(
                        request(
                                Precondition.newBuilder().setInterfaceIndex(1).setExists(true),
                                Precondition.newBuilder().setStack(true).setRevision(9))
                            .build()));

    assertThat(failure.code()).isEqualTo(Code.ABORTED);
    assertThat(failure.reason()).isEqualTo(ErrorReason.ERROR_REASON_PRECONDITION_MISMATCH);
    assertThat(failure.metadata())
        .containsEntry("index", "1")
        .containsEntry("expected", "revision 9")
        .containsEntry("actual", "revision 1");
    assertThat(failure.detail(PreconditionFailure.class).getViolations(0).getType())
        .isEqualTo("PRECONDITION_MISMATCH");
    assertThat(server.stack().snapshot().socketCount()).isZero();
  }

  @Test
  void preconditions_thatSayNothing_areRefused() {
    Failure failure =
        Failure.of(
            () ->
                server
                    .control()
                    .applyMutations(
                        request(
                                Precondition.newBuilder(),
                                Precondition.newBuilder().setSocketId(1),
                                Precondition.newBuilder().setStack(true).setExists(true),
                                Precondition.newBuilder().setRouteId(1).setRevision(0),
                                Precondition.newBuilder().setStack(false).setRevision(1))
                            .build()));

    assertThat(failure.violations())
        .containsOnlyKeys(
            "preconditions[0].target",
            "preconditions[1].expect",
            "preconditions[2].expect",
            "preconditions[3].revision",
            "preconditions[4].stack");
  }

  @Test
  void requestId_again_isAnsweredAndNotAppliedAgain() {
    ApplyMutationsRequest request = request().setRequestId("once").build();
    ApplyMutationsResponse first = server.control().applyMutations(request);
    server.apply(openListener(81));

    ApplyMutationsResponse second = server.control().applyMutations(request);

    assertThat(second.getReplayed()).isTrue();
    assertThat(second.getResultsList()).isEqualTo(first.getResultsList());
    assertThat(second.getHeader().getRevision()).isEqualTo(2);
    assertThat(second.getHeader().getApplyTime()).isEqualTo(first.getHeader().getApplyTime());
    assertThat(server.stack().snapshot().socketCount()).isEqualTo(2);
  }

  @Test
  void requestId_withAnotherRequest_isRefused() {
    server.control().applyMutations(request().setRequestId("once").build());

    Failure failure =
        Failure.of(
            () ->
                server
                    .control()
                    .applyMutations(
                        request().addMutations(openListener(2)).setRequestId("once").build()));

    assertThat(failure.code()).isEqualTo(Code.INVALID_ARGUMENT);
    assertThat(failure.reason()).isEqualTo(ErrorReason.ERROR_REASON_REQUEST_ID_REUSED);
    assertThat(failure.metadata()).containsEntry("request_id", "once");
    assertThat(failure.violations()).containsOnlyKeys("request_id");
  }

  @Test
  void requestId_tooLong_isRefusedWithAllElse() {
    Failure failure =
        Failure.of(
            () ->
                server
                    .control()
                    .applyMutations(
                        ApplyMutationsRequest.newBuilder().setRequestId("x".repeat(65)).build()));

    assertThat(failure.violations()).containsOnlyKeys("request_id", "mutations");
  }

  @Test
  void validateOnly_answersAsIfAndAppliesNothing() {
    ApplyMutationsResponse answer =
        server.control().applyMutations(request().setValidateOnly(true).build());

    assertThat(answer.getHeader().getRevision()).isEqualTo(1);
    assertThat(answer.getResults(0).getChanged()).isTrue();
    assertThat(server.stack().snapshot().revision()).isEqualTo(1);
  }

  @Test
  void batch_thatFailsInTheMiddle_appliesNothing() {
    Failure failure =
        refused(openListener(80), update(id(1000), Socket.newBuilder(), "uid"), openListener(81));

    assertThat(failure.status().getMessage()).startsWith("mutations[1]: ");
    assertThat(server.stack().snapshot().revision()).isEqualTo(1);
    assertThat(server.stack().snapshot().socketCount()).isZero();
  }

  @Test
  void writers_atTheSameTime_loseNothing() throws InterruptedException {
    Thread[] writers = new Thread[2];
    for (int i = 0; i < writers.length; i++) {
      int first = 1000 * (i + 1);
      writers[i] =
          Thread.ofPlatform()
              .start(
                  () -> {
                    for (int port = first; port < first + 200; port++) {
                      server.apply(openListener(port));
                    }
                  });
    }
    for (Thread writer : writers) {
      writer.join();
    }

    assertThat(server.stack().snapshot().revision()).isEqualTo(401);
    assertThat(sockets(""))
        .extracting(socket -> socket.getTcp().getLocal().getPort())
        .doesNotHaveDuplicates()
        .hasSize(400);
  }
}
