package dev.procnet.server.netfile;

import com.google.protobuf.ByteString;
import dev.procnet.server.stack.IpAddress;
import dev.procnet.server.stack.Ipv6Address;
import dev.procnet.server.stack.Route;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.SnapshotBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * {@code ipv6_route}: IPv6 routes of all tables, one after another. net/ipv6/ip6_fib.c
 * ipv6_route_native_seq_show.
 */
final class Ipv6RouteFile implements NetFile {

  private static final byte[] NO_HEADER = {};

  private static final int RTF_ANYCAST = 0x00100000;
  private static final int RTF_LOCAL = 0x80000000;

  @Override
  public String name() {
    return "ipv6_route";
  }

  @Override
  public String summary() {
    return "IPv6 routes of all tables";
  }

  @Override
  public Set<Section<?>> sections() {
    return Set.of(Section.ROUTES6, Section.INTERFACES);
  }

  @Override
  public boolean ipv6Only() {
    return true;
  }

  @Override
  public Rows open(Snapshot snapshot, Reader reader) {
    return Rows.of(
        NO_HEADER,
        snapshot.table(Section.ROUTES6),
        row -> row.interfaceIndex() == 0 || DeviceNames.isThere(snapshot, row.interfaceIndex()),
        (row, out) -> write(snapshot, row, reader, out));
  }

  private static void write(Snapshot snapshot, Route row, Reader reader, RowBuffer out) {
    writePrefix(out, reader.shown(row.destination()), row.prefixLength());
    writePrefix(out, reader.shown(row.source()), row.sourcePrefixLength());
    PlainAddresses.writeIpv6(out, reader.shown((Ipv6Address) row.gateway()));
    out.put(' ').hex8Lower(row.metric()).put(' ').hex8Lower(row.referenceCount()).put(' ');
    out.hex8Lower(row.use()).put(' ').hex8Lower(row.flags()).put(' ');
    out.right(DeviceNames.of(snapshot, row.interfaceIndex(), ByteString.EMPTY), 8).put('\n');
  }

  private static void writePrefix(RowBuffer out, IpAddress prefix, int length) {
    PlainAddresses.writeIpv6(out, (Ipv6Address) prefix);
    out.put(' ').hexLower(length, 2).put(' ');
  }

  @Override
  public void parse(NetFileText text, SnapshotBuilder into) {
    List<Route> rows = new ArrayList<>();
    while (!text.atEnd()) {
      rows.add(parseRow(text, into));
    }
    Ipv6Tables.infer(rows).forEach(row -> into.add(Section.ROUTES6, row));
  }

  private static Route parseRow(NetFileText text, SnapshotBuilder into) {
    int start = text.position();
    Ipv6Address destination = PlainAddresses.parseIpv6(text, "a destination");
    text.blanks();
    int prefixLength = (int) text.hex("a prefix length", 2, 2);
    text.blanks();
    Ipv6Address source = PlainAddresses.parseIpv6(text, "a source");
    text.blanks();
    int sourcePrefixLength = (int) text.hex("a prefix length", 2, 2);
    text.blanks();
    Ipv6Address gateway = PlainAddresses.parseIpv6(text, "a gateway");
    text.blanks();
    int metric = (int) text.hex("a metric", 8, 8);
    text.blanks();
    int referenceCount = (int) text.hex("a reference count", 8, 8);
    text.blanks();
    int use = (int) text.hex("a use count", 8, 8);
    text.blanks();
    int flags = (int) text.hex("route flags", 8, 8);
    text.blanks();
    int device = text.atLineEnd() ? 0 : into.interfaceIndex(text.interfaceName('\n'));
    text.endLine();
    return text.check(
        start,
        () ->
            new Route(
                into.takeIds(1),
                destination,
                prefixLength,
                source,
                sourcePrefixLength,
                gateway,
                device,
                flags,
                metric,
                typeOf(destination, flags),
                Route.TABLE_MAIN,
                0,
                0,
                0,
                0,
                referenceCount,
                use,
                0));
  }

  /** Blackholes and prohibitions print as what is unreachable does. */
  private static Route.Type typeOf(Ipv6Address destination, int flags) {
    if ((flags & Route.RTF_REJECT) != 0) {
      return Route.Type.UNREACHABLE;
    }
    if ((flags & RTF_LOCAL) != 0) {
      return Route.Type.LOCAL;
    }
    if ((flags & RTF_ANYCAST) != 0) {
      return Route.Type.ANYCAST;
    }
    boolean multicast = destination.high() >>> 56 == 0xFF;
    return multicast ? Route.Type.MULTICAST : Route.Type.UNICAST;
  }
}
