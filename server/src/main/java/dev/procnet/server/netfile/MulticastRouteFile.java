package dev.procnet.server.netfile;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.google.common.collect.Iterables;
import com.google.common.collect.Lists;
import dev.procnet.server.stack.IpAddress;
import dev.procnet.server.stack.Ipv4Address;
import dev.procnet.server.stack.Ipv6Address;
import dev.procnet.server.stack.MulticastRoute;
import dev.procnet.server.stack.MulticastRoute.Outgoing;
import dev.procnet.server.stack.MulticastVif;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.SnapshotBuilder;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * {@code ip_mr_cache} and {@code ip6_mr_cache}: routes of multicast packets. net/ipv4/ipmr.c and
 * net/ipv6/ip6mr.c ipmr_mfc_seq_show.
 *
 * <p>The oldest resolved route comes first, then the newest of those that are not resolved.
 */
final class MulticastRouteFile implements NetFile {

  private static final byte[] HEADER =
      "Group    Origin   Iif     Pkts    Bytes    Wrong Oifs\n".getBytes(US_ASCII);
  private static final byte[] HEADER6 =
      ("Group                            Origin                           "
              + "Iif      Pkts  Bytes     Wrong  Oifs\n")
          .getBytes(US_ASCII);

  private final boolean ipv6;

  MulticastRouteFile(boolean ipv6) {
    this.ipv6 = ipv6;
  }

  @Override
  public String name() {
    return ipv6 ? "ip6_mr_cache" : "ip_mr_cache";
  }

  @Override
  public String summary() {
    return "routes of " + (ipv6 ? "IPv6" : "IPv4") + " multicast packets";
  }

  @Override
  public Set<Section<?>> sections() {
    return Set.of(Section.MULTICAST_ROUTES, Section.MULTICAST_VIFS);
  }

  @Override
  public boolean ipv6Only() {
    return ipv6;
  }

  @Override
  public Rows open(Snapshot snapshot, Reader reader) {
    List<MulticastRoute> resolved = new ArrayList<>();
    List<MulticastRoute> unresolved = new ArrayList<>();
    for (MulticastRoute row : snapshot.table(Section.MULTICAST_ROUTES)) {
      if (row.isIpv6() == ipv6) {
        (row.isResolved() ? resolved : unresolved).add(row);
      }
    }
    BitSet vifs = vifs(snapshot.table(Section.MULTICAST_VIFS));
    return Rows.of(
        ipv6 ? HEADER6 : HEADER,
        Iterables.concat(Lists.reverse(resolved), unresolved),
        _ -> true,
        (row, out) -> write(row, vifs, reader, out));
  }

  private BitSet vifs(Iterable<MulticastVif> rows) {
    BitSet vifs = new BitSet();
    for (MulticastVif row : rows) {
      if (row.ipv6() == ipv6) {
        vifs.set(row.number());
      }
    }
    return vifs;
  }

  private static void write(MulticastRoute row, BitSet vifs, Reader reader, RowBuffer out) {
    write(row.group(), reader, out);
    write(row.origin(), reader, out);
    out.signedLeft(row.incoming(), 3);
    out.put(' ').unsigned(row.packets(), 8);
    out.put(' ').unsigned(row.bytes(), 8);
    out.put(' ').unsigned(row.wrong(), 8);
    for (Outgoing outgoing : row.outgoing()) {
      if (vifs.get(outgoing.vif())) {
        out.put(' ').signed(outgoing.vif(), 2).put(':').signedLeft(outgoing.ttl(), 3);
      }
    }
    out.put('\n');
  }

  private static void write(IpAddress address, Reader reader, RowBuffer out) {
    switch (reader.hideAddresses() ? address.unspecified() : address) {
      case Ipv4Address(int bits) -> out.hex8(Integer.reverseBytes(bits));
      case Ipv6Address address6 -> PlainAddresses.writeIpv6Groups(out, address6);
    }
    out.put(' ');
  }

  @Override
  public void parse(NetFileText text, SnapshotBuilder into) {
    text.expect(ipv6 ? HEADER6 : HEADER, "the header of " + name());
    BitSet vifs = vifs(into.rows(Section.MULTICAST_VIFS));
    // Where there is no list of virtual interfaces the routes tell which there are.
    boolean listed = !vifs.isEmpty();
    Set<MulticastRoute.Key> keys = new HashSet<>();
    List<MulticastRoute> resolved = new ArrayList<>();
    List<MulticastRoute> unresolved = new ArrayList<>();
    while (!text.atEnd()) {
      int start = text.position();
      MulticastRoute row = parseRow(text, vifs, listed);
      if (!keys.add(row.key())) {
        throw text.failAt(start, "each multicast route once");
      }
      if (row.isResolved() && !unresolved.isEmpty()) {
        throw text.failAt(start, "no resolved route behind one that is not");
      }
      (row.isResolved() ? resolved : unresolved).add(row);
    }
    Iterables.concat(Lists.reverse(resolved), unresolved)
        .forEach(row -> into.add(Section.MULTICAST_ROUTES, row));
    if (!listed) {
      vifs.stream().forEach(number -> into.add(Section.MULTICAST_VIFS, unknown(number)));
    }
  }

  private MulticastVif unknown(int number) {
    Ipv4Address none = Ipv4Address.UNSPECIFIED;
    return new MulticastVif(ipv6, number, 0, 0, 0, 0, 0, 0, none, none);
  }

  private MulticastRoute parseRow(NetFileText text, BitSet vifs, boolean listed) {
    int start = text.position();
    IpAddress group = parseAddress(text, "a group");
    text.blanks();
    IpAddress origin = parseAddress(text, "an origin");
    text.blanks();
    int incoming =
        (int)
            text.signed("a virtual interface", MulticastRoute.UNRESOLVED, MulticastVif.MAX_NUMBER);
    long packets = counter(text, "a number of packets");
    long bytes = counter(text, "a number of bytes");
    long wrong = counter(text, "a number of wrong packets");
    List<Outgoing> outgoing = new ArrayList<>();
    text.skipBlanks();
    while (!text.atLineEnd()) {
      outgoing.add(parseOutgoing(text, vifs, listed));
    }
    text.endLine();
    return text.check(
        start, () -> new MulticastRoute(group, origin, incoming, packets, bytes, wrong, outgoing));
  }

  private static long counter(NetFileText text, String what) {
    text.blanks();
    return text.unsigned64(what);
  }

  private static Outgoing parseOutgoing(NetFileText text, BitSet vifs, boolean listed) {
    int start = text.position();
    int vif = (int) text.unsigned("a virtual interface", MulticastVif.MAX_NUMBER);
    if (listed && !vifs.get(vif)) {
      throw text.failAt(start, "a virtual interface that is there, one of " + vifs);
    }
    vifs.set(vif);
    text.expect(":");
    int ttl = (int) text.unsigned("a TTL", 254);
    text.skipBlanks();
    return text.check(start, () -> new Outgoing(vif, ttl));
  }

  private IpAddress parseAddress(NetFileText text, String what) {
    return ipv6
        ? PlainAddresses.parseIpv6Groups(text, what)
        : InetColumns.parseAddress(text, false);
  }
}
