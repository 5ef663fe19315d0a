package dev.procnet.server.netfile;

import dev.procnet.server.stack.AnycastAddress;
import dev.procnet.server.stack.InterfaceName;
import dev.procnet.server.stack.Ipv6Address;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.SnapshotBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** {@code anycast6}: IPv6 anycast addresses by interface. net/ipv6/anycast.c ac6_seq_show. */
final class Anycast6File implements NetFile {

  private static final byte[] NO_HEADER = {};

  @Override
  public String name() {
    return "anycast6";
  }

  @Override
  public String summary() {
    return "IPv6 anycast addresses of interfaces";
  }

  @Override
  public Set<Section<?>> sections() {
    return Set.of(Section.ANYCAST_ADDRESSES, Section.INTERFACES, Section.REGISTRATION);
  }

  @Override
  public boolean ipv6Only() {
    return true;
  }

  @Override
  public Rows open(Snapshot snapshot, Reader reader) {
    return Rows.of(
        NO_HEADER,
        RowsByInterface.of(snapshot, Section.ANYCAST_ADDRESSES, _ -> true),
        _ -> true,
        (group, out) -> group.rows().forEach(row -> write(group, row, reader, out)));
  }

  private static void write(
      RowsByInterface<AnycastAddress> group, AnycastAddress row, Reader reader, RowBuffer out) {
    DeviceNames.writeLeft(out, group.device());
    PlainAddresses.writeIpv6(out, reader.shown(row.address()));
    out.put(' ').signed(row.users(), 5).put('\n');
  }

  @Override
  public void parse(NetFileText text, SnapshotBuilder into) {
    List<Integer> order = new ArrayList<>();
    while (!text.atEnd()) {
      int start = text.position();
      int index = (int) text.unsigned("an interface index", Integer.MAX_VALUE);
      text.blanks();
      InterfaceName name = DeviceNames.parse(text);
      text.blanks();
      Ipv6Address address = PlainAddresses.parseIpv6(text, "an anycast address");
      text.blanks();
      int users = text.signed32("a number of users");
      text.endLine();
      order.add(index);
      into.declareInterface(name, index);
      into.add(
          Section.ANYCAST_ADDRESSES,
          text.check(start, () -> new AnycastAddress(index, address, users)));
    }
    into.multicast().registered(order);
  }
}
