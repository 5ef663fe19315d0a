package dev.procnet.server.netfile;

import dev.procnet.server.stack.PacketCopyMode;
import dev.procnet.server.stack.PacketQueue;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.SnapshotBuilder;
import java.util.Set;

/**
 * {@code netfilter/nfnetlink_queue}: queues of packets that programs decide on. No header.
 * net/netfilter/nfnetlink_queue.c seq_show.
 */
final class NfnetlinkQueueFile implements NetFile {

  private static final byte[] NO_HEADER = {};

  @Override
  public String name() {
    return "netfilter/nfnetlink_queue";
  }

  @Override
  public String summary() {
    return "queues of packets that programs decide on";
  }

  @Override
  public Set<Section<?>> sections() {
    return Set.of(Section.PACKET_QUEUES);
  }

  @Override
  public Rows open(Snapshot snapshot, Reader reader) {
    return Rows.of(
        NO_HEADER, snapshot.table(Section.PACKET_QUEUES), row -> true, NfnetlinkQueueFile::write);
  }

  private static void write(PacketQueue row, RowBuffer out) {
    NetfilterColumns.write(out, row.number(), 5);
    NetfilterColumns.write(out.put(' '), row.portId(), 6);
    NetfilterColumns.write(out.put(' '), row.length(), 5);
    out.put(' ').unsigned(row.copyMode().number());
    NetfilterColumns.write(out.put(' '), row.copyRange(), 5);
    NetfilterColumns.write(out.put(' '), row.dropped(), 5);
    NetfilterColumns.write(out.put(' '), row.userDropped(), 5);
    NetfilterColumns.write(out.put(' '), row.idSequence(), 8);
    out.put("  1\n");
  }

  @Override
  public void parse(NetFileText text, SnapshotBuilder into) {
    while (!text.atEnd()) {
      into.add(Section.PACKET_QUEUES, parseRow(text));
    }
  }

  private static PacketQueue parseRow(NetFileText text) {
    text.skipBlanks();
    int number = (int) text.unsigned("a queue", 0xFFFF);
    int portId = NetfilterColumns.parse(text, "a port id");
    int length = NetfilterColumns.parse(text, "a length");
    PacketCopyMode copyMode = NetfilterColumns.parseCopyMode(text);
    int copyRange = NetfilterColumns.parse(text, "a copy range");
    int dropped = NetfilterColumns.parse(text, "a number of packets dropped");
    int userDropped = NetfilterColumns.parse(text, "a number of packets dropped");
    int idSequence = NetfilterColumns.parse(text, "a packet id");
    text.expect("  1");
    text.endLine();
    return new PacketQueue(
        number, portId, length, copyMode, copyRange, dropped, userDropped, idSequence);
  }
}
