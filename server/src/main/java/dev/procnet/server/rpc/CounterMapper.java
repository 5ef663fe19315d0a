package dev.procnet.server.rpc;

import dev.procnet.server.stack.CounterGroup;
import dev.procnet.server.stack.Ipv6InterfaceCounters;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.v1.Counter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Groups of counters. */
final class CounterMapper {

  private static final Set<String> FILES =
      Set.of(
          "snmp",
          "netstat",
          "snmp6",
          "xfrm_stat",
          "tls_stat",
          "sctp/snmp",
          "rt6_stats",
          "sockstat",
          "sockstat6");

  private CounterMapper() {}

  /** A group as a state shows it. */
  static dev.procnet.v1.CounterGroup toProto(CounterGroup stored, Snapshot snapshot) {
    CounterGroup group = snapshot.computed().shown(stored);
    dev.procnet.v1.CounterGroup.Builder proto =
        dev.procnet.v1.CounterGroup.newBuilder()
            .setFile(group.file())
            .setName(group.name())
            .setNamesOnly(group.namesOnly());
    group
        .counters()
        .forEach(
            counter ->
                proto.addCounters(
                    Counter.newBuilder().setName(counter.name()).setValue(counter.value())));
    if (group.unavailable() != null) {
      proto.setUnavailable(UnavailableMapper.toProto(group.unavailable()));
    }
    return proto.build();
  }

  /**
   * Values by the counter's name, in the order given.
   *
   * @throws dev.procnet.server.stack.ProcnetException FIELD_INVALID with all that is wrong
   */
  static Map<String, Long> values(dev.procnet.v1.CounterGroup proto) {
    Violations wrong = new Violations();
    checkKey(wrong, proto.getFile(), proto.getName());
    Map<String, Long> values = new LinkedHashMap<>();
    for (int i = 0; i < proto.getCountersCount(); i++) {
      Counter counter = proto.getCounters(i);
      if (values.put(counter.getName(), counter.getValue()) != null) {
        wrong.add(
            "counters[" + i + "].name",
            "is " + Violations.quote(counter.getName()) + " again, expected each counter once");
      }
    }
    if (values.isEmpty()) {
      wrong.add("counters", "is empty, expected at least one");
    }
    wrong.throwIfAny();
    return values;
  }

  /** Notes a file or a name that no group can have. */
  static void checkKey(Violations wrong, String file, String name) {
    if (!FILES.contains(file) && !file.startsWith(Ipv6InterfaceCounters.DIRECTORY + "/")) {
      wrong.add(
          "file", "is " + Violations.quote(file) + ", expected a file of counters such as 'snmp'");
    }
    if (name.isEmpty()) {
      wrong.add("name", "is empty, expected the name of a group such as 'Tcp'");
    }
  }
}
