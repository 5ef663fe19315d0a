package dev.procnet.server.metrics.node;

import dev.procnet.server.stack.Interface;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Snapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.List;

/** {@code node_network_receive_bytes_total} and so on: the columns of {@code dev}. */
final class NetdevCollector implements NodeCollector {

  /** In the order of the columns. */
  private static final List<String> COLUMNS =
      List.of(
          "receive_bytes",
          "receive_packets",
          "receive_errs",
          "receive_drop",
          "receive_fifo",
          "receive_frame",
          "receive_compressed",
          "receive_multicast",
          "transmit_bytes",
          "transmit_packets",
          "transmit_errs",
          "transmit_drop",
          "transmit_fifo",
          "transmit_colls",
          "transmit_carrier",
          "transmit_compressed");

  private static final List<String> NAMES =
      COLUMNS.stream().map(column -> "node_network_" + column).toList();

  private static final List<String> HELPS =
      COLUMNS.stream().map(column -> "Network device statistic " + column + ".").toList();

  @Override
  public String name() {
    return "netdev";
  }

  @Override
  public void collect(Snapshot snapshot, StackSeries out) {
    for (Interface row : snapshot.table(Section.INTERFACES)) {
      if (row.unavailable() == null) {
        collect(row, out);
      }
    }
  }

  private static void collect(Interface row, StackSeries out) {
    Labels labels = out.device(row.name().text());
    long[] columns = row.statistics().columns();
    for (int i = 0; i < columns.length; i++) {
      out.counter(NAMES.get(i), HELPS.get(i), labels, columns[i]);
    }
  }
}
