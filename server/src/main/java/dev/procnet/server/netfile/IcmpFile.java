package dev.procnet.server.netfile;

import dev.procnet.server.netfile.DatagramRows.Layout;
import dev.procnet.server.stack.DatagramSocket.Kind;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.SnapshotBuilder;
import java.util.Set;

/**
 * {@code icmp}: ping sockets over IPv4. net/ipv4/ping.c ping_v4_seq_show.
 *
 * <p>Linux lists with them some of IPv6, without their addresses; an import takes each row for a
 * socket of the file's family.
 */
final class IcmpFile implements NetFile {

  private static final DatagramRows ROWS =
      new DatagramRows(
          "icmp",
          Kind.PING,
          false,
          Section.PING,
          new Layout(
              DatagramRows.header(DatagramRows.IPV4_COLUMNS, DatagramRows.WIDTH),
              5,
              0,
              DatagramRows.WIDTH));

  @Override
  public String name() {
    return ROWS.name();
  }

  @Override
  public String summary() {
    return "ping sockets over IPv4";
  }

  @Override
  public Set<Section<?>> sections() {
    return Set.of(Section.PING);
  }

  @Override
  public Rows open(Snapshot snapshot, Reader reader) {
    return ROWS.open(snapshot, reader);
  }

  @Override
  public void parse(NetFileText text, SnapshotBuilder into) {
    ROWS.parse(text, into);
  }
}
