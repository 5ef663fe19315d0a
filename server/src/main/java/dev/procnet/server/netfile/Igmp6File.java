package dev.procnet.server.netfile;

import dev.procnet.server.stack.InterfaceName;
import dev.procnet.server.stack.Ipv6Address;
import dev.procnet.server.stack.MulticastMembership;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.SnapshotBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** {@code igmp6}: IPv6 multicast groups by interface. net/ipv6/mcast.c igmp6_mc_seq_show. */
final class Igmp6File implements NetFile {

  private static final byte[] NO_HEADER = {};

  @Override
  public String name() {
    return "igmp6";
  }

  @Override
  public String summary() {
    return "IPv6 multicast groups of interfaces";
  }

  @Override
  public Set<Section<?>> sections() {
    return Set.of(Section.MULTICAST_MEMBERSHIPS, Section.INTERFACES, Section.REGISTRATION);
  }

  @Override
  public boolean ipv6Only() {
    return true;
  }

  @Override
  public Rows open(Snapshot snapshot, Reader reader) {
    return Rows.of(
        NO_HEADER,
        RowsByInterface.of(snapshot, Section.MULTICAST_MEMBERSHIPS, row -> !row.isIpv4()),
        _ -> true,
        (group, out) -> group.rows().forEach(row -> write(group, row, reader, out)));
  }

  private static void write(
      RowsByInterface<MulticastMembership> group,
      MulticastMembership row,
      Reader reader,
      RowBuffer out) {
    DeviceNames.writeLeft(out, group.device());
    PlainAddresses.writeIpv6(out, reader.shown((Ipv6Address) row.group()));
    out.put(' ').signed(row.users(), 5).put(' ').hex8(row.flags());
    out.put(' ').signed(row.timer()).put('\n');
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
      Ipv6Address group = PlainAddresses.parseIpv6(text, "a group");
      text.blanks();
      int users = text.signed32("a number of users");
      text.blanks();
      int flags = (int) text.hex("flags", 8, 8);
      text.blanks();
      long timer = text.signed("ticks", Long.MIN_VALUE, Long.MAX_VALUE);
      text.endLine();
      order.add(index);
      into.declareInterface(name, index);
      text.check(
          start,
          () -> {
            into.multicast()
                .add(new MulticastMembership(index, group, users, flags, timer, List.of()));
            return true;
          });
    }
    into.multicast().registered(order);
  }
}
