package dev.procnet.server.rpc;

import dev.procnet.server.netfile.AddressText;
import dev.procnet.server.stack.IpAddress;
import dev.procnet.server.stack.Profile;
import dev.procnet.server.stack.Route;
import dev.procnet.server.stack.derive.AddAddress;
import dev.procnet.server.stack.derive.AddRoute;
import dev.procnet.server.stack.derive.RemoveAddress;
import dev.procnet.server.stack.derive.SetLink;
import dev.procnet.v1.AddressAddition;
import dev.procnet.v1.AddressRemoval;
import dev.procnet.v1.LinkChange;

/** Derived mutations of links, addresses and routes, violations as seen from the mutation. */
final class DerivedNetworkMapper {

  private DerivedNetworkMapper() {}

  static AddAddress addAddress(AddressAddition proto) {
    Violations wrong = new Violations();
    int index = InterfaceMapper.index(wrong, "interface_index", proto.getInterfaceIndex());
    IpAddress address = address(wrong, proto.getAddress());
    int length = wrong.atMost("prefix_length", proto.getPrefixLength(), address.width());
    wrong.throwIfAny();
    return new AddAddress(index, address, length);
  }

  static RemoveAddress removeAddress(AddressRemoval proto) {
    Violations wrong = new Violations();
    int index = InterfaceMapper.index(wrong, "interface_index", proto.getInterfaceIndex());
    IpAddress address = address(wrong, proto.getAddress());
    wrong.throwIfAny();
    return new RemoveAddress(index, address);
  }

  private static IpAddress address(Violations wrong, String text) {
    IpAddress address =
        wrong.part("address", Families.unspecified(true), () -> AddressText.parse(text));
    if (address.isUnspecified()) {
      wrong.add("address", "is the unspecified address, expected one that an interface can have");
    }
    return address;
  }

  static AddRoute addRoute(dev.procnet.v1.Route proto, Profile profile) {
    Violations wrong = new Violations();
    if (proto.getId() != 0) {
      wrong.add("id", "is " + Long.toUnsignedString(proto.getId()) + ", expected 0 of a new route");
    }
    Route route = RouteMapper.toModel(proto, profile);
    wrong.throwIfAny();
    return new AddRoute(route);
  }

  static SetLink setLink(LinkChange proto) {
    Violations wrong = new Violations();
    int index = InterfaceMapper.index(wrong, "interface_index", proto.getInterfaceIndex());
    wrong.throwIfAny();
    return new SetLink(index, proto.getUp());
  }
}
