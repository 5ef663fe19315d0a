package dev.procnet.server.netfile;

import dev.procnet.server.netfile.DatagramRows.Layout;
import dev.procnet.server.stack.DatagramSocket.Kind;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.SnapshotBuilder;
import java.util.Set;

/** {@code udplite}: UDP-Lite sockets over IPv4. net/ipv4/udplite.c. */
final class UdpLiteFile implements NetFile {

  private static final DatagramRows ROWS =
      new DatagramRows(
          "udplite",
          Kind.UDP_LITE,
          false,
          Section.UDP_LITE,
          new Layout(
              DatagramRows.header(" " + DatagramRows.IPV4_COLUMNS, DatagramRows.WIDTH),
              5,
              0,
              DatagramRows.WIDTH));

  @Override
  public String name() {
    return ROWS.name();
  }

  @Override
  public String summary() {
    return "UDP-Lite sockets over IPv4";
  }

  @Override
  public Set<Section<?>> sections() {
    return Set.of(Section.UDP_LITE);
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
