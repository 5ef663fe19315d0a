package dev.procnet.server.web.status;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.hash.Hashing;
import dev.procnet.server.stack.CounterGroup;
import dev.procnet.server.stack.Interface;
import dev.procnet.server.stack.InterfaceStatistics;
import dev.procnet.server.stack.Ipv6InterfaceCounters;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.Stack;
import dev.procnet.server.stack.Unavailable;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What of a page moves: values by a key that the place in the page has too, so that a page and what
 * its script asks for later are made by the same code.
 */
final class Live {

  /** Most interfaces on a page: their file has all. */
  static final int INTERFACES = 200;

  private final SocketCounts counts;

  @Inject
  Live(SocketCounts counts) {
    this.counts = counts;
  }

  /**
   * A value.
   *
   * @param text unsigned decimal
   */
  record Value(String key, String name, String text) {

    /** It tells nothing. */
    boolean zero() {
      return text.equals("0");
    }
  }

  /**
   * An interface.
   *
   * @param unavailable why it has no values, or null
   */
  record Device(
      int index,
      String name,
      boolean up,
      String mtu,
      @Nullable String unavailable,
      Value rxBytes,
      Value rxPackets,
      Value txBytes,
      Value txPackets,
      Value faults) {}

  /**
   * Counters of a protocol.
   *
   * @param unavailable why it has no values, or null
   */
  record Group(String file, String name, @Nullable String unavailable, List<Value> values) {

    /** How many of them have counted anything. */
    Value moved() {
      long count = values.stream().filter(value -> !value.zero()).count();
      return new Value("moved." + file + "." + name, "", String.valueOf(count));
    }
  }

  /** The interfaces that a page has. */
  List<Device> devices(Snapshot snapshot) {
    List<Device> devices = new ArrayList<>();
    for (Interface row : snapshot.table(Section.INTERFACES)) {
      if (devices.size() == INTERFACES) {
        break;
      }
      devices.add(device(row));
    }
    return devices;
  }

  private static Device device(Interface row) {
    InterfaceStatistics all = row.statistics();
    long faults = all.rxErrors() + all.rxDropped() + all.txErrors() + all.txDropped();
    return new Device(
        row.index(),
        Shown.text(row.name().bytes()),
        row.isUp(),
        Integer.toUnsignedString(row.mtu()),
        unavailable(row.unavailable()),
        statistic(row.index(), "rx_bytes", all.rxBytes()),
        statistic(row.index(), "rx_packets", all.rxPackets()),
        statistic(row.index(), "tx_bytes", all.txBytes()),
        statistic(row.index(), "tx_packets", all.txPackets()),
        statistic(row.index(), "faults", faults));
  }

  private static Value statistic(int index, String name, long value) {
    return new Value("interface." + index + "." + name, name, Long.toUnsignedString(value));
  }

  private static @Nullable String unavailable(@Nullable Unavailable why) {
    return why == null
        ? null
        : why.notSupported() ? "not supported" : Shown.text("not available: " + why.message());
  }

  /** The counters that a page has: those there are, but not those of single interfaces. */
  List<Group> groups(Snapshot snapshot) {
    List<Group> groups = new ArrayList<>();
    for (CounterGroup group : snapshot.table(Section.COUNTERS)) {
      if (!group.namesOnly()
          && !group.counters().isEmpty()
          && !Ipv6InterfaceCounters.isOne(group)) {
        groups.add(group(snapshot.computed().shown(group)));
      }
    }
    return groups;
  }

  private static Group group(CounterGroup group) {
    String name = Shown.text(group.name());
    List<Value> values = new ArrayList<>();
    for (CounterGroup.Counter counter : group.counters()) {
      // RFC 1213 has -1 for a number of connections that may grow.
      boolean signed = counter.name().equals("MaxConn");
      long value = group.unavailable() == null ? counter.value() : 0;
      String counterName = Shown.text(counter.name());
      values.add(
          new Value(
              "counter." + group.file() + "." + name + "." + counterName,
              counterName,
              signed ? Long.toString(value) : Long.toUnsignedString(value)));
    }
    return new Group(Shown.text(group.file()), name, unavailable(group.unavailable()), values);
  }

  /** All values of a stack's page by their keys. */
  Map<String, String> ofStack(Snapshot snapshot) {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("revision", String.valueOf(snapshot.revision()));
    values.put("sockets", String.valueOf(snapshot.socketCount()));
    for (SocketCounts.Protocol protocol : counts.of(snapshot)) {
      values.put(key(protocol), String.valueOf(protocol.total()));
      protocol
          .states()
          .forEach((state, count) -> values.put(key(protocol, state), String.valueOf(count)));
    }
    for (Device device : devices(snapshot)) {
      List.of(
              device.rxBytes(),
              device.rxPackets(),
              device.txBytes(),
              device.txPackets(),
              device.faults())
          .forEach(value -> values.put(value.key(), value.text()));
    }
    for (Group group : groups(snapshot)) {
      values.put(group.moved().key(), group.moved().text());
      group.values().forEach(value -> values.put(value.key(), value.text()));
    }
    return values;
  }

  /** The key of how many sockets of a protocol there are. */
  static String key(SocketCounts.Protocol protocol) {
    return "sockets." + protocol.name();
  }

  /** The key of how many of them are in a state. */
  static String key(SocketCounts.Protocol protocol, String state) {
    return key(protocol) + "." + state;
  }

  /** All values of a page of stacks by their keys. */
  static Map<String, String> ofStacks(List<Stack> stacks) {
    Map<String, String> values = new LinkedHashMap<>();
    for (Stack stack : stacks) {
      Snapshot snapshot = stack.snapshot();
      values.put(revisionKey(stack), String.valueOf(snapshot.revision()));
      values.put(socketsKey(stack), String.valueOf(snapshot.socketCount()));
    }
    return values;
  }

  /** The key of a stack's revision. */
  static String revisionKey(Stack stack) {
    return "stack." + stack.name() + ".revision";
  }

  /** The key of how many sockets a stack has. */
  static String socketsKey(Stack stack) {
    return "stack." + stack.name() + ".sockets";
  }

  /** What tells pages with other places for values: they have to be loaded again. */
  static String shape(Map<String, String> values) {
    return Hashing.sha256()
        .hashString(String.join("\n", values.keySet()), UTF_8)
        .toString()
        .substring(0, 16);
  }
}
