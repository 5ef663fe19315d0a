package dev.procnet.server.netfile;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.google.protobuf.ByteString;
import dev.procnet.server.stack.InterfaceName;
import dev.procnet.server.stack.Ipv4Address;
import dev.procnet.server.stack.MulticastVif;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.SnapshotBuilder;
import java.util.Set;

/**
 * {@code ip_mr_vif} and {@code ip6_mr_vif}: virtual interfaces of multicast routing.
 * net/ipv4/ipmr.c ipmr_vif_seq_show, net/ipv6/ip6mr.c ip6mr_vif_seq_show.
 */
final class MulticastVifFile implements NetFile {

  private static final byte[] HEADER =
      "Interface      BytesIn  PktsIn  BytesOut PktsOut Flags Local    Remote\n".getBytes(US_ASCII);
  private static final byte[] HEADER6 =
      "Interface      BytesIn  PktsIn  BytesOut PktsOut Flags\n".getBytes(US_ASCII);
  private static final ByteString NONE = ByteString.copyFromUtf8("none");

  private final boolean ipv6;

  MulticastVifFile(boolean ipv6) {
    this.ipv6 = ipv6;
  }

  @Override
  public String name() {
    return ipv6 ? "ip6_mr_vif" : "ip_mr_vif";
  }

  @Override
  public String summary() {
    return "virtual interfaces of " + (ipv6 ? "IPv6" : "IPv4") + " multicast routing";
  }

  @Override
  public Set<Section<?>> sections() {
    return Set.of(Section.MULTICAST_VIFS, Section.INTERFACES);
  }

  @Override
  public boolean ipv6Only() {
    return ipv6;
  }

  @Override
  public Rows open(Snapshot snapshot, Reader reader) {
    return Rows.of(
        ipv6 ? HEADER6 : HEADER,
        snapshot.table(Section.MULTICAST_VIFS),
        row -> row.ipv6() == ipv6,
        (row, out) -> write(row, snapshot, reader, out));
  }

  private void write(MulticastVif row, Snapshot snapshot, Reader reader, RowBuffer out) {
    out.signed(row.number(), 2).put(' ');
    out.left(DeviceNames.of(snapshot, row.interfaceIndex(), NONE), 10).put(' ');
    out.signed(row.bytesIn(), 8).put(' ').signed(row.packetsIn(), 7).blanks(2);
    out.signed(row.bytesOut(), 8).put(' ').signed(row.packetsOut(), 7).put(' ');
    out.hex(row.flags(), 5);
    if (!ipv6) {
      write(row.local(), reader, out);
      write(row.remote(), reader, out);
    }
    out.put('\n');
  }

  private static void write(Ipv4Address address, Reader reader, RowBuffer out) {
    out.put(' ').hex8(reader.hideAddresses() ? 0 : Integer.reverseBytes(address.bits()));
  }

  @Override
  public void parse(NetFileText text, SnapshotBuilder into) {
    text.expect(ipv6 ? HEADER6 : HEADER, "the header of " + name());
    int last = -1;
    while (!text.atEnd()) {
      int start = text.position();
      MulticastVif row = parseRow(text, into);
      if (row.number() <= last) {
        throw text.failAt(start, "each virtual interface once, ascending");
      }
      last = row.number();
      into.add(Section.MULTICAST_VIFS, row);
    }
  }

  private MulticastVif parseRow(NetFileText text, SnapshotBuilder into) {
    text.skipBlanks();
    int start = text.position();
    int number = (int) text.unsigned("a virtual interface", MulticastVif.MAX_NUMBER);
    text.blanks();
    int index = parseDevice(text, into);
    long bytesIn = counter(text, "a number of bytes");
    long packetsIn = counter(text, "a number of packets");
    long bytesOut = counter(text, "a number of bytes");
    long packetsOut = counter(text, "a number of packets");
    text.blanks();
    int flags = (int) text.hex("flags", 5, 5);
    Ipv4Address local = parseAddress(text);
    Ipv4Address remote = parseAddress(text);
    text.endLine();
    return text.check(
        start,
        () ->
            new MulticastVif(
                ipv6,
                number,
                index,
                bytesIn,
                packetsIn,
                bytesOut,
                packetsOut,
                flags,
                local,
                remote));
  }

  /** No interface, unless there is one of that name. */
  private static int parseDevice(NetFileText text, SnapshotBuilder into) {
    InterfaceName name = DeviceNames.parse(text);
    boolean none = name.bytes().equals(NONE) && into.knownInterface(name) == 0;
    return none ? 0 : into.interfaceIndex(name);
  }

  private static long counter(NetFileText text, String what) {
    text.blanks();
    return text.signed(what, Long.MIN_VALUE, Long.MAX_VALUE);
  }

  private Ipv4Address parseAddress(NetFileText text) {
    if (ipv6) {
      return Ipv4Address.UNSPECIFIED;
    }
    text.blanks();
    return (Ipv4Address) InetColumns.parseAddress(text, false);
  }
}
