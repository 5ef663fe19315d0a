package dev.procnet.server.metrics.node;

import com.google.common.primitives.Longs;
import com.google.protobuf.ByteString;
import dev.procnet.server.stack.CpuStatistics;
import dev.procnet.server.stack.CpuTable;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.SysctlDirectory;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** {@code node_nf_conntrack_entries} and so on. */
final class ConntrackCollector implements NodeCollector {

  private record Metric(String column, String help) {}

  private static final List<Metric> METRICS =
      List.of(
          new Metric("found", "Number of searched entries which were successful."),
          new Metric("invalid", "Number of packets seen which can not be tracked."),
          new Metric(
              "ignore", "Number of packets seen which are already connected to a conntrack entry."),
          new Metric("insert", "Number of entries inserted into the list."),
          new Metric(
              "insert_failed",
              "Number of entries for which list insertion was attempted but failed."),
          new Metric("drop", "Number of packets dropped due to conntrack failure."),
          new Metric(
              "early_drop",
              "Number of dropped conntrack entries to make room for new ones, if maximum table size"
                  + " was reached."),
          new Metric(
              "search_restart",
              "Number of conntrack table lookups which had to be restarted due to hashtable"
                  + " resizes."));

  @Override
  public String name() {
    return "conntrack";
  }

  @Override
  public void collect(Snapshot snapshot, StackSeries out) {
    List<CpuStatistics> rows = new ArrayList<>();
    for (CpuStatistics row : snapshot.table(Section.CPU_STATISTICS)) {
      if (row.table() == CpuTable.CONNTRACK) {
        rows.add(row);
      }
    }
    if (rows.isEmpty()) {
      // This kernel does not track connections.
      return;
    }
    SysctlDirectory sysctls = SysctlDirectory.find(snapshot.table(Section.SYSCTLS), "netfilter");
    out.gauge(
        "node_nf_conntrack_entries",
        "Number of currently allocated flow entries for connection tracking.",
        sysctl(sysctls, "nf_conntrack_count").orElse(snapshot.table(Section.CONNECTIONS).size()));
    sysctl(sysctls, "nf_conntrack_max")
        .ifPresent(
            max ->
                out.gauge(
                    "node_nf_conntrack_entries_limit",
                    "Maximum size of connection tracking table.",
                    max));
    for (Metric metric : METRICS) {
      long sum = rows.stream().mapToLong(row -> row.value(metric.column)).sum();
      out.gauge("node_nf_conntrack_stat_" + metric.column, metric.help, sum);
    }
  }

  /** A number that a tree had in sys/net/netfilter. None: it had no such file. */
  private static OptionalLong sysctl(@Nullable SysctlDirectory directory, String name) {
    ByteString value = directory == null ? null : directory.value(name);
    Long number = value == null ? null : Longs.tryParse(value.toStringUtf8().strip());
    return number == null ? OptionalLong.empty() : OptionalLong.of(number);
  }
}
