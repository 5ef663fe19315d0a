package dev.procnet.server.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.procnet.v1.AddressFamily;
import dev.procnet.v1.Entry;
import dev.procnet.v1.Interface;
import dev.procnet.v1.InterfaceRemoval;
import dev.procnet.v1.MulticastOutgoing;
import dev.procnet.v1.MulticastRoute;
import dev.procnet.v1.MulticastVif;
import dev.procnet.v1.Mutation;
import dev.procnet.v1.ReadNetFileRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Virtual interfaces that come and go show in the routes too. */
class MulticastRoutingEntriesTest {

  private final RpcServer server = RpcServer.start();

  @BeforeEach
  void addEthernet() {
    server.apply(
        Mutation.newBuilder()
            .setPutInterface(Interface.newBuilder().setIndex(2).setName("eth0").setType(1))
            .build());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static Entry vif(int number) {
    return Entry.newBuilder()
        .setMulticastVif(MulticastVif.newBuilder().setNumber(number).setInterfaceIndex(2))
        .build();
  }

  private static MulticastRoute.Builder route(String group) {
    return MulticastRoute.newBuilder().setGroup(group).setOrigin("10.16.0.2");
  }

  private static Entry entry(MulticastRoute.Builder route) {
    return Entry.newBuilder().setMulticastRoute(route).build();
  }

  private static Mutation put(Entry entry) {
    return Mutation.newBuilder().setPutEntry(entry).build();
  }

  private String rows(String name) {
    String content =
        server
            .introspection()
            .readNetFile(ReadNetFileRequest.newBuilder().setName(name).build())
            .getContent()
            .toStringUtf8();
    return content.substring(content.indexOf('\n') + 1);
  }

  @Test
  void deleteInterface_ofAVif_isGoneFromRoutes() {
    server.apply(
        put(vif(1)),
        put(
            entry(
                route("239.5.5.5")
                    .setIncoming(0)
                    .addOutgoing(MulticastOutgoing.newBuilder().setVif(1).setTtl(8)))));
    assertThat(rows("ip_mr_vif"))
        .isEqualTo(" 1 eth0              0       0         0       0 00000 00000000 00000000\n");
    assertThat(rows("ip_mr_cache"))
        .isEqualTo("050505EF 0200100A 0          0        0        0  1:8  \n");

    server.apply(
        Mutation.newBuilder()
            .setDeleteInterface(InterfaceRemoval.newBuilder().setIndex(2))
            .build());

    assertThat(rows("ip_mr_vif")).isEmpty();
    assertThat(rows("ip_mr_cache")).isEqualTo("050505EF 0200100A 0          0        0        0\n");
  }

  @Test
  void putRoutes_areOldestFirst_unresolvedNewestFirst() {
    server.apply(
        put(entry(route("239.0.0.1"))),
        put(entry(route("239.0.0.2").setIncoming(0))),
        put(entry(route("239.0.0.3"))),
        put(entry(route("239.0.0.4").setIncoming(1))));

    assertThat(rows("ip_mr_cache").lines().map(line -> line.substring(0, 8)))
        .containsExactly("020000EF", "040000EF", "030000EF", "010000EF");
  }

  @Test
  void putRoute_resolved_takesThePlaceOfWhatWaitedForIt() {
    server.apply(
        put(entry(route("239.0.0.1"))),
        put(entry(route("239.0.0.2"))),
        put(entry(route("239.0.0.1").setOrigin("10.16.0.3"))),
        put(entry(route("239.0.0.1").setIncoming(0))));

    assertThat(rows("ip_mr_cache").lines().map(line -> line.substring(0, 21)))
        .containsExactly("010000EF 0200100A 0  ", "010000EF 0300100A -1 ", "020000EF 0200100A -1 ");
  }

  @Test
  void put_wrong_isRefusedWithAllThatIsWrong() {
    MulticastVif vif =
        MulticastVif.newBuilder()
            .setFamily(AddressFamily.ADDRESS_FAMILY_IPV6)
            .setNumber(32)
            .setFlags(0x10000)
            .setRemote("10.0.0.1")
            .build();
    MulticastRoute route =
        route("10.0.0.1").addOutgoing(MulticastOutgoing.newBuilder().setVif(32)).build();

    assertThat(
            Failure.of(() -> server.apply(put(Entry.newBuilder().setMulticastVif(vif).build())))
                .violations())
        .containsOnlyKeys(
            "mutations[0].put_entry.multicast_vif.number",
            "mutations[0].put_entry.multicast_vif.flags",
            "mutations[0].put_entry.multicast_vif.remote");
    assertThat(Failure.of(() -> server.apply(put(entry(route.toBuilder())))).violations())
        .containsOnlyKeys(
            "mutations[0].put_entry.multicast_route.group",
            "mutations[0].put_entry.multicast_route.outgoing[0].vif");
  }
}
