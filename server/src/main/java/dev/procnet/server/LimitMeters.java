package dev.procnet.server;

import dev.procnet.server.rpc.RpcCounts;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.TreeMap;

/** How often limits refused something, as meters. */
final class LimitMeters implements MultiCollector {

  private final Admission admission;
  private final FloodCounts floods;
  private final CallShares calls;
  private final RpcCounts counts;

  @Inject
  LimitMeters(Admission admission, FloodCounts floods, CallShares calls, RpcCounts counts) {
    this.floods = floods;
    this.admission = admission;
    this.calls = calls;
    this.counts = counts;
  }

  @Override
  public MetricSnapshots collect() {
    Map<String, Long> refusals = new TreeMap<>(counts.quotas());
    refusals.putAll(floods.all());
    refusals.put("connections", admission.refusedInAll());
    refusals.put("peer_connections", admission.refusedOfPeer());
    CounterSnapshot.Builder all =
        CounterSnapshot.builder()
            .name("procnet_limit_refusals")
            .help("What was refused since there would have been more than a limit allows.");
    refusals.forEach(
        (limit, count) ->
            all.dataPoint(new CounterDataPointSnapshot(count, Labels.of("limit", limit), null, 0)));
    return MetricSnapshots.of(
        gauge("procnet_connections", "gRPC connections that are open.", admission.open()),
        gauge("procnet_callers", "Callers that have calls under way.", calls.callers()),
        gauge("procnet_calls", "gRPC calls under way, streams included.", calls.calls()),
        all.build());
  }

  private static GaugeSnapshot gauge(String name, String help, double value) {
    return GaugeSnapshot.builder()
        .name(name)
        .help(help)
        .dataPoint(new GaugeDataPointSnapshot(value, Labels.EMPTY, null))
        .build();
  }
}
