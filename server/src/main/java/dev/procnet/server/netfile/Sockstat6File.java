package dev.procnet.server.netfile;

import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.SnapshotBuilder;
import java.util.Set;

/** {@code sockstat6}: how many sockets there are, over IPv6. net/ipv6/proc.c sockstat6_seq_show. */
final class Sockstat6File implements NetFile {

  private final SockstatRows rows;

  Sockstat6File(StatisticsLog log) {
    this.rows = new SockstatRows("sockstat6", log);
  }

  @Override
  public String name() {
    return "sockstat6";
  }

  @Override
  public String summary() {
    return "how many sockets there are, over IPv6";
  }

  @Override
  public Set<Section<?>> sections() {
    return SockstatRows.SECTIONS;
  }

  @Override
  public boolean ipv6Only() {
    return true;
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
