package dev.procnet.server.metrics.node;

import dev.procnet.server.stack.CpuStatistics;
import dev.procnet.server.stack.CpuTable;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Snapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.List;

/** {@code node_softnet_processed_total} and so on: what {@code softnet_stat} says of each CPU. */
final class SoftnetCollector implements NodeCollector {

  private record Metric(String column, String name, String help) {}

  private static final List<Metric> COUNTERS =
      List.of(
          new Metric("processed", "node_softnet_processed", "Number of processed packets"),
          new Metric("dropped", "node_softnet_dropped", "Number of dropped packets"),
          new Metric(
              "time_squeeze",
              "node_softnet_times_squeezed",
              "Number of times processing packets ran out of quota"),
          new Metric(
              "cpu_collision",
              "node_softnet_cpu_collision",
              "Number of collision occur while obtaining device lock while transmitting"),
          new Metric(
              "received_rps",
              "node_softnet_received_rps",
              "Number of times cpu woken up received_rps"),
          new Metric(
              "flow_limit_count",
              "node_softnet_flow_limit_count",
              "Number of times flow limit has been reached"));

  @Override
  public String name() {
    return "softnet";
  }

  @Override
  public void collect(Snapshot snapshot, StackSeries out) {
    for (CpuStatistics row : snapshot.table(Section.CPU_STATISTICS)) {
      if (row.table() == CpuTable.SOFTNET) {
        Labels labels = out.labels("cpu", String.valueOf(row.cpu()));
        for (Metric metric : COUNTERS) {
          out.counter(metric.name, metric.help, labels, row.value(metric.column));
        }
        out.gauge(
            "node_softnet_backlog_len", "Softnet backlog status", labels, row.value("backlog_len"));
      }
    }
  }
}
