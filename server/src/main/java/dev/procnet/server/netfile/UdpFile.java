package dev.procnet.server.netfile;

import dev.procnet.server.netfile.DatagramRows.Layout;
import dev.procnet.server.stack.DatagramSocket.Kind;
import dev.procnet.server.stack.Profile;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.SnapshotBuilder;
import java.util.Set;

/** {@code udp}: UDP sockets over IPv4. net/ipv4/udp.c udp4_seq_show. */
final class UdpFile implements NetFile {

  private static final byte[] HEADER =
      DatagramRows.header(" " + DatagramRows.IPV4_COLUMNS, DatagramRows.WIDTH);

  /** gVisor pads the header, but no row. */
  private static final byte[] GVISOR_HEADER =
      DatagramRows.header(DatagramRows.IPV4_COLUMNS, DatagramRows.WIDTH);

  private static final DatagramRows ROWS =
      new DatagramRows(
          "udp",
          Kind.UDP,
          false,
          Section.UDP,
          new Layout(HEADER, 5, 0, DatagramRows.WIDTH),
          new Layout(GVISOR_HEADER, 5, PrintedBy.GVISOR_INODE_WIDTH, 0));

  @Override
  public String name() {
    return ROWS.name();
  }

  @Override
  public String summary() {
    return "UDP sockets over IPv4";
  }

  @Override
  public Set<Section<?>> sections() {
    return Set.of(Section.UDP);
  }

  @Override
  public Rows open(Snapshot snapshot, Reader reader) {
    return ROWS.open(snapshot, reader);
  }

  @Override
  public void parse(NetFileText text, SnapshotBuilder into) {
    ROWS.parse(text, into);
  }

  @Override
  public Set<Profile> printedBy(NetFileText text) {
    return ROWS.printedBy(text);
  }
}
