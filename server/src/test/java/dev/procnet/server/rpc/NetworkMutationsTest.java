package dev.procnet.server.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.procnet.v1.ErrorReason;
import dev.procnet.v1.Interface;
import dev.procnet.v1.InterfaceAddress;
import dev.procnet.v1.ListInterfacesRequest;
import dev.procnet.v1.ListNeighborsRequest;
import dev.procnet.v1.ListRoutesRequest;
import dev.procnet.v1.Mutation;
import dev.procnet.v1.Neighbor;
import dev.procnet.v1.NeighborState;
import dev.procnet.v1.Route;
import dev.procnet.v1.RouteType;
import io.grpc.Status.Code;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Interfaces, addresses, routes and neighbours that are put. */
class NetworkMutationsTest {

  private final RpcServer server = RpcServer.start();

  @AfterEach
  void stop() {
    server.close();
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
        server.refused(
            Mutation.newBuilder().setPutInterface(Interface.newBuilder().setName("lo")).build());

    assertThat(failure.code()).isEqualTo(Code.ALREADY_EXISTS);
    assertThat(failure.reason()).isEqualTo(ErrorReason.ERROR_REASON_ENTITY_ALREADY_EXISTS);
    assertThat(failure.metadata()).containsEntry("key", "lo");
    assertThat(failure.status().getMessage()).startsWith("mutations[0]: ");
  }
}
