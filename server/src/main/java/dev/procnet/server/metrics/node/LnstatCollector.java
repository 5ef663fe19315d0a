package dev.procnet.server.metrics.node;

import dev.procnet.server.stack.CpuStatistics;
import dev.procnet.server.stack.CpuTable;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Snapshot;
import io.prometheus.metrics.model.snapshots.Labels;

/** {@code node_lnstat_lookups_total} and so on: the columns of the files of {@code stat}. */
final class LnstatCollector implements NodeCollector {

  private static final String DIRECTORY = "stat/";

  @Override
  public String name() {
    return "lnstat";
  }

  /** As in node_exporter, where it is off by default. */
  @Override
  public boolean onlyByName() {
    return true;
  }

  @Override
  public void collect(Snapshot snapshot, StackSeries out) {
    for (CpuStatistics row : snapshot.table(Section.CPU_STATISTICS)) {
      // Flowtables' are decimal numbers, which node_exporter takes for hexadecimal ones.
      if (row.table().file().startsWith(DIRECTORY) && row.table() != CpuTable.FLOWTABLE) {
        collect(row, out);
      }
    }
  }

  private static void collect(CpuStatistics row, StackSeries out) {
    Labels labels =
        out.labels(
            "cpu",
            String.valueOf(row.cpu()),
            "subsystem",
            row.table().file().substring(DIRECTORY.length()));
    for (String column : row.layout()) {
      out.counter("node_lnstat_" + column, "linux network cache stats", labels, row.value(column));
    }
  }
}
