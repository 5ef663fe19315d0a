package dev.procnet.server.rpc;

import static dev.procnet.server.rpc.Requests.open;
import static dev.procnet.server.rpc.Requests.tcp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.google.rpc.BadRequest;
import com.google.rpc.ResourceInfo;
import dev.procnet.v1.AddressAddition;
import dev.procnet.v1.AddressRemoval;
import dev.procnet.v1.Entry;
import dev.procnet.v1.ErrorReason;
import dev.procnet.v1.IdMapping;
import dev.procnet.v1.Interface;
import dev.procnet.v1.InterfaceAddress;
import dev.procnet.v1.InterfaceStatisticsDelta;
import dev.procnet.v1.LinkChange;
import dev.procnet.v1.MulticastMembership;
import dev.procnet.v1.Mutation;
import dev.procnet.v1.Neighbor;
import dev.procnet.v1.NeighborState;
import dev.procnet.v1.PacketHandler;
import dev.procnet.v1.ReadNetFileRequest;
import dev.procnet.v1.ReadOptions;
import dev.procnet.v1.Reader;
import dev.procnet.v1.Route;
import dev.procnet.v1.Socket;
import dev.procnet.v1.TcpState;
import dev.procnet.v1.Vlan;
import io.grpc.Status.Code;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What no state of a kernel could be is refused, and the field and the rule are told. */
class ImpossibleMutationsTest {

  private static final int NONE = 99;

  private final RpcServer server = RpcServer.start();

  @AfterEach
  void stop() {
    server.close();
  }

  static Stream<Arguments> impossible() {
    return Stream.of(
        arguments(
            open(inState(TcpState.TCP_STATE_TIME_WAIT, 5, 0)),
            "open_socket.tcp.rx_queue",
            "is 5 in form MINI, expected 0"),
        arguments(
            open(inState(TcpState.TCP_STATE_TIME_WAIT, 0, -1)),
            "open_socket.tcp.tx_queue",
            "is 4294967295 in form MINI, expected 0"),
        arguments(
            open(inState(TcpState.TCP_STATE_SYN_RECV, 5, 0)),
            "open_socket.tcp.rx_queue",
            "is 5 in form REQUEST, expected 0"),
        arguments(
            Mutation.newBuilder()
                .setPutRoute(
                    Route.newBuilder()
                        .setDestination("10.1.0.0")
                        .setPrefixLength(16)
                        .setGateway("10.0.0.1"))
                .build(),
            "put_route.interface_index",
            "is 0, expected the interface that the gateway is behind"),
        arguments(
            putInterface("a/b"),
            "put_interface.name",
            "has byte 0x2F at 1, expected no '/', ':', NUL or blank"),
        arguments(
            putInterface("sixteen-bytes-16"),
            "put_interface.name",
            "has 16 bytes, expected 1 to 15"));
  }

  private static Socket.Builder inState(TcpState state, int rxQueue, int txQueue) {
    Socket.Builder socket = tcp(state);
    socket.getTcpBuilder().setRxQueue(rxQueue).setTxQueue(txQueue);
    return socket;
  }

  private static Mutation putInterface(String name) {
    return Mutation.newBuilder().setPutInterface(Interface.newBuilder().setName(name)).build();
  }

  @ParameterizedTest
  @MethodSource("impossible")
  void applyMutations_impossible_namesTheFieldAndTheRule(
      Mutation mutation, String field, String rule) {
    Failure failure = server.refused(Requests.openListener(1), mutation);

    assertThat(failure.code()).isEqualTo(Code.INVALID_ARGUMENT);
    assertThat(failure.violations()).containsOnlyKeys("mutations[1]." + field);
    assertThat(failure.violations()).containsEntry("mutations[1]." + field, rule);
    assertThat(server.stack().snapshot().revision()).isEqualTo(1);
  }

  static Stream<Arguments> ofNoInterface() {
    return Stream.of(
        arguments(
            Mutation.newBuilder()
                .setPutAddress(
                    InterfaceAddress.newBuilder()
                        .setInterfaceIndex(NONE)
                        .setAddress("10.0.0.1")
                        .setPrefixLength(24))
                .build(),
            "put_address.interface_index"),
        arguments(
            Mutation.newBuilder()
                .setAddAddress(
                    AddressAddition.newBuilder()
                        .setInterfaceIndex(NONE)
                        .setAddress("10.0.0.1")
                        .setPrefixLength(24))
                .build(),
            "add_address.interface_index"),
        arguments(
            Mutation.newBuilder()
                .setRemoveAddress(
                    AddressRemoval.newBuilder().setInterfaceIndex(NONE).setAddress("10.0.0.1"))
                .build(),
            "remove_address.interface_index"),
        arguments(
            Mutation.newBuilder().setPutRoute(throughNone()).build(), "put_route.interface_index"),
        arguments(
            Mutation.newBuilder().setAddRoute(throughNone()).build(), "add_route.interface_index"),
        arguments(
            Mutation.newBuilder()
                .setPutNeighbor(
                    Neighbor.newBuilder()
                        .setInterfaceIndex(NONE)
                        .setAddress("10.0.0.1")
                        .setState(NeighborState.NEIGHBOR_STATE_REACHABLE))
                .build(),
            "put_neighbor.interface_index"),
        arguments(
            Mutation.newBuilder()
                .setAddInterfaceStatistics(InterfaceStatisticsDelta.newBuilder().setIndex(NONE))
                .build(),
            "add_interface_statistics.index"),
        arguments(
            Mutation.newBuilder()
                .setSetLink(LinkChange.newBuilder().setInterfaceIndex(NONE))
                .build(),
            "set_link.interface_index"),
        arguments(
            Mutation.newBuilder()
                .setAddPacketHandler(
                    PacketHandler.newBuilder()
                        .setEtherType(0x0800)
                        .setFunction("ip_rcv")
                        .setInterfaceIndex(NONE))
                .build(),
            "add_packet_handler.interface_index"),
        arguments(
            putEntry(
                Entry.newBuilder()
                    .setMulticastMembership(
                        MulticastMembership.newBuilder()
                            .setInterfaceIndex(NONE)
                            .setGroup("224.0.0.251"))),
            "put_entry.multicast_membership.interface_index"),
        arguments(vlan(NONE, 1), "put_entry.vlan.interface_index"),
        arguments(vlan(1, NONE), "put_entry.vlan.parent_index"));
  }

  private static Route throughNone() {
    return Route.newBuilder()
        .setDestination("10.1.0.0")
        .setPrefixLength(16)
        .setGateway("10.0.0.1")
        .setInterfaceIndex(NONE)
        .build();
  }

  private static Mutation vlan(int index, int parent) {
    return putEntry(
        Entry.newBuilder()
            .setVlan(
                Vlan.newBuilder().setInterfaceIndex(index).setVlanId(7).setParentIndex(parent)));
  }

  private static Mutation putEntry(Entry.Builder entry) {
    return Mutation.newBuilder().setPutEntry(entry).build();
  }

  @ParameterizedTest
  @MethodSource("ofNoInterface")
  void applyMutations_ofNoInterface_namesTheField(Mutation mutation, String field) {
    Failure failure = server.refused(mutation);

    assertThat(failure.code()).isEqualTo(Code.NOT_FOUND);
    assertThat(failure.reason()).isEqualTo(ErrorReason.ERROR_REASON_ENTITY_NOT_FOUND);
    assertThat(failure.detail(ResourceInfo.class).getResourceName()).isEqualTo("99");
    assertThat(failure.detail(BadRequest.class).getFieldViolationsList())
        .containsExactly(
            BadRequest.FieldViolation.newBuilder()
                .setField("mutations[0]." + field)
                .setDescription("is 99, expected the index of an interface")
                .build());
  }

  @Test
  void readNetFile_uidMapThatOverlaps_isRefused() {
    Reader.Builder reader =
        Reader.newBuilder()
            .addUidMap(IdMapping.newBuilder().setInside(0).setOutside(1000).setLength(10))
            .addUidMap(IdMapping.newBuilder().setInside(9).setOutside(2000).setLength(10));

    Failure failure =
        Failure.of(
            () ->
                server
                    .introspection()
                    .readNetFile(
                        ReadNetFileRequest.newBuilder()
                            .setName("tcp")
                            .setRead(ReadOptions.newBuilder().setReader(reader))
                            .build()));

    assertThat(failure.code()).isEqualTo(Code.INVALID_ARGUMENT);
    assertThat(failure.violations()).containsOnlyKeys("read.reader.uid_map[1]");
  }
}
