package dev.procnet.server.netfile;

import dev.procnet.server.stack.LogGroup;
import dev.procnet.server.stack.PacketCopyMode;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.SnapshotBuilder;
import java.util.Set;

/**
 * {@code netfilter/nfnetlink_log}: groups of logged packets that programs listen to. No header.
 * net/netfilter/nfnetlink_log.c seq_show.
 */
final class NfnetlinkLogFile implements NetFile {

  private static final byte[] NO_HEADER = {};

  @Override
  public String name() {
    return "netfilter/nfnetlink_log";
  }

  @Override
  public String summary() {
    return "groups of logged packets that programs listen to";
  }

  @Override
  public Set<Section<?>> sections() {
    return Set.of(Section.LOG_GROUPS);
  }

  @Override
  public Rows open(Snapshot snapshot, Reader reader) {
    return Rows.of(
        NO_HEADER, snapshot.table(Section.LOG_GROUPS), row -> true, NfnetlinkLogFile::write);
  }

  private static void write(LogGroup row, RowBuffer out) {
    NetfilterColumns.write(out, row.group(), 5);
    NetfilterColumns.write(out.put(' '), row.portId(), 6);
    NetfilterColumns.write(out.put(' '), row.queueLength(), 5);
    out.put(' ').unsigned(row.copyMode().number());
    NetfilterColumns.write(out.put(' '), row.copyRange(), 5);
    NetfilterColumns.write(out.put(' '), row.flushTimeout(), 6);
    NetfilterColumns.write(out.put(' '), row.useCount(), 2);
    out.put('\n');
  }

  @Override
  public void parse(NetFileText text, SnapshotBuilder into) {
    while (!text.atEnd()) {
      into.add(Section.LOG_GROUPS, parseRow(text));
    }
  }

  private static LogGroup parseRow(NetFileText text) {
    text.skipBlanks();
    int group = (int) text.unsigned("a group", 0xFFFF);
    int portId = NetfilterColumns.parse(text, "a port id");
    int queueLength = NetfilterColumns.parse(text, "a queue length");
    PacketCopyMode copyMode = NetfilterColumns.parseCopyMode(text);
    int copyRange = NetfilterColumns.parse(text, "a copy range");
    int flushTimeout = NetfilterColumns.parse(text, "a flush timeout");
    int useCount = NetfilterColumns.parse(text, "a number of uses");
    text.endLine();
    return new LogGroup(group, portId, queueLength, copyMode, copyRange, flushTimeout, useCount);
  }
}
