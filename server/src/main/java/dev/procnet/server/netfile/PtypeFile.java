package dev.procnet.server.netfile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import com.google.protobuf.ByteString;
import dev.procnet.server.stack.PacketHandler;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.SnapshotBuilder;
import java.util.Set;

/** {@code ptype}: receivers of packets. net/core/net-procfs.c ptype_seq_show. */
final class PtypeFile implements NetFile {

  private static final byte[] HEADER = "Type Device      Function\n".getBytes(US_ASCII);

  @Override
  public String name() {
    return "ptype";
  }

  @Override
  public String summary() {
    return "receivers of packets by type";
  }

  @Override
  public Set<Section<?>> sections() {
    return Set.of(Section.PACKET_HANDLERS, Section.INTERFACES);
  }

  @Override
  public Rows open(Snapshot snapshot, Reader reader) {
    return Rows.of(
        HEADER,
        snapshot.table(Section.PACKET_HANDLERS),
        row -> row.interfaceIndex() == 0 || DeviceNames.isThere(snapshot, row.interfaceIndex()),
        (row, out) -> write(snapshot, row, out));
  }

  private static void write(Snapshot snapshot, PacketHandler row, RowBuffer out) {
    if (row.etherType() == PacketHandler.ALL) {
      out.put("ALL ");
    } else {
      out.hexLower(row.etherType(), 4);
    }
    out.put(' ').left(DeviceNames.of(snapshot, row.interfaceIndex(), ByteString.EMPTY), 8);
    out.put(' ').put(row.function()).put('\n');
  }

  @Override
  public void parse(NetFileText text, SnapshotBuilder into) {
    text.expect(HEADER, "the header of ptype");
    while (!text.atEnd()) {
      into.add(Section.PACKET_HANDLERS, parseRow(text, into));
    }
  }

  private static PacketHandler parseRow(NetFileText text, SnapshotBuilder into) {
    int start = text.position();
    int etherType =
        text.skip("ALL ") ? PacketHandler.ALL : (int) text.hex("ALL or an ethertype", 4, 4);
    text.expect(" ");
    int device = text.peek() == ' ' ? 0 : into.interfaceIndex(text.interfaceName(' '));
    text.blanks();
    int end = text.find('\n');
    if (end < 0) {
      text.moveTo(text.size());
      throw text.fail("the end of the line");
    }
    String function = text.slice(text.position(), end).toString(ISO_8859_1);
    text.moveTo(end + 1);
    return text.check(start, () -> new PacketHandler(etherType, device, function));
  }
}
