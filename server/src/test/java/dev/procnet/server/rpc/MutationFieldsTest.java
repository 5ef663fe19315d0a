package dev.procnet.server.rpc;

import static dev.procnet.server.rpc.Requests.endpoint;
import static dev.procnet.server.rpc.Requests.open;
import static dev.procnet.server.rpc.Requests.openListener;
import static dev.procnet.server.rpc.Requests.tcp;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.procnet.v1.AddressFamily;
import dev.procnet.v1.Counter;
import dev.procnet.v1.CounterGroup;
import dev.procnet.v1.ErrorReason;
import dev.procnet.v1.Interface;
import dev.procnet.v1.InterfaceAddress;
import dev.procnet.v1.InterfaceRemoval;
import dev.procnet.v1.Mutation;
import dev.procnet.v1.Neighbor;
import dev.procnet.v1.NetlinkSocket;
import dev.procnet.v1.PacketHandler;
import dev.procnet.v1.PacketSocket;
import dev.procnet.v1.Protocol;
import dev.procnet.v1.Route;
import dev.procnet.v1.Socket;
import dev.procnet.v1.SocketKey;
import dev.procnet.v1.SocketType;
import dev.procnet.v1.TcpSocket;
import dev.procnet.v1.TcpState;
import dev.procnet.v1.UnixSocket;
import io.grpc.Status.Code;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is wrong in a batch is told, all of it. */
class MutationFieldsTest {

  private final RpcServer server = RpcServer.start();

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void fields_thatAreWrong_areAllTold() {
    Failure failure =
        server.refused(
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
        server.refused(
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
}
