package dev.procnet.server.netfile;

import dev.procnet.server.netfile.DatagramRows.Layout;
import dev.procnet.server.stack.DatagramSocket.Kind;
import dev.procnet.server.stack.Profile;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.SnapshotBuilder;
import java.util.Set;

/**
 * {@code udp6}: UDP sockets over IPv6, IPv4-mapped ones included. net/ipv6/udp.c udp6_seq_show.
 *
 * <p>gVisor prints a header only, which is that of {@code tcp6}; rows are here as its {@code udp}
 * has them.
 */
final class Udp6File implements NetFile {

  private static final DatagramRows ROWS =
      new DatagramRows(
          "udp6",
          Kind.UDP,
          true,
          Section.UDP6,
          DatagramRows.ipv6Layout(),
          new Layout(Tcp6File.HEADER, 5, PrintedBy.GVISOR_INODE_WIDTH, 0));

  @Override
  public String name() {
    return ROWS.name();
  }

  @Override
  public String summary() {
    return "UDP sockets over IPv6";
  }

  @Override
  public Set<Section<?>> sections() {
    return Set.of(Section.UDP6);
  }

  @Override
  public boolean ipv6Only() {
    return true;
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
