package dev.procnet.server.stack.derive;

import dev.procnet.server.stack.CounterGroup;
import dev.procnet.server.stack.InterfaceStatistics;
import dev.procnet.server.stack.Mutation;
import dev.procnet.server.stack.Plan;
import dev.procnet.server.stack.Section;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Packets of one derived mutation, and all else that it counts. Added up, so that each group of
 * counters and each interface changes once.
 */
final class Traffic {

  private static final String SNMP = "snmp";
  private static final String SNMP6 = "snmp6";
  private static final String NETSTAT = "netstat";

  private final Plan plan;
  private final Map<Group, Map<String, Long>> counters = new LinkedHashMap<>();
  private final Map<Integer, InterfaceStatistics> links = new LinkedHashMap<>();

  private record Group(String file, String name) {}

  Traffic(Plan plan) {
    this.plan = plan;
  }

  /** Adds to a counter of {@code snmp} such as "TcpInSegs", if the stack has it. */
  void snmp(String name, long delta) {
    count(SNMP, name, delta);
  }

  /** Adds to a counter of {@code snmp6} such as "Udp6NoPorts", if the stack has it. */
  void snmp6(String name, long delta) {
    count(SNMP6, name, delta);
  }

  /** Adds to a counter of {@code netstat} such as "TcpExtListenDrops", if the stack has it. */
  void netstat(String name, long delta) {
    count(NETSTAT, name, delta);
  }

  private void count(String file, String name, long delta) {
    for (CounterGroup group : plan.table(Section.COUNTERS)) {
      String counter = Objects.equals(group.file(), file) ? counterOf(group, name) : null;
      if (counter != null) {
        counters
            .computeIfAbsent(new Group(file, group.name()), _ -> new LinkedHashMap<>())
            .merge(counter, delta, Long::sum);
        return;
      }
    }
  }

  private static @Nullable String counterOf(CounterGroup group, String name) {
    if (has(group, name)) {
      return name;
    }
    String counter = name.startsWith(group.name()) ? name.substring(group.name().length()) : "";
    return has(group, counter) ? counter : null;
  }

  /** It is there, or will be once it counts. */
  private static boolean has(CounterGroup group, String counter) {
    return group.indexOf(counter) >= 0 || group.typeOf(counter) >= 0;
  }

  /** Packets go: those of a path inside this stack arrive too. {@code bytes} are all of IP's. */
  void send(Path path, long packets, long bytes) {
    leave(path, packets, bytes);
    if (path.loopback()) {
      arrive(path, packets, bytes, true);
    }
  }

  /** Packets go and are lost: on a path inside this stack before they reach their protocol. */
  void lose(Path path, long packets, long bytes) {
    leave(path, packets, bytes);
    if (path.loopback()) {
      arrive(path, packets, bytes, false);
    }
  }

  /** Packets come from a peer that is not modelled. */
  void receive(Path path, long packets, long bytes) {
    arrive(path, packets, bytes, true);
  }

  private void leave(Path path, long packets, long bytes) {
    if (path.ipv6()) {
      snmp6("Ip6OutRequests", packets);
      snmp6("Ip6OutTransmits", packets);
      snmp6("Ip6OutOctets", bytes);
    } else {
      snmp("IpOutRequests", packets);
      snmp("IpOutTransmits", packets);
      netstat("IpExtOutOctets", bytes);
    }
    link(path, 8, packets, bytes);
  }

  private void arrive(Path path, long packets, long bytes, boolean delivered) {
    if (path.ipv6()) {
      snmp6("Ip6InReceives", packets);
      snmp6("Ip6InDelivers", delivered ? packets : 0);
      snmp6("Ip6InOctets", bytes);
      snmp6("Ip6InNoECTPkts", packets);
    } else {
      snmp("IpInReceives", packets);
      snmp("IpInDelivers", delivered ? packets : 0);
      netstat("IpExtInOctets", bytes);
      netstat("IpExtInNoECTPkts", packets);
    }
    link(path, 0, packets, bytes);
  }

  /** Columns {@code first} and the next of {@code dev}: bytes and packets of a direction. */
  private void link(Path path, int first, long packets, long bytes) {
    if (path.device() != null) {
      long[] columns = InterfaceStatistics.ZERO.columns();
      columns[first] = bytes + packets * path.linkHeader();
      columns[first + 1] = packets;
      links.merge(
          path.device().index(), InterfaceStatistics.of(columns), InterfaceStatistics::plus);
    }
  }

  /** Applies the sums. */
  void flush() {
    counters.forEach(
        (group, deltas) -> {
          deltas.values().removeIf(delta -> delta == 0);
          if (!deltas.isEmpty()) {
            plan.apply(new Mutation.AddCounters(group.file(), group.name(), deltas));
          }
        });
    links.forEach((index, delta) -> plan.apply(new Mutation.AddInterfaceStatistics(index, delta)));
  }
}
