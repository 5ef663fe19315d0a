package dev.procnet.server.netfile;

import dev.procnet.server.stack.Connection;
import dev.procnet.server.stack.Connection.Traffic;
import dev.procnet.server.stack.Connection.Zone;
import dev.procnet.server.stack.Connection.ZoneDirection;
import dev.procnet.server.stack.ConnectionTuple.Unknown;
import dev.procnet.server.stack.ConntrackProtocol;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.SnapshotBuilder;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code nf_conntrack}: tracked connections. No header. net/netfilter/nf_conntrack_standalone.c
 * ct_seq_show.
 */
final class ConntrackFile implements NetFile {

  private static final byte[] NO_HEADER = {};

  @Override
  public String name() {
    return "nf_conntrack";
  }

  @Override
  public String summary() {
    return "tracked connections";
  }

  @Override
  public Set<Section<?>> sections() {
    return Set.of(Section.CONNECTIONS);
  }

  @Override
  public Rows open(Snapshot snapshot, Reader reader) {
    return Rows.of(
        NO_HEADER,
        snapshot.table(Section.CONNECTIONS),
        row -> true,
        (row, out) -> write(row, reader, out));
  }

  private static void write(Connection row, Reader reader, RowBuffer out) {
    out.put(row.original().isIpv6() ? "ipv6     10 " : "ipv4     2 ");
    out.left(protocolName(row), 8).put(' ').unsigned(row.protocol()).put(' ');
    if (row.timeout() != null) {
      out.signed(row.timeout()).put(' ');
    }
    writeProtocolPart(row, out);
    ConnectionTuples.write(out, row.original(), reader);
    writeZone(row.zone(), ZoneDirection.ORIGINAL, "zone-orig=", out);
    writeTraffic(row.originalTraffic(), out);
    if (row.unreplied()) {
      out.put("[UNREPLIED] ");
    }
    ConnectionTuples.write(out, row.reply(), reader);
    writeZone(row.zone(), ZoneDirection.REPLY, "zone-reply=", out);
    writeTraffic(row.replyTraffic(), out);
    out.put(row.status().text());
    writeUnsigned(row.mark(), "mark=", out);
    writeUnsigned(row.securityMark(), "secmark=", out);
    if (!row.securityContext().isEmpty()) {
      out.put("secctx=").put(row.securityContext()).put(' ');
    }
    writeZone(row.zone(), ZoneDirection.BOTH, "zone=", out);
    if (row.age() != null) {
      out.put("delta-time=").unsigned(row.age()).put(' ');
    }
    out.put("use=").unsigned(Integer.toUnsignedLong(row.useCount())).put('\n');
  }

  private static String protocolName(Connection row) {
    ConntrackProtocol protocol = ConntrackProtocol.of(row.protocol());
    return protocol == null || row.original().transport() instanceof Unknown
        ? "unknown"
        : protocol.label();
  }

  private static void writeProtocolPart(Connection row, RowBuffer out) {
    if (row.state() != null) {
      out.put(row.state()).put(' ');
    }
    Connection.GreTimeouts timeouts = row.greTimeouts();
    if (timeouts != null) {
      out.put("timeout=").unsigned(Integer.toUnsignedLong(timeouts.unreplied()));
      out.put(", stream_timeout=").unsigned(Integer.toUnsignedLong(timeouts.stream())).put(' ');
    }
  }

  private static void writeZone(
      @Nullable Zone zone, ZoneDirection direction, String label, RowBuffer out) {
    if (zone != null && zone.direction() == direction) {
      out.put(label).unsigned(zone.id()).put(' ');
    }
  }

  private static void writeTraffic(@Nullable Traffic traffic, RowBuffer out) {
    if (traffic != null) {
      out.put("packets=").unsigned(traffic.packets());
      out.put(" bytes=").unsigned(traffic.bytes()).put(' ');
    }
  }

  private static void writeUnsigned(@Nullable Integer value, String label, RowBuffer out) {
    if (value != null) {
      out.put(label).unsigned(Integer.toUnsignedLong(value)).put(' ');
    }
  }

  @Override
  public void parse(NetFileText text, SnapshotBuilder into) {
    while (!text.atEnd()) {
      into.add(Section.CONNECTIONS, new ConntrackRow(text).parse());
    }
  }
}
