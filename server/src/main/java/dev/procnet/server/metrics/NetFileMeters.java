package dev.procnet.server.metrics;

import dev.procnet.server.netfile.Renderings;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.Quantiles;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot.SummaryDataPointSnapshot;
import jakarta.inject.Inject;

/** Meters of net files: how long their bytes took to be made, and how many there were. */
public final class NetFileMeters implements MultiCollector {

  private final Renderings renderings;

  @Inject
  public NetFileMeters(Renderings renderings) {
    this.renderings = renderings;
  }

  @Override
  public MetricSnapshots collect() {
    SummarySnapshot.Builder seconds =
        SummarySnapshot.builder()
            .name("procnet_net_file_render_seconds")
            .help("Time to make the bytes of net files that readers opened.");
    CounterSnapshot.Builder bytes =
        CounterSnapshot.builder()
            .name("procnet_net_file_rendered_bytes")
            .help("Bytes of net files that were made for readers.");
    renderings
        .totals()
        .forEach(
            (file, total) -> {
              Labels labels = Labels.of("file", file);
              seconds.dataPoint(
                  new SummaryDataPointSnapshot(
                      total.opened(), total.nanos() / 1e9, Quantiles.EMPTY, labels, null, 0));
              bytes.dataPoint(new CounterDataPointSnapshot(total.bytes(), labels, null, 0));
            });
    return MetricSnapshots.of(seconds.build(), bytes.build());
  }
}
