package dev.procnet.server;

import dev.procnet.server.fault.Faults;
import dev.procnet.server.journal.Journal;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.Optional;

/** The journal and the faults, where the server has them. */
final class TestingMeters implements MultiCollector {

  private final Optional<Journal> journal;
  private final Optional<Faults> faults;

  TestingMeters(Optional<Journal> journal, Optional<Faults> faults) {
    this.journal = journal;
    this.faults = faults;
  }

  @Override
  public MetricSnapshots collect() {
    MetricSnapshots.Builder all = MetricSnapshots.builder();
    journal
        .map(Journal::counts)
        .ifPresent(
            counts -> {
              all.metricSnapshot(
                  gauge("procnet_journal_calls", "Calls in the journal.", counts.kept()));
              all.metricSnapshot(
                  counter(
                      "procnet_journal_dropped_calls",
                      "Calls that the journal dropped for want of room.",
                      counts.dropped()));
            });
    faults.ifPresent(
        on -> {
          all.metricSnapshot(gauge("procnet_fault_rules", "Fault rules that are on.", on.active()));
          all.metricSnapshot(
              counter("procnet_faults", "How often fault rules acted on calls.", on.fired()));
        });
    return all.build();
  }

  private static MetricSnapshot gauge(String name, String help, long value) {
    return GaugeSnapshot.builder()
        .name(name)
        .help(help)
        .dataPoint(new GaugeDataPointSnapshot((double) value, Labels.EMPTY, null))
        .build();
  }

  private static MetricSnapshot counter(String name, String help, long value) {
    return CounterSnapshot.builder()
        .name(name)
        .help(help)
        .dataPoint(new CounterDataPointSnapshot((double) value, Labels.EMPTY, null, 0))
        .build();
  }
}
