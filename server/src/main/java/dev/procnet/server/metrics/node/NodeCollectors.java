package dev.procnet.server.metrics.node;

import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.Stack;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** All collectors, by node_exporter's names. */
public final class NodeCollectors {

  private final Map<String, NodeCollector> collectors = new LinkedHashMap<>();
  private final AtomicLong leftOut = new AtomicLong();
  private final SeriesLimit limit;

  @Inject
  public NodeCollectors(SeriesLimit limit) {
    this.limit = limit;
    List.of(
            new ArpCollector(),
            new ConntrackCollector(),
            new LnstatCollector(),
            new NetclassCollector(),
            new NetdevCollector(),
            NetstatCollector.ofDefaultFields(),
            NetstatCollector.ofAllFields(),
            new NetworkRouteCollector(),
            new SockstatCollector(),
            new SoftnetCollector(),
            new StackCollector(),
            new TcpStatCollector(),
            new UdpQueuesCollector(),
            new UnameCollector(),
            new XfrmCollector())
        .forEach(collector -> collectors.put(collector.name(), collector));
  }

  /** Their names. */
  public Set<String> names() {
    return collectors.keySet();
  }

  /** Series that limits kept out so far, all scrapes together. */
  public long leftOut() {
    return leftOut.get();
  }

  /**
   * The series of some stacks, each from one snapshot.
   *
   * @param names which collectors; empty: those of a plain scrape
   */
  public MetricSnapshots collect(Collection<Stack> stacks, Set<String> names) {
    Series series = new Series(limit.series());
    List<NodeCollector> wanted = wanted(names);
    Map<NodeCollector, Long> nanos = new LinkedHashMap<>();
    for (Stack stack : stacks) {
      StackSeries out = new StackSeries(series, stack);
      Snapshot snapshot = stack.snapshot();
      for (NodeCollector collector : wanted) {
        long start = System.nanoTime();
        collector.collect(snapshot, out);
        nanos.merge(collector, System.nanoTime() - start, Long::sum);
      }
    }
    nanos.forEach((collector, time) -> series.scraped(collector.name(), time));
    leftOut.addAndGet(series.leftOut());
    return series.snapshots();
  }

  private List<NodeCollector> wanted(Set<String> names) {
    return collectors.values().stream()
        .filter(
            collector ->
                names.isEmpty() ? !collector.onlyByName() : names.contains(collector.name()))
        .toList();
  }
}
