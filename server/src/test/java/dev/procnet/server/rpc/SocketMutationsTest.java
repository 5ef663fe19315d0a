package dev.procnet.server.rpc;

import static dev.procnet.server.rpc.Requests.close;
import static dev.procnet.server.rpc.Requests.endpoint;
import static dev.procnet.server.rpc.Requests.id;
import static dev.procnet.server.rpc.Requests.listener;
import static dev.procnet.server.rpc.Requests.open;
import static dev.procnet.server.rpc.Requests.tcp;
import static dev.procnet.server.rpc.Requests.update;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.rpc.ResourceInfo;
import dev.procnet.v1.AddressFamily;
import dev.procnet.v1.ApplyMutationsRequest;
import dev.procnet.v1.ApplyMutationsResponse;
import dev.procnet.v1.CreateStackRequest;
import dev.procnet.v1.DatagramSocket;
import dev.procnet.v1.ErrorReason;
import dev.procnet.v1.ListSocketsRequest;
import dev.procnet.v1.Mutation;
import dev.procnet.v1.NetlinkSocket;
import dev.procnet.v1.PacketSocket;
import dev.procnet.v1.Profile;
import dev.procnet.v1.Socket;
import dev.procnet.v1.SocketKey;
import dev.procnet.v1.SocketType;
import dev.procnet.v1.Stack;
import dev.procnet.v1.TcpForm;
import dev.procnet.v1.TcpSocket;
import dev.procnet.v1.TcpState;
import dev.procnet.v1.TcpTimer;
import dev.procnet.v1.UnixSocket;
import dev.procnet.v1.UnixState;
import io.grpc.Status.Code;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Sockets that are opened, updated and closed. */
class SocketMutationsTest {

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
        server.refused(
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
        server.refused(
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
        server.refused(update(SocketKey.newBuilder().setInode(5), Socket.newBuilder(), "uid"));

    assertThat(failure.code()).isEqualTo(Code.FAILED_PRECONDITION);
    assertThat(failure.reason()).isEqualTo(ErrorReason.ERROR_REASON_ENTITY_AMBIGUOUS);
    assertThat(failure.metadata()).containsEntry("kind", "socket").containsEntry("matches", "2");
  }

  @Test
  void updateSocket_ofNone_isNotFound() {
    Failure failure = server.refused(update(id(7), Socket.newBuilder(), "uid"));

    assertThat(failure.code()).isEqualTo(Code.NOT_FOUND);
    assertThat(failure.reason()).isEqualTo(ErrorReason.ERROR_REASON_ENTITY_NOT_FOUND);
    assertThat(failure.detail(ResourceInfo.class).getResourceType()).isEqualTo("socket");
  }

  @Test
  void updateSocket_ofWhatIsFixed_isRefused() {
    long socket = opened(listener(80)).getId();

    Failure failure =
        server.refused(
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

    assertThat(server.refused(update(id(socket), Socket.newBuilder(), "udp.drops")).violations())
        .containsOnlyKeys("mutations[0].update_socket.update_mask.paths[0]");
    assertThat(server.refused(update(id(socket), ipv6, "tcp.local")).violations())
        .containsOnlyKeys("mutations[0].update_socket.socket.tcp.local.address");
    assertThat(server.refused(update(id(socket), ipv6, "tcp")).violations())
        .containsOnlyKeys("mutations[0].update_socket.socket");
  }

  @Test
  void closeSocket_ofNone_changesNothing() {
    ApplyMutationsResponse answer = server.apply(close(99));

    assertThat(answer.getResults(0).getChanged()).isFalse();
  }
}
