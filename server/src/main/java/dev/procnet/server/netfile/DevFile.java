package dev.procnet.server.netfile;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.procnet.server.stack.Interface;
import dev.procnet.server.stack.InterfaceName;
import dev.procnet.server.stack.InterfaceStatistics;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.SnapshotBuilder;
import dev.procnet.server.stack.Unavailable;
import java.util.Set;

/** {@code dev}: interfaces and their link statistics. net/core/net-procfs.c dev_seq_show. */
final class DevFile implements NetFile {

  private static final byte[] HEADER =
      ("Inter-|   Receive                                                |  Transmit\n"
              + " face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets"
              + " errs drop fifo colls carrier compressed\n")
          .getBytes(US_ASCII);

  /** Minimum widths of the columns. */
  private static final int[] WIDTHS = {7, 7, 4, 4, 4, 5, 10, 9, 8, 7, 4, 4, 4, 5, 7, 10};

  private final StatisticsLog log;

  DevFile(StatisticsLog log) {
    this.log = log;
  }

  @Override
  public String name() {
    return "dev";
  }

  @Override
  public String summary() {
    return "interfaces and their statistics";
  }

  @Override
  public Set<Section<?>> sections() {
    return Set.of(Section.INTERFACES);
  }

  @Override
  public Rows open(Snapshot snapshot, Reader reader) {
    return Rows.of(HEADER, snapshot.table(Section.INTERFACES), this::hasStatistics, DevFile::write);
  }

  private boolean hasStatistics(Interface row) {
    Unavailable unavailable = row.unavailable();
    if (unavailable != null) {
      log.unavailable("interface " + row.name().text(), unavailable);
    }
    return unavailable == null;
  }

  private static void write(Interface row, RowBuffer out) {
    out.right(row.name().bytes(), 6).put(':');
    long[] columns = row.statistics().columns();
    for (int i = 0; i < columns.length; i++) {
      out.put(' ').unsigned(columns[i], WIDTHS[i]);
    }
    out.put('\n');
  }

  @Override
  public void parse(NetFileText text, SnapshotBuilder into) {
    text.expect(HEADER, "the header of dev");
    while (!text.atEnd()) {
      int start = text.position();
      text.skipBlanks();
      InterfaceName name = text.interfaceName(':');
      text.expect(":");
      long[] columns = new long[WIDTHS.length];
      for (int i = 0; i < columns.length; i++) {
        text.blanks();
        columns[i] = text.unsigned64("a counter");
      }
      text.endLine();
      text.check(
          start,
          () -> {
            into.addInterface(name, InterfaceStatistics.of(columns));
            return name;
          });
    }
  }
}
