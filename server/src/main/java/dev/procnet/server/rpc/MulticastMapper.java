package dev.procnet.server.rpc;

import com.google.protobuf.ByteString;
import dev.procnet.server.netfile.AddressText;
import dev.procnet.server.stack.AnycastAddress;
import dev.procnet.server.stack.IgmpQuerier;
import dev.procnet.server.stack.IgmpQuerier.Version;
import dev.procnet.server.stack.IpAddress;
import dev.procnet.server.stack.Ipv4Address;
import dev.procnet.server.stack.Ipv6Address;
import dev.procnet.server.stack.LinkMulticast;
import dev.procnet.server.stack.MulticastMembership;
import dev.procnet.server.stack.MulticastMembership.Source;
import dev.procnet.v1.IgmpVersion;
import dev.procnet.v1.MulticastSource;
import java.util.ArrayList;
import java.util.List;

/** Multicast memberships, what goes with them, and anycast addresses. */
final class MulticastMapper {

  private static final IpAddress NO_GROUP = Ipv4Address.UNSPECIFIED;

  private MulticastMapper() {}

  static dev.procnet.v1.MulticastMembership toProto(MulticastMembership row, Sight sight) {
    dev.procnet.v1.MulticastMembership.Builder proto =
        dev.procnet.v1.MulticastMembership.newBuilder()
            .setInterfaceIndex(row.interfaceIndex())
            .setGroup(AddressText.format(sight.address(row.group())))
            .setUsers(row.users())
            .setFlags(row.flags())
            .setTimerTicks(row.timer());
    for (Source source : row.sources()) {
      proto.addSources(
          MulticastSource.newBuilder()
              .setAddress(AddressText.format(sight.address(source.address())))
              .setInclude(source.include())
              .setExclude(source.exclude()));
    }
    return proto.build();
  }

  static dev.procnet.v1.IgmpQuerier toProto(IgmpQuerier row) {
    return dev.procnet.v1.IgmpQuerier.newBuilder()
        .setInterfaceIndex(row.interfaceIndex())
        .setVersion(
            switch (row.version()) {
              case NONE -> IgmpVersion.IGMP_VERSION_NONE;
              case V1 -> IgmpVersion.IGMP_VERSION_V1;
              case V2 -> IgmpVersion.IGMP_VERSION_V2;
              case V3 -> IgmpVersion.IGMP_VERSION_V3;
            })
        .build();
  }

  static dev.procnet.v1.LinkMulticast toProto(LinkMulticast row, Sight sight) {
    return dev.procnet.v1.LinkMulticast.newBuilder()
        .setInterfaceIndex(row.interfaceIndex())
        .setAddress(LinkAddressText.format(sight.linkAddress(row.address())))
        .setReferences(row.references())
        .setGlobalUse(row.globalUse())
        .build();
  }

  static dev.procnet.v1.AnycastAddress toProto(AnycastAddress row, Sight sight) {
    return dev.procnet.v1.AnycastAddress.newBuilder()
        .setInterfaceIndex(row.interfaceIndex())
        .setAddress(AddressText.format(sight.address(row.address())))
        .setUsers(row.users())
        .build();
  }

  /**
   * A membership.
   *
   * @throws dev.procnet.server.stack.ProcnetException FIELD_INVALID with all that is wrong
   */
  static MulticastMembership toModel(dev.procnet.v1.MulticastMembership proto) {
    Violations wrong = new Violations();
    int index = InterfaceMapper.index(wrong, "interface_index", proto.getInterfaceIndex());
    IpAddress group = wrong.part("group", NO_GROUP, () -> AddressText.parse(proto.getGroup()));
    List<Source> sources = new ArrayList<>();
    for (int i = 0; i < proto.getSourcesCount(); i++) {
      MulticastSource source = proto.getSources(i);
      IpAddress address =
          wrong.part(
              "sources[" + i + "].address",
              group.unspecified(),
              () -> AddressText.parse(source.getAddress()));
      sources.add(new Source(address, source.getInclude(), source.getExclude()));
    }
    int flags = proto.hasFlags() ? proto.getFlags() : MulticastMembership.initialFlags(group);
    return wrong.build(
        () ->
            new MulticastMembership(
                index,
                group,
                proto.hasUsers() ? proto.getUsers() : 1,
                flags,
                proto.getTimerTicks(),
                sources));
  }

  static MulticastMembership.Key key(dev.procnet.v1.MulticastMembership proto) {
    Violations wrong = new Violations();
    IpAddress group = wrong.part("group", NO_GROUP, () -> AddressText.parse(proto.getGroup()));
    return wrong.build(() -> new MulticastMembership.Key(proto.getInterfaceIndex(), group));
  }

  /**
   * A version of IGMP.
   *
   * @throws dev.procnet.server.stack.ProcnetException FIELD_INVALID with all that is wrong
   */
  static IgmpQuerier toModel(dev.procnet.v1.IgmpQuerier proto) {
    Violations wrong = new Violations();
    int index = InterfaceMapper.index(wrong, "interface_index", proto.getInterfaceIndex());
    Version version =
        switch (proto.getVersion()) {
          case IGMP_VERSION_UNSPECIFIED, IGMP_VERSION_V3 -> Version.V3;
          case IGMP_VERSION_V1 -> Version.V1;
          case IGMP_VERSION_V2 -> Version.V2;
          case IGMP_VERSION_NONE -> Version.NONE;
          case UNRECOGNIZED -> {
            wrong.add("version", "is " + proto.getVersionValue() + ", expected one of IgmpVersion");
            yield Version.V3;
          }
        };
    return wrong.build(() -> new IgmpQuerier(index, version));
  }

  /**
   * A link-layer address.
   *
   * @throws dev.procnet.server.stack.ProcnetException FIELD_INVALID with all that is wrong
   */
  static LinkMulticast toModel(dev.procnet.v1.LinkMulticast proto) {
    Violations wrong = new Violations();
    int index = InterfaceMapper.index(wrong, "interface_index", proto.getInterfaceIndex());
    ByteString address = linkAddress(wrong, proto);
    return wrong.build(
        () -> new LinkMulticast(index, address, proto.getReferences(), proto.getGlobalUse()));
  }

  static LinkMulticast.Key key(dev.procnet.v1.LinkMulticast proto) {
    Violations wrong = new Violations();
    ByteString address = linkAddress(wrong, proto);
    return wrong.build(() -> new LinkMulticast.Key(proto.getInterfaceIndex(), address));
  }

  private static ByteString linkAddress(Violations wrong, dev.procnet.v1.LinkMulticast proto) {
    return wrong.part("address", ByteString.EMPTY, () -> LinkAddressText.parse(proto.getAddress()));
  }

  /**
   * An anycast address.
   *
   * @throws dev.procnet.server.stack.ProcnetException FIELD_INVALID with all that is wrong
   */
  static AnycastAddress toModel(dev.procnet.v1.AnycastAddress proto) {
    Violations wrong = new Violations();
    int index = InterfaceMapper.index(wrong, "interface_index", proto.getInterfaceIndex());
    Ipv6Address address = Families.ipv6(wrong, "address", proto.getAddress());
    int users = proto.hasUsers() ? proto.getUsers() : 1;
    return wrong.build(() -> new AnycastAddress(index, address, users));
  }

  static AnycastAddress.Key key(dev.procnet.v1.AnycastAddress proto) {
    Violations wrong = new Violations();
    Ipv6Address address = Families.ipv6(wrong, "address", proto.getAddress());
    return wrong.build(() -> new AnycastAddress.Key(proto.getInterfaceIndex(), address));
  }
}
