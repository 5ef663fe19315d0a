package dev.procnet.server.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.procnet.server.stack.CounterGroup.Counter;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class Ipv6InterfaceCountersTest {

  private final Stack stack = Samples.stack(seed(), HistoryLimits.DEFAULT);

  private static Snapshot seed() {
    SnapshotBuilder builder = new SnapshotBuilder(Profile.LINUX_6_18);
    builder.addInterface(InterfaceName.of("lo"), InterfaceStatistics.ZERO);
    builder.add(
        Section.COUNTERS,
        new CounterGroup(
            "dev_snmp6/lo",
            CounterGroup.DEV_SNMP6,
            List.of(
                new Counter("Ip6InReceives", 5),
                new Counter("Icmp6InMsgs", 2),
                new Counter("Icmp6InType1", 2),
                new Counter("Other", 1)),
            null,
            false));
    return builder.build();
  }

  private static Mutation put(int index, String name, int mtu) {
    return new Mutation.PutInterface(
        freeIndex ->
            new Interface(
                index,
                InterfaceName.of(name),
                Interface.TYPE_ETHERNET,
                ByteString.EMPTY,
                mtu,
                0,
                InterfaceStatistics.ZERO,
                null,
                0));
  }

  private Stream<CounterGroup> groups() {
    return StreamSupport.stream(
        stack.snapshot().table(Section.COUNTERS).spliterator(), /* parallel= */ false);
  }

  private List<String> files() {
    return groups().map(CounterGroup::file).toList();
  }

  private List<Counter> of(String file) {
    return groups().filter(row -> row.file().equals(file)).findFirst().orElseThrow().counters();
  }

  @Test
  void putInterface_new_hasZerosOfTheSameNames() {
    Samples.apply(stack, put(2, "eth0", 1500));

    assertThat(of("dev_snmp6/eth0"))
        .containsExactly(
            new Counter("Ip6InReceives", 0),
            new Counter("Icmp6InMsgs", 0),
            new Counter("Other", 0));
  }

  @Test
  void putInterface_renamed_keepsItsCounters() {
    Samples.apply(stack, put(2, "eth0", 1500));
    Samples.apply(
        stack,
        new Mutation.AddCounters("dev_snmp6/eth0", "DevSnmp6", Map.of("Ip6InReceives", 7L)),
        put(2, "lan", 1500));

    assertThat(files()).containsExactly("dev_snmp6/lo", "dev_snmp6/lan");
    assertThat(of("dev_snmp6/lan").getFirst().value()).isEqualTo(7);
  }

  @Test
  void putInterface_mtuBelowThatOfIpv6_hasNoneUntilItIsEnough() {
    Samples.apply(stack, put(2, "eth0", 1279));
    assertThat(files()).containsExactly("dev_snmp6/lo");

    Samples.apply(stack, put(2, "eth0", 1280));
    assertThat(files()).containsExactly("dev_snmp6/lo", "dev_snmp6/eth0");

    Samples.apply(stack, put(2, "lan", 1000));
    assertThat(files()).containsExactly("dev_snmp6/lo");
  }

  @Test
  void deleteInterface_takesThemAlong() {
    Samples.apply(stack, put(2, "eth0", 1500));
    Samples.apply(stack, new Mutation.DeleteInterface(2, true));

    assertThat(files()).containsExactly("dev_snmp6/lo");
  }

  @Test
  void putInterface_stackWithoutSuchFiles_getsNone() {
    Stack other = Samples.stack();
    Samples.apply(other, put(9, "eth9", 1500));

    assertThat(other.snapshot().table(Section.COUNTERS)).noneMatch(Ipv6InterfaceCounters::isOne);
  }

  @Test
  void addCounters_icmpTypes_standBehindTheOthersOfIcmp() {
    Samples.apply(
        stack,
        new Mutation.AddCounters("dev_snmp6/lo", "DevSnmp6", Map.of("Icmp6OutType0", 1L)),
        new Mutation.AddCounters("dev_snmp6/lo", "DevSnmp6", Map.of("Icmp6InType255", 1L)),
        new Mutation.AddCounters("dev_snmp6/lo", "DevSnmp6", Map.of("Icmp6InType0", 1L)));

    assertThat(of("dev_snmp6/lo"))
        .extracting(Counter::name)
        .containsExactly(
            "Ip6InReceives",
            "Icmp6InMsgs",
            "Icmp6InType0",
            "Icmp6InType1",
            "Icmp6InType255",
            "Icmp6OutType0",
            "Other");
  }

  @Test
  void addCounters_firstIcmpType_standsBehindTheOthersOfIcmp() {
    Samples.apply(
        stack,
        put(2, "eth0", 1500),
        new Mutation.AddCounters("dev_snmp6/eth0", "DevSnmp6", Map.of("Icmp6InType9", 1L)));

    assertThat(of("dev_snmp6/eth0"))
        .extracting(Counter::name)
        .containsExactly("Ip6InReceives", "Icmp6InMsgs", "Icmp6InType9", "Other");
  }
}
