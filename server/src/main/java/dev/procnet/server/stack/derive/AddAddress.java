package dev.procnet.server.stack.derive;

import dev.procnet.server.stack.Interface;
import dev.procnet.server.stack.InterfaceAddress;
import dev.procnet.server.stack.InterfaceGroups;
import dev.procnet.server.stack.IpAddress;
import dev.procnet.server.stack.Ipv4Address;
import dev.procnet.server.stack.Mutation;
import dev.procnet.server.stack.Mutation.Derivation;
import dev.procnet.server.stack.Plan;
import dev.procnet.server.stack.Section;

/** An interface gets an address. net/ipv4/devinet.c __inet_insert_ifa, net/ipv6/addrconf.c. */
public record AddAddress(int interfaceIndex, IpAddress address, int prefixLength)
    implements Derivation {

  @Override
  public long derive(Plan plan) {
    Interface device = plan.requireInterface("add_address.interface_index", interfaceIndex);
    InterfaceAddress row = row();
    if (plan.table(Section.ADDRESSES).first(this::isSame) != null) {
      throw Refusals.refused(
          "EEXIST",
          "interface " + interfaceIndex + " has the address already, expected one that it has not");
    }
    boolean secondary =
        address instanceof Ipv4Address
            && plan.table(Section.ADDRESSES).first(other -> LinkRoutes.sameNetwork(other, row))
                != null;
    put(plan, device, secondary ? flagged(row, LinkRoutes.SECONDARY) : row);
    return 0;
  }

  /** Adds an address, its routes and its groups. */
  static void put(Plan plan, Interface device, InterfaceAddress row) {
    plan.apply(new Mutation.PutAddress(row));
    new LinkRoutes(plan).add(device, row);
    if (plan.profile().isLinux()) {
      new InterfaceGroups(plan).added(device, row);
    }
  }

  private boolean isSame(InterfaceAddress other) {
    return other.interfaceIndex() == interfaceIndex && other.address().equals(address);
  }

  private InterfaceAddress row() {
    return new InterfaceAddress(
        interfaceIndex,
        address,
        prefixLength,
        InterfaceAddress.scopeOf(address),
        InterfaceAddress.PERMANENT);
  }

  private static InterfaceAddress flagged(InterfaceAddress row, int flag) {
    return new InterfaceAddress(
        row.interfaceIndex(), row.address(), row.prefixLength(), row.scope(), row.flags() | flag);
  }
}
