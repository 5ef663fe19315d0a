package dev.procnet.server.netfile;

import dev.procnet.server.netfile.DatagramRows.Layout;
import dev.procnet.server.stack.DatagramSocket.Kind;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.SnapshotBuilder;
import java.util.Set;

/** {@code raw}: raw sockets over IPv4. net/ipv4/raw.c raw_seq_show. Nothing is padded. */
final class RawFile implements NetFile {

  private static final DatagramRows ROWS =
      new DatagramRows(
          "raw",
          Kind.RAW,
          false,
          Section.RAW,
          new Layout(DatagramRows.header(DatagramRows.IPV4_COLUMNS, 0), 4, 0, 0));

  @Override
  public String name() {
    return ROWS.name();
  }

  @Override
  public String summary() {
    return "raw sockets over IPv4";
  }

  @Override
  public Set<Section<?>> sections() {
    return Set.of(Section.RAW);
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
