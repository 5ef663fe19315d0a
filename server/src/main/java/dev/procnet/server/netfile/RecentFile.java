package dev.procnet.server.netfile;

import dev.procnet.server.stack.IpAddress;
import dev.procnet.server.stack.MatchTable;
import dev.procnet.server.stack.RecentAddress;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.SnapshotBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * {@code xt_recent/LIST}: addresses that were seen, and when. No header. net/netfilter/xt_recent.c
 * recent_seq_show.
 */
final class RecentFile implements NetFile {

  private static final byte[] NO_HEADER = {};

  private final String list;

  RecentFile(String list) {
    this.list = list;
  }

  @Override
  public String name() {
    return MatchTable.Module.RECENT.directory() + "/" + list;
  }

  @Override
  public String summary() {
    return "addresses that a list of recent ones has";
  }

  @Override
  public Set<Section<?>> sections() {
    return Set.of(Section.MATCH_TABLES, Section.RECENT_ADDRESSES);
  }

  @Override
  public Rows open(Snapshot snapshot, Reader reader) {
    return Rows.of(
        NO_HEADER,
        snapshot.table(Section.RECENT_ADDRESSES),
        row -> row.list().equals(list),
        (row, out) -> write(row, reader, out));
  }

  private static void write(RecentAddress row, Reader reader, RowBuffer out) {
    out.put("src=");
    PlainAddresses.write(out, reader.hideAddresses() ? row.address().unspecified() : row.address());
    out.put(" ttl: ").unsigned(row.ttl()).put(" last_seen: ").unsigned(row.lastSeen());
    out.put(" oldest_pkt: ").unsigned(row.newest());
    String separator = " ";
    for (long timestamp : row.timestamps()) {
      out.put(separator).unsigned(timestamp);
      separator = ", ";
    }
    out.put('\n');
  }

  @Override
  public void parse(NetFileText text, SnapshotBuilder into) {
    into.add(
        Section.MATCH_TABLES, text.check(0, () -> new MatchTable(MatchTable.Module.RECENT, list)));
    while (!text.atEnd()) {
      into.add(Section.RECENT_ADDRESSES, parseRow(text));
    }
  }

  private RecentAddress parseRow(NetFileText text) {
    int start = text.position();
    text.expect("src=");
    IpAddress address = PlainAddresses.parse(text, isIpv6(text), "an address");
    text.expect(" ttl: ");
    int ttl = (int) text.unsigned("a time to live", 0xFF);
    text.expect(" last_seen: ");
    int lastSeenStart = text.position();
    long lastSeen = text.unsigned64("a timestamp");
    text.expect(" oldest_pkt: ");
    int newest = (int) text.unsigned("the number of a timestamp", 0xFFFF);
    List<Long> timestamps = parseTimestamps(text);
    text.endLine();
    RecentAddress row =
        text.check(start, () -> new RecentAddress(list, address, ttl, newest, timestamps));
    if (row.lastSeen() != lastSeen) {
      throw text.failAt(
          lastSeenStart, "timestamp " + newest + ", " + Long.toUnsignedString(row.lastSeen()));
    }
    return row;
  }

  /** Groups of four digits, or octets. */
  private static boolean isIpv6(NetFileText text) {
    int colon = text.position() + 4;
    int start = text.position();
    text.moveTo(colon);
    boolean ipv6 = text.peek() == ':';
    text.moveTo(start);
    return ipv6;
  }

  private static List<Long> parseTimestamps(NetFileText text) {
    List<Long> timestamps = new ArrayList<>();
    text.expect(" ");
    do {
      timestamps.add(text.unsigned64("a timestamp"));
    } while (text.skip(", "));
    return timestamps;
  }
}
