package dev.procnet.server.metrics.node;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot.UnknownDataPointSnapshot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The series of one scrape, bounded in number. Not thread-safe. */
final class Series {

  private final Map<String, Family> families = new LinkedHashMap<>();
  private final int limit;
  private int count;
  private long leftOut;

  /**
   * @param limit most series, all metrics together
   */
  Series(int limit) {
    this.limit = limit;
  }

  /** Those of a metric: one of the types that Prometheus has. */
  private interface Family {
    MetricSnapshot snapshot();
  }

  private record Gauges(MetricMetadata metadata, List<GaugeDataPointSnapshot> points)
      implements Family {
    @Override
    public MetricSnapshot snapshot() {
      return new GaugeSnapshot(metadata, points);
    }
  }

  private record Counters(MetricMetadata metadata, List<CounterDataPointSnapshot> points)
      implements Family {
    @Override
    public MetricSnapshot snapshot() {
      return new CounterSnapshot(metadata, points);
    }
  }

  private record Untyped(MetricMetadata metadata, List<UnknownDataPointSnapshot> points)
      implements Family {
    @Override
    public MetricSnapshot snapshot() {
      return new UnknownSnapshot(metadata, points);
    }
  }

  private record Infos(MetricMetadata metadata, List<InfoDataPointSnapshot> points)
      implements Family {
    @Override
    public MetricSnapshot snapshot() {
      return new InfoSnapshot(metadata, points);
    }
  }

  void gauge(String name, String help, Labels labels, double value) {
    if (hasRoom()) {
      Family family = families.get(name);
      if (family == null) {
        family = added(name, new Gauges(metadata(name, help), list()));
      }
      ((Gauges) family).points.add(new GaugeDataPointSnapshot(value, labels, null));
    }
  }

  /**
   * @param name without the {@code _total} that it is shown with
   */
  void counter(String name, String help, Labels labels, double value) {
    if (hasRoom()) {
      Family family = families.get(name);
      if (family == null) {
        family = added(name, new Counters(metadata(name, help), list()));
      }
      ((Counters) family).points.add(new CounterDataPointSnapshot(value, labels, null, 0));
    }
  }

  void untyped(String name, String help, Labels labels, double value) {
    if (hasRoom()) {
      Family family = families.get(name);
      if (family == null) {
        family = added(name, new Untyped(metadata(name, help), list()));
      }
      ((Untyped) family).points.add(new UnknownDataPointSnapshot(value, labels, null));
    }
  }

  /**
   * @param name without the {@code _info} that it is shown with
   */
  void info(String name, String help, Labels labels) {
    if (hasRoom()) {
      Family family = families.get(name);
      if (family == null) {
        family = added(name, new Infos(metadata(name, help), list()));
      }
      ((Infos) family).points.add(new InfoDataPointSnapshot(labels));
    }
  }

  private boolean hasRoom() {
    if (count == limit) {
      leftOut++;
      return false;
    }
    count++;
    return true;
  }

  /** Those of a metric that has none yet. */
  private Family added(String name, Family family) {
    families.put(name, family);
    return family;
  }

  private static MetricMetadata metadata(String name, String help) {
    return new MetricMetadata(name, help);
  }

  private static <P> List<P> list() {
    return new ArrayList<>();
  }

  /** That a collector was run, and how long it took for all stacks. */
  void scraped(String collector, long nanoseconds) {
    Labels labels = Labels.of("collector", collector);
    gauge(
        "node_scrape_collector_duration_seconds",
        "node_exporter: Duration of a collector scrape.",
        labels,
        nanoseconds / 1e9);
    gauge(
        "node_scrape_collector_success",
        "node_exporter: Whether a collector succeeded.",
        labels,
        1);
  }

  /** How many the limit kept out. */
  long leftOut() {
    return leftOut;
  }

  /** All of them. */
  MetricSnapshots snapshots() {
    return new MetricSnapshots(families.values().stream().map(Family::snapshot).toList());
  }
}
