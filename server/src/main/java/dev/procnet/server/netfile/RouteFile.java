package dev.procnet.server.netfile;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.google.protobuf.ByteString;
import dev.procnet.server.stack.Interface;
import dev.procnet.server.stack.InterfaceName;
import dev.procnet.server.stack.Ipv4Address;
import dev.procnet.server.stack.Profile;
import dev.procnet.server.stack.Route;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Settings;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.SnapshotBuilder;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * {@code route}: IPv4 routes, in Linux those of the main table. net/ipv4/fib_trie.c
 * fib_route_seq_show.
 */
final class RouteFile implements NetFile {

  private static final int WIDTH = 127;

  private static final byte[] LINUX_HEADER =
      header("Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT");

  private static final byte[] GVISOR_HEADER =
      header("Iface\tDestination\tGateway\tFlags\tRefCnt\tUse\tMetric\tMask\tMTU\tWindow\tIRTT");

  private static final ByteString NO_DEVICE = ByteString.copyFromUtf8("*");

  private static byte[] header(String columns) {
    return "%-127s\n".formatted(columns).getBytes(US_ASCII);
  }

  @Override
  public String name() {
    return "route";
  }

  @Override
  public String summary() {
    return "IPv4 routes of the main table";
  }

  @Override
  public Set<Section<?>> sections() {
    return Set.of(Section.ROUTES, Section.INTERFACES);
  }

  @Override
  public Rows open(Snapshot snapshot, Reader reader) {
    Profile profile = snapshot.profile();
    if (profile.isLinux() && !snapshot.settings().ipv4Routing()) {
      return Rows.none();
    }
    return Rows.of(
        profile.isLinux() ? LINUX_HEADER : GVISOR_HEADER,
        snapshot.table(Section.ROUTES),
        row -> isShown(snapshot, row),
        (row, out) -> write(snapshot, row, reader, out));
  }

  private static boolean isShown(Snapshot snapshot, Route row) {
    if (row.type() == Route.Type.BROADCAST || row.type() == Route.Type.MULTICAST) {
      return false;
    }
    Interface device = snapshot.interfaceOf(row.interfaceIndex());
    if (!snapshot.profile().isLinux()) {
      // gVisor has one table, and no routes that lead nowhere.
      return device != null && !device.isLoopback();
    }
    return row.table() == Route.TABLE_MAIN && (row.interfaceIndex() == 0 || device != null);
  }

  private static void write(Snapshot snapshot, Route row, Reader reader, RowBuffer out) {
    int start = out.size();
    out.put(DeviceNames.of(snapshot, row.interfaceIndex(), NO_DEVICE)).put('\t');
    writeAddress(out, reader.shown((Ipv4Address) row.destination()).bits());
    writeAddress(out, reader.shown((Ipv4Address) row.gateway()).bits());
    out.hex(row.flags() & 0xFFFFFFFFL, 4).put('\t');
    out.unsigned(row.referenceCount() & 0xFFFFFFFFL).put('\t');
    out.unsigned(row.use() & 0xFFFFFFFFL).put('\t');
    boolean signed = snapshot.profile().hasSignedRouteMetric();
    out.signed(signed ? row.metric() : row.metric() & 0xFFFFFFFFL, 0).put('\t');
    writeAddress(out, Ipv4Address.mask(row.prefixLength()));
    out.signed(row.mtu(), 0).put('\t').unsigned(row.window() & 0xFFFFFFFFL).put('\t');
    out.unsigned(row.irtt() & 0xFFFFFFFFL).padRow(start, WIDTH).put('\n');
  }

  private static void writeAddress(RowBuffer out, int bits) {
    out.hex8(Integer.reverseBytes(bits)).put('\t');
  }

  @Override
  public Set<Profile> printedBy(NetFileText text) {
    if (text.skip(GVISOR_HEADER)) {
      return EnumSet.of(Profile.GVISOR);
    }
    return text.startsWith(LINUX_HEADER)
        ? EnumSet.of(Profile.LINUX_6_18, Profile.LINUX_6_12, Profile.LINUX_6_1)
        : Set.of();
  }

  @Override
  public void parse(NetFileText text, SnapshotBuilder into) {
    boolean linux = into.profile().isLinux();
    if (linux && text.atEnd()) {
      return;
    }
    text.expect(linux ? LINUX_HEADER : GVISOR_HEADER, "the header of route");
    into.settings(Settings::withIpv4Routing);
    List<Route> rows = new ArrayList<>();
    while (!text.atEnd()) {
      rows.add(parseRow(text, into));
    }
    (linux ? HiddenTos.infer(rows) : rows).forEach(row -> into.add(Section.ROUTES, row));
  }

  private static Route parseRow(NetFileText text, SnapshotBuilder into) {
    int start = text.position();
    InterfaceName name = text.interfaceName('\t');
    int device = name.bytes().equals(NO_DEVICE) ? 0 : into.interfaceIndex(name);
    text.expect("\t");
    int destination = parseAddress(text, "a destination");
    int gateway = parseAddress(text, "a gateway");
    int flags = (int) text.hex("route flags", 4, 8);
    text.expect("\t");
    int referenceCount = text.unsigned32("a reference count");
    text.expect("\t");
    int use = text.unsigned32("a use count");
    text.expect("\t");
    int metric = (int) text.signed("a metric", Integer.MIN_VALUE, 0xFFFFFFFFL);
    text.expect("\t");
    int prefixLength = parseMask(text, into.profile());
    text.expect("\t");
    int mtu = text.signed32("an MTU");
    text.expect("\t");
    int window = text.unsigned32("a window");
    text.expect("\t");
    int irtt = text.unsigned32("an IRTT");
    text.endLine();
    return text.check(
        start,
        () ->
            new Route(
                into.takeIds(1),
                new Ipv4Address(destination),
                prefixLength,
                Ipv4Address.UNSPECIFIED,
                0,
                new Ipv4Address(gateway),
                device,
                flags,
                metric,
                typeOf(device, flags),
                Route.TABLE_MAIN,
                0,
                mtu,
                window,
                irtt,
                referenceCount,
                use,
                0));
  }

  private static int parseAddress(NetFileText text, String what) {
    int bits = Integer.reverseBytes((int) text.hex(what, 8, 8));
    text.expect("\t");
    return bits;
  }

  private static int parseMask(NetFileText text, Profile profile) {
    int start = text.position();
    int printed = (int) text.hex("a mask", 8, 8);
    int bits = Integer.reverseBytes(printed);
    int length = Integer.bitCount(bits);
    if (bits == Ipv4Address.mask(length)) {
      return length;
    }
    // gVisor sets the bits from the lowest on, which is wrong where the length is not a multiple of
    // 8. Procnet prints the right mask, so that is what is compared.
    if (profile == Profile.GVISOR && printed == (1 << length) - 1) {
      text.overwrite(start, "%08X".formatted(Integer.reverseBytes(Ipv4Address.mask(length))));
      return length;
    }
    throw text.failAt(start, "a mask of ones before zeros, in host byte order");
  }

  /** Prohibitions print as what is unreachable does, throws as blackholes do. */
  private static Route.Type typeOf(int device, int flags) {
    if ((flags & Route.RTF_REJECT) != 0) {
      return Route.Type.UNREACHABLE;
    }
    return device == 0 ? Route.Type.BLACKHOLE : Route.Type.UNICAST;
  }
}
