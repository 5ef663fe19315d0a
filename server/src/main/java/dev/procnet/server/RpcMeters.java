package dev.procnet.server;

import dev.procnet.server.rpc.RpcCounts;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the services count of themselves, as meters; collected when they are asked for. Here, as
 * {@code metrics} knows nothing of calls.
 */
final class RpcMeters implements MultiCollector {

  private static final String IMPORT = "ImportStack";
  private static final String TOO_SLOW = "WATCHER_TOO_SLOW";

  private final RpcCounts counts;

  @Inject
  RpcMeters(RpcCounts counts) {
    this.counts = counts;
  }

  @Override
  public MetricSnapshots collect() {
    Map<RpcCounts.Failure, Long> failures = counts.failures();
    return MetricSnapshots.of(
        gauge("procnet_watchers", "Watches of stacks that go on.", counts.watchers()),
        gauge("procnet_imports", "Imports of trees that go on.", counts.imports()),
        gauge("procnet_imports_limit", "Imports that may go on.", counts.mostImports()),
        cut(failures),
        importFailures(failures),
        errors(failures));
  }

  private static MetricSnapshot gauge(String name, String help, double value) {
    return GaugeSnapshot.builder()
        .name(name)
        .help(help)
        .dataPoint(new GaugeDataPointSnapshot(value, Labels.EMPTY, null))
        .build();
  }

  private static MetricSnapshot cut(Map<RpcCounts.Failure, Long> failures) {
    long cut =
        failures.entrySet().stream()
            .filter(entry -> entry.getKey().reason().equals(TOO_SLOW))
            .mapToLong(Map.Entry::getValue)
            .sum();
    return CounterSnapshot.builder()
        .name("procnet_slow_watchers_cut")
        .help("Watches that were ended as they read slower than their stack changed.")
        .dataPoint(new CounterDataPointSnapshot(cut, Labels.EMPTY, null, 0))
        .build();
  }

  /** One of 0 is there from the start, so that the first failure is a change. */
  private static MetricSnapshot importFailures(Map<RpcCounts.Failure, Long> failures) {
    Map<String, Long> byReason = new TreeMap<>(Map.of("IMPORT_FILE_INVALID", 0L));
    failures.forEach(
        (failure, count) -> {
          if (failure.method().equals(IMPORT)) {
            byReason.merge(failure.reason(), count, Long::sum);
          }
        });
    CounterSnapshot.Builder all =
        CounterSnapshot.builder()
            .name("procnet_import_failures")
            .help("Imports of trees that were refused, by reason.");
    byReason.forEach(
        (reason, count) ->
            all.dataPoint(
                new CounterDataPointSnapshot(count, Labels.of("reason", reason), null, 0)));
    return all.build();
  }

  private static MetricSnapshot errors(Map<RpcCounts.Failure, Long> failures) {
    CounterSnapshot.Builder all =
        CounterSnapshot.builder()
            .name("procnet_rpc_errors")
            .help("Calls that the services refused or failed, by method and reason.");
    failures.forEach(
        (failure, count) ->
            all.dataPoint(
                new CounterDataPointSnapshot(
                    count,
                    Labels.of("method", failure.method(), "reason", failure.reason()),
                    null,
                    0)));
    return all.build();
  }
}
