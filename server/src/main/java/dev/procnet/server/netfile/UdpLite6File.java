package dev.procnet.server.netfile;

import dev.procnet.server.stack.DatagramSocket.Kind;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.SnapshotBuilder;
import java.util.Set;

/** {@code udplite6}: UDP-Lite sockets over IPv6. net/ipv6/udplite.c. */
final class UdpLite6File implements NetFile {

  private static final DatagramRows ROWS =
      new DatagramRows(
          "udplite6", Kind.UDP_LITE, true, Section.UDP_LITE6, DatagramRows.ipv6Layout());

  @Override
  public String name() {
    return ROWS.name();
  }

  @Override
  public String summary() {
    return "UDP-Lite sockets over IPv6";
  }

  @Override
  public Set<Section<?>> sections() {
    return Set.of(Section.UDP_LITE6);
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
}
