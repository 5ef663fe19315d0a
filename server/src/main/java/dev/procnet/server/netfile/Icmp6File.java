package dev.procnet.server.netfile;

import dev.procnet.server.stack.DatagramSocket.Kind;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.SnapshotBuilder;
import java.util.Set;

/**
 * {@code icmp6}: ping sockets over IPv6. net/ipv6/ping.c ping_v6_seq_show.
 *
 * <p>Linux lists with them some of IPv4, without their addresses; an import takes each row for a
 * socket of the file's family.
 */
final class Icmp6File implements NetFile {

  private static final DatagramRows ROWS =
      new DatagramRows("icmp6", Kind.PING, true, Section.PING6, DatagramRows.ipv6Layout());

  @Override
  public String name() {
    return ROWS.name();
  }

  @Override
  public String summary() {
    return "ping sockets over IPv6";
  }

  @Override
  public Set<Section<?>> sections() {
    return Set.of(Section.PING6);
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
