package dev.procnet.server.rpc;

import dev.procnet.server.netfile.AddressText;
import dev.procnet.server.stack.IpAddress;
import dev.procnet.server.stack.Ipv4Address;
import dev.procnet.server.stack.Ipv6Address;
import dev.procnet.server.stack.MulticastRoute;
import dev.procnet.server.stack.MulticastRoute.Outgoing;
import dev.procnet.server.stack.MulticastVif;
import dev.procnet.v1.AddressFamily;
import dev.procnet.v1.MulticastOutgoing;
import java.util.ArrayList;
import java.util.List;

/** Virtual interfaces and routes of multicast routing. */
final class MulticastRoutingMapper {

  private static final Outgoing SOME_OUTGOING = new Outgoing(0, 1);

  private MulticastRoutingMapper() {}

  static dev.procnet.v1.MulticastVif toProto(MulticastVif row, Sight sight) {
    dev.procnet.v1.MulticastVif.Builder proto =
        dev.procnet.v1.MulticastVif.newBuilder()
            .setFamily(
                row.ipv6() ? AddressFamily.ADDRESS_FAMILY_IPV6 : AddressFamily.ADDRESS_FAMILY_IPV4)
            .setNumber(row.number())
            .setInterfaceIndex(row.interfaceIndex())
            .setBytesIn(row.bytesIn())
            .setPacketsIn(row.packetsIn())
            .setBytesOut(row.bytesOut())
            .setPacketsOut(row.packetsOut())
            .setFlags(row.flags());
    if (!row.ipv6()) {
      proto
          .setLocal(AddressText.format(sight.address(row.local())))
          .setRemote(AddressText.format(sight.address(row.remote())));
    }
    return proto.build();
  }

  static dev.procnet.v1.MulticastRoute toProto(MulticastRoute row, Sight sight) {
    dev.procnet.v1.MulticastRoute.Builder proto =
        dev.procnet.v1.MulticastRoute.newBuilder()
            .setGroup(AddressText.format(sight.address(row.group())))
            .setOrigin(AddressText.format(sight.address(row.origin())))
            .setPackets(row.packets())
            .setBytes(row.bytes())
            .setWrong(row.wrong());
    if (row.isResolved()) {
      proto.setIncoming(row.incoming());
    }
    for (Outgoing outgoing : row.outgoing()) {
      proto.addOutgoing(
          MulticastOutgoing.newBuilder().setVif(outgoing.vif()).setTtl(outgoing.ttl()));
    }
    return proto.build();
  }

  /**
   * A virtual interface.
   *
   * @throws dev.procnet.server.stack.ProcnetException FIELD_INVALID with all that is wrong
   */
  static MulticastVif toModel(dev.procnet.v1.MulticastVif proto) {
    Violations wrong = new Violations();
    boolean ipv6 = isIpv6(wrong, proto);
    int number = wrong.atMost("number", proto.getNumber(), MulticastVif.MAX_NUMBER);
    int index = wrong.atMost("interface_index", proto.getInterfaceIndex(), Integer.MAX_VALUE);
    int flags = wrong.atMost("flags", proto.getFlags(), 0xFFFF);
    Ipv4Address local = Families.ipv4(wrong, "local", proto.getLocal());
    Ipv4Address remote = Families.ipv4(wrong, "remote", proto.getRemote());
    return wrong.build(
        () ->
            new MulticastVif(
                ipv6,
                number,
                index,
                proto.getBytesIn(),
                proto.getPacketsIn(),
                proto.getBytesOut(),
                proto.getPacketsOut(),
                flags,
                local,
                remote));
  }

  static MulticastVif.Key key(dev.procnet.v1.MulticastVif proto) {
    Violations wrong = new Violations();
    boolean ipv6 = isIpv6(wrong, proto);
    return wrong.build(() -> new MulticastVif.Key(ipv6, proto.getNumber()));
  }

  private static boolean isIpv6(Violations wrong, dev.procnet.v1.MulticastVif proto) {
    return Families.isIpv6(wrong, "family", proto.getFamily(), proto.getFamilyValue());
  }

  /**
   * A route.
   *
   * @throws dev.procnet.server.stack.ProcnetException FIELD_INVALID with all that is wrong
   */
  static MulticastRoute toModel(dev.procnet.v1.MulticastRoute proto) {
    Violations wrong = new Violations();
    MulticastRoute.Key key = key(wrong, proto);
    List<Outgoing> outgoing = new ArrayList<>();
    for (int i = 0; i < proto.getOutgoingCount(); i++) {
      MulticastOutgoing to = proto.getOutgoing(i);
      outgoing.add(
          wrong.part(
              "outgoing[" + i + "]", SOME_OUTGOING, () -> new Outgoing(to.getVif(), to.getTtl())));
    }
    return wrong.build(
        () ->
            new MulticastRoute(
                key.group(),
                key.origin(),
                key.incoming(),
                proto.getPackets(),
                proto.getBytes(),
                proto.getWrong(),
                outgoing));
  }

  static MulticastRoute.Key key(dev.procnet.v1.MulticastRoute proto) {
    Violations wrong = new Violations();
    MulticastRoute.Key key = key(wrong, proto);
    return wrong.build(() -> key);
  }

  private static MulticastRoute.Key key(Violations wrong, dev.procnet.v1.MulticastRoute proto) {
    IpAddress group =
        wrong.part("group", Ipv4Address.UNSPECIFIED, () -> AddressText.parse(proto.getGroup()));
    IpAddress origin =
        Families.address(wrong, "origin", proto.getOrigin(), group instanceof Ipv6Address, false);
    int incoming =
        proto.hasIncoming()
            ? wrong.atMost("incoming", proto.getIncoming(), MulticastVif.MAX_NUMBER)
            : MulticastRoute.UNRESOLVED;
    return new MulticastRoute.Key(group, origin, incoming);
  }
}
