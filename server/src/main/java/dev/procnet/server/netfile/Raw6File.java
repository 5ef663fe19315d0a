package dev.procnet.server.netfile;

import dev.procnet.server.stack.DatagramSocket.Kind;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.SnapshotBuilder;
import java.util.Set;

/** {@code raw6}: raw sockets over IPv6. net/ipv6/raw.c raw6_seq_show. */
final class Raw6File implements NetFile {

  private static final DatagramRows ROWS =
      new DatagramRows("raw6", Kind.RAW, true, Section.RAW6, DatagramRows.ipv6Layout());

  @Override
  public String name() {
    return ROWS.name();
  }

  @Override
  public String summary() {
    return "raw sockets over IPv6";
  }

  @Override
  public Set<Section<?>> sections() {
    return Set.of(Section.RAW6);
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
