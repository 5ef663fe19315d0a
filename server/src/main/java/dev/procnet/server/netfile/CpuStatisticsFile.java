package dev.procnet.server.netfile;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.procnet.server.stack.CounterGroup.Counter;
import dev.procnet.server.stack.CpuStatistics;
import dev.procnet.server.stack.CpuTable;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.SnapshotBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A file with a row for each CPU: {@code softnet_stat} and those below {@code stat}. Kernel files
 * and functions stand at each {@link CpuTable}.
 */
final class CpuStatisticsFile implements NetFile {

  private static final int DIGITS = 8;

  private final CpuTable table;

  CpuStatisticsFile(CpuTable table) {
    this.table = table;
  }

  @Override
  public String name() {
    return table.file();
  }

  @Override
  public String summary() {
    return switch (table) {
      case CONNTRACK -> "connection tracking, by CPU";
      case FLOWTABLE -> "offloaded flows, by CPU";
      case ARP_CACHE -> "the table of IPv4 neighbours, by CPU";
      case NDISC_CACHE -> "the table of IPv6 neighbours, by CPU";
      case RT_CACHE -> "routing decisions, by CPU";
      case SYNPROXY -> "proxied TCP handshakes, by CPU";
      case SOFTNET -> "received packets, by CPU";
    };
  }

  @Override
  public Set<Section<?>> sections() {
    return Set.of(Section.CPU_STATISTICS);
  }

  @Override
  public boolean ipv6Only() {
    return table == CpuTable.NDISC_CACHE;
  }

  @Override
  public Rows open(Snapshot snapshot, Reader reader) {
    List<CpuStatistics> rows = new ArrayList<>();
    snapshot
        .table(Section.CPU_STATISTICS)
        .forEach(
            row -> {
              if (row.table() == table) {
                rows.add(row);
              }
            });
    List<String> layout = rows.isEmpty() ? table.layouts().getFirst() : rows.getFirst().layout();
    return Rows.of(header(layout), rows, row -> true, (row, out) -> write(layout, row, out));
  }

  private byte[] header(List<String> layout) {
    if (table == CpuTable.SOFTNET) {
      return new byte[0];
    }
    StringBuilder header = new StringBuilder();
    for (int i = 0; i < layout.size(); i++) {
      header.append(layout.get(i)).append(gap(layout, i, layout.get(i).length()));
    }
    if (table == CpuTable.SYNPROXY) {
      header.insert(header.indexOf("\t"), '\t');
    }
    return header.toString().getBytes(US_ASCII);
  }

  private void write(List<String> layout, CpuStatistics row, RowBuffer out) {
    for (int i = 0; i < layout.size(); i++) {
      long value = row.value(layout.get(i));
      if (table == CpuTable.FLOWTABLE) {
        int signed = (int) value;
        out.signed(signed, DIGITS);
      } else {
        out.hexLower(value, DIGITS);
      }
      out.put(gap(layout, i, DIGITS));
    }
  }

  /** What stands behind a column, which is {@code width} bytes wide there. */
  private String gap(List<String> layout, int column, int width) {
    if (column == layout.size() - 1) {
      return "\n";
    }
    String name = layout.get(column);
    return switch (table) {
      case SYNPROXY -> "\t";
      case SOFTNET -> " ";
      case CONNTRACK -> column == 0 || name.equals("icmp_error") ? "  " : " ";
      case FLOWTABLE, ARP_CACHE, NDISC_CACHE, RT_CACHE ->
          " ".repeat(Math.max(name.length(), DIGITS) + 1 - width);
    };
  }

  @Override
  public void parse(NetFileText text, SnapshotBuilder into) {
    List<String> layout = parseHeader(text);
    int least = 0;
    while (!text.atEnd()) {
      int start = text.position();
      CpuStatistics row = parseRow(text, layout, least);
      if (row.cpu() < least) {
        throw text.failAt(start, "a CPU of at least " + least + ", they ascend");
      }
      least = row.cpu() + 1;
      into.add(Section.CPU_STATISTICS, row);
    }
  }

  private List<String> parseHeader(NetFileText text) {
    if (table == CpuTable.SOFTNET) {
      return softnetLayout(text);
    }
    for (List<String> layout : table.layouts()) {
      if (text.skip(header(layout))) {
        return layout;
      }
    }
    List<String> newest = table.layouts().getFirst();
    text.expect(header(newest), "the header of " + table.file());
    return newest;
  }

  /** The file has no header: the width of its first row tells. */
  private List<String> softnetLayout(NetFileText text) {
    List<? extends List<String>> layouts = table.layouts();
    if (text.atEnd()) {
      return layouts.getFirst();
    }
    int end = text.find('\n');
    int width = (end < 0 ? text.size() : end) - text.position() + 1;
    for (List<String> layout : layouts) {
      if (width == layout.size() * (DIGITS + 1)) {
        return layout;
      }
    }
    throw text.fail("9, 10, 11, 13 or 15 columns of 8 hexadecimal digits");
  }

  private CpuStatistics parseRow(NetFileText text, List<String> layout, int rowNumber) {
    int start = text.position();
    int cpu = rowNumber;
    List<Counter> counters = new ArrayList<>(layout.size());
    for (int i = 0; i < layout.size(); i++) {
      String column = layout.get(i);
      long value = parseValue(text, column);
      if (column.equals(CpuTable.CPU)) {
        // More is refused by the row.
        cpu = (int) Math.min(value, Integer.MAX_VALUE);
      } else {
        counters.add(new Counter(column, value));
      }
      text.expect(gap(layout, i, DIGITS));
    }
    int number = cpu;
    return text.check(start, () -> new CpuStatistics(table, number, counters));
  }

  private long parseValue(NetFileText text, String column) {
    if (table == CpuTable.FLOWTABLE) {
      text.skipBlanks();
      return text.signed32(column) & 0xFFFFFFFFL;
    }
    return text.hex(column, DIGITS, table.bits() / 4);
  }
}
