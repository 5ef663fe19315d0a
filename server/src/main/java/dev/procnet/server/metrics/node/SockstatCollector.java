package dev.procnet.server.metrics.node;

import dev.procnet.server.stack.CounterGroup;
import dev.procnet.server.stack.CounterGroup.Counter;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Snapshot;
import java.util.Set;

/** {@code node_sockstat_TCP_inuse} and so on: {@code sockstat} and {@code sockstat6}. */
final class SockstatCollector implements NodeCollector {

  private static final Set<String> FILES = Set.of("sockstat", "sockstat6");

  /** What the number of pages is multiplied by, as on the machines that Linux mostly runs on. */
  private static final int PAGE_BYTES = 4096;

  private final KnownNames<Metric> metrics = new KnownNames<>(Metric::of);

  @Override
  public String name() {
    return "sockstat";
  }

  @Override
  public void collect(Snapshot snapshot, StackSeries out) {
    for (CounterGroup group : snapshot.table(Section.COUNTERS)) {
      if (FILES.contains(group.file())) {
        CounterGroup shown = snapshot.computed().shown(group);
        shown.counters().forEach(counter -> collect(shown.name(), counter, out));
      }
    }
  }

  private void collect(String protocol, Counter counter, StackSeries out) {
    if (protocol.equals("sockets")) {
      out.gauge("node_sockstat_sockets_used", "Number of IPv4 sockets in use.", counter.value());
      return;
    }
    add(protocol, counter.name(), counter.value(), out);
    if (counter.name().equals("mem")) {
      add(protocol, "mem_bytes", counter.value() * PAGE_BYTES, out);
    }
  }

  private void add(String protocol, String state, long value, StackSeries out) {
    Metric metric = metrics.get(protocol, state);
    out.gauge(metric.name, metric.help, value);
  }

  private record Metric(String name, String help) {

    static Metric of(String protocol, String state) {
      return new Metric(
          "node_sockstat_" + protocol + "_" + state,
          "Number of " + protocol + " sockets in state " + state + ".");
    }
  }
}
