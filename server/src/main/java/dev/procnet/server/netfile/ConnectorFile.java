package dev.procnet.server.netfile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.procnet.server.stack.Connector;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.SnapshotBuilder;
import java.util.HashSet;
import java.util.Set;

/**
 * {@code connector}: receivers of messages of the kernel connector. drivers/connector/connector.c
 * cn_proc_show.
 */
final class ConnectorFile implements NetFile {

  private static final byte[] HEADER = "Name            ID\n".getBytes(US_ASCII);

  @Override
  public String name() {
    return "connector";
  }

  @Override
  public String summary() {
    return "receivers of messages of the kernel connector";
  }

  @Override
  public Set<Section<?>> sections() {
    return Set.of(Section.CONNECTORS);
  }

  @Override
  public Rows open(Snapshot snapshot, Reader reader) {
    return Rows.of(HEADER, snapshot.table(Section.CONNECTORS), _ -> true, ConnectorFile::write);
  }

  private static void write(Connector row, RowBuffer out) {
    out.left(row.name(), 15).put(' ');
    out.unsigned(Integer.toUnsignedLong(row.index())).put(':');
    out.unsigned(Integer.toUnsignedLong(row.value())).put('\n');
  }

  @Override
  public void parse(NetFileText text, SnapshotBuilder into) {
    text.expect(HEADER, "the header of connector");
    Set<Connector.Key> keys = new HashSet<>();
    while (!text.atEnd()) {
      int start = text.position();
      Connector row = parseRow(text);
      if (!keys.add(row.key())) {
        throw text.failAt(start, "each id once");
      }
      into.add(Section.CONNECTORS, row);
    }
  }

  private static Connector parseRow(NetFileText text) {
    int start = text.position();
    int id = start;
    while (!text.atLineEnd()) {
      text.moveTo(text.position() + 1);
      // The id is what stands behind the last blank: a name may have some.
      id = text.slice(text.position() - 1, text.position()).byteAt(0) == ' ' ? text.position() : id;
    }
    String name = text.slice(start, id).toString(ISO_8859_1).stripTrailing();
    text.moveTo(id);
    int index = text.unsigned32("the index of an id");
    text.expect(":");
    int value = text.unsigned32("the value of an id");
    text.endLine();
    return text.check(start, () -> new Connector(name, index, value));
  }
}
