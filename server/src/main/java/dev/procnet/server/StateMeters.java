package dev.procnet.server;

import dev.procnet.server.storage.EventLog;
import dev.procnet.server.storage.LogCounts;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import jakarta.inject.Inject;
import java.util.Optional;

/** What the state directory counts, as meters; none where there is none. */
final class StateMeters implements MultiCollector {

  private final Optional<EventLog> events;

  @Inject
  StateMeters(Optional<EventLog> events) {
    this.events = events;
  }

  @Override
  public MetricSnapshots collect() {
    return events.map(log -> collect(log.counts())).orElseGet(MetricSnapshots::of);
  }

  private static MetricSnapshots collect(LogCounts counts) {
    return MetricSnapshots.of(
        counter("events", "Changes kept in the state directory.", counts.events()),
        counter("bytes", "Bytes of changes kept in the state directory.", counts.bytes()),
        counter("writes", "Writes that kept changes, some at once.", counts.writes()),
        counter("write_seconds", "Time of these writes.", counts.writeNanos() / 1e9),
        counter("refusals", "Changes refused as the disk took none.", counts.refusals()),
        counter("bases", "How often all stacks were written anew.", counts.bases()),
        gauge("waiting", "Changes that wait for the disk.", counts.waiting()),
        gauge("read_only", "1: the disk takes no changes.", counts.isReadOnly() ? 1 : 0));
  }

  private static CounterSnapshot counter(String name, String help, Number value) {
    return CounterSnapshot.builder()
        .name("procnet_state_" + name)
        .help(help)
        .dataPoint(new CounterDataPointSnapshot(value.doubleValue(), Labels.EMPTY, null, 0))
        .build();
  }

  private static GaugeSnapshot gauge(String name, String help, double value) {
    return GaugeSnapshot.builder()
        .name("procnet_state_" + name)
        .help(help)
        .dataPoint(new GaugeDataPointSnapshot(value, Labels.EMPTY, null))
        .build();
  }
}
