package dev.procnet.server.rpc;

import static dev.procnet.server.rpc.Requests.openListener;
import static org.assertj.core.api.Assertions.assertThat;

import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.SnapshotBuilder;
import dev.procnet.v1.ApplyMutationsRequest;
import dev.procnet.v1.Counter;
import dev.procnet.v1.CounterAvailability;
import dev.procnet.v1.CounterGroup;
import dev.procnet.v1.ErrorReason;
import dev.procnet.v1.GetCountersRequest;
import dev.procnet.v1.InterfaceStatistics;
import dev.procnet.v1.InterfaceStatisticsDelta;
import dev.procnet.v1.Mutation;
import dev.procnet.v1.Unavailable;
import io.grpc.Status.Code;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Counters that are added to and set. */
class CounterMutationsTest {

  private final RpcServer server = RpcServer.start();

  @AfterEach
  void stop() {
    server.close();
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
        server.refused(
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
}
