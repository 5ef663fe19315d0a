package dev.procnet.server.netfile;

import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.SnapshotBuilder;
import java.util.Set;

/** {@code sockstat}: how many sockets there are, over IPv4. net/ipv4/proc.c sockstat_seq_show. */
final class SockstatFile implements NetFile {

  private final SockstatRows rows;

  SockstatFile(StatisticsLog log) {
    this.rows = new SockstatRows("sockstat", log);
  }

  @Override
  public String name() {
    return "sockstat";
  }

  @Override
  public String summary() {
    return "how many sockets there are, over IPv4";
  }

  @Override
  public Set<Section<?>> sections() {
    return SockstatRows.SECTIONS;
  }

  @Override
  public Rows open(Snapshot snapshot, Reader reader) {
    return rows.open(snapshot);
  }

  @Override
  public void parse(NetFileText text, SnapshotBuilder into) {
    rows.parse(text, into);
  }
}
