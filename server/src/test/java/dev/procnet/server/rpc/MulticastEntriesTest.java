package dev.procnet.server.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.procnet.v1.Entry;
import dev.procnet.v1.Interface;
import dev.procnet.v1.MulticastMembership;
import dev.procnet.v1.MulticastSource;
import dev.procnet.v1.Mutation;
import dev.procnet.v1.ReadNetFileRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A membership that comes or goes shows in every file that speaks of it. */
class MulticastEntriesTest {

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

  private static Entry membership(String group, MulticastSource... sources) {
    return Entry.newBuilder()
        .setMulticastMembership(
            MulticastMembership.newBuilder()
                .setInterfaceIndex(2)
                .setGroup(group)
                .addAllSources(java.util.List.of(sources)))
        .build();
  }

  private void put(Entry entry) {
    server.apply(Mutation.newBuilder().setPutEntry(entry).build());
  }

  private void delete(Entry entry) {
    server.apply(Mutation.newBuilder().setDeleteEntry(entry).build());
  }

  private String file(String name) {
    return server
        .introspection()
        .readNetFile(ReadNetFileRequest.newBuilder().setName(name).build())
        .getContent()
        .toStringUtf8();
  }

  @Test
  void join_newGroups_showInAllFiles() {
    put(membership("224.0.0.1"));
    put(membership("ff02::fb"));
    put(
        membership(
            "232.1.2.3",
            MulticastSource.newBuilder().setAddress("192.0.2.10").setInclude(1).build()));

    assertThat(file("igmp"))
        .endsWith(
            """
            2\teth0      :     2      V3
            \t\t\t\t030201E8     1 0:00000000\t\t0
            \t\t\t\t010000E0     1 0:00000000\t\t0
            """);
    assertThat(file("igmp6"))
        .endsWith("2    eth0            ff0200000000000000000000000000fb     1 00000004 0\n");
    assertThat(file("mcfilter")).endsWith("  2   eth0 0xe8010203 0xc000020a      1      0\n");
    assertThat(file("dev_mcast"))
        .isEqualTo(
            """
            2    eth0            1     0     01005e000001
            2    eth0            1     0     3333000000fb
            2    eth0            1     0     01005e010203
            """);
  }

  @Test
  void leave_groupsOfOneLinkAddress_countIt() {
    put(membership("ff02::2"));
    put(membership("ff05::2"));
    put(membership("ff01::2"));
    assertThat(file("dev_mcast")).isEqualTo("2    eth0            2     0     333300000002\n");

    delete(membership("ff02::2"));
    assertThat(file("dev_mcast")).isEqualTo("2    eth0            1     0     333300000002\n");

    delete(membership("ff05::2"));
    assertThat(file("dev_mcast")).isEmpty();
  }

  @Test
  void join_unicastAddress_isRefused() {
    Failure failure = Failure.of(() -> put(membership("10.0.0.1")));

    assertThat(failure.violations())
        .containsOnlyKeys("mutations[0].put_entry.multicast_membership.group");
  }
}
