package dev.procnet.server.netfile;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.google.protobuf.ByteString;
import dev.procnet.server.stack.Interface;
import dev.procnet.server.stack.InterfaceName;
import dev.procnet.server.stack.IpAddress;
import dev.procnet.server.stack.Ipv4Address;
import dev.procnet.server.stack.Ipv6Address;
import dev.procnet.server.stack.MulticastMembership;
import dev.procnet.server.stack.MulticastMembership.Source;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.SnapshotBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * {@code mcfilter} and {@code mcfilter6}: sources of multicast groups. net/ipv4/igmp.c
 * igmp_mcf_seq_show, net/ipv6/mcast.c igmp6_mcf_seq_show.
 *
 * <p>The kernel's walk begins at the first interface whose newest group has sources, and shows
 * nothing where there is none.
 */
final class McfilterFile implements NetFile {

  private static final byte[] HEADER =
      "Idx Device        MCA        SRC    INC    EXC\n".getBytes(US_ASCII);
  private static final byte[] HEADER6 =
      "Idx Device                Multicast Address                   Source Address    INC    EXC\n"
          .getBytes(US_ASCII);
  private static final int NAME_WIDTH = 6;

  private final boolean ipv6;

  McfilterFile(boolean ipv6) {
    this.ipv6 = ipv6;
  }

  private record Row(Interface device, IpAddress group, Source source) {}

  @Override
  public String name() {
    return ipv6 ? "mcfilter6" : "mcfilter";
  }

  @Override
  public String summary() {
    return "sources of " + (ipv6 ? "IPv6" : "IPv4") + " multicast groups";
  }

  @Override
  public Set<Section<?>> sections() {
    return Set.of(Section.MULTICAST_MEMBERSHIPS, Section.INTERFACES, Section.REGISTRATION);
  }

  @Override
  public boolean ipv6Only() {
    return ipv6;
  }

  @Override
  public Rows open(Snapshot snapshot, Reader reader) {
    return Rows.of(
        ipv6 ? HEADER6 : HEADER, rows(snapshot), _ -> true, (row, out) -> write(row, reader, out));
  }

  private List<Row> rows(Snapshot snapshot) {
    List<Row> rows = new ArrayList<>();
    boolean begun = false;
    for (RowsByInterface<MulticastMembership> groups :
        RowsByInterface.of(snapshot, Section.MULTICAST_MEMBERSHIPS, row -> row.isIpv4() != ipv6)) {
      begun |= !groups.rows().getFirst().sources().isEmpty();
      if (begun) {
        for (MulticastMembership group : groups.rows()) {
          group
              .sources()
              .forEach(source -> rows.add(new Row(groups.device(), group.group(), source)));
        }
      }
    }
    return rows;
  }

  private static void write(Row row, Reader reader, RowBuffer out) {
    ByteString name = row.device().name().bytes();
    out.signed(row.device().index(), 3).put(' ');
    out.right(name.substring(0, Math.min(NAME_WIDTH, name.size())), NAME_WIDTH);
    write(reader.shown(row.group()), out);
    write(reader.shown(row.source().address()), out);
    out.put(' ').unsigned(row.source().include(), 6);
    out.put(' ').unsigned(row.source().exclude(), 6).put('\n');
  }

  private static void write(IpAddress address, RowBuffer out) {
    switch (address) {
      case Ipv4Address(int bits) -> out.put(" 0x").hex8Lower(bits);
      case Ipv6Address address6 -> PlainAddresses.writeIpv6(out.put(' '), address6);
    }
  }

  @Override
  public void parse(NetFileText text, SnapshotBuilder into) {
    text.expect(ipv6 ? HEADER6 : HEADER, "the header of " + name());
    List<Integer> order = new ArrayList<>();
    while (!text.atEnd()) {
      int start = text.position();
      text.skipBlanks();
      int index = (int) text.unsigned("an interface index", Integer.MAX_VALUE);
      text.blanks();
      InterfaceName name = DeviceNames.parse(text);
      text.blanks();
      IpAddress group = parseAddress(text, "a group");
      text.blanks();
      IpAddress source = parseAddress(text, "a source");
      text.blanks();
      long include = text.unsigned64("an include count");
      text.blanks();
      long exclude = text.unsigned64("an exclude count");
      text.endLine();
      // Cut as it may be, it names the interface only where no other file did.
      into.declareInterface(name, index);
      order.add(index);
      text.check(
          start,
          () -> {
            into.multicast().add(index, group, new Source(source, include, exclude));
            return true;
          });
    }
    into.multicast().registered(order);
  }

  private IpAddress parseAddress(NetFileText text, String what) {
    if (ipv6) {
      return PlainAddresses.parseIpv6(text, what);
    }
    text.expect("0x");
    return new Ipv4Address((int) text.hex(what, 8, 8));
  }
}
