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
import java.util.List;

/** An interface loses an address. net/ipv4/devinet.c __inet_del_ifa, net/ipv6/addrconf.c. */
public record RemoveAddress(int interfaceIndex, IpAddress address) implements Derivation {

  @Override
  public long derive(Plan plan) {
    Interface device = plan.requireInterface("remove_address.interface_index", interfaceIndex);
    InterfaceAddress row =
        plan.table(Section.ADDRESSES)
            .first(
                other ->
                    other.interfaceIndex() == interfaceIndex && other.address().equals(address));
    if (row == null) {
      return 0;
    }
    if (row.address() instanceof Ipv4Address && (row.flags() & LinkRoutes.SECONDARY) == 0) {
      secondaries(plan, row).forEach(other -> remove(plan, device, other));
    }
    remove(plan, device, row);
    return 0;
  }

  /** Those that go with a primary address, as promote_secondaries is off. */
  private static List<InterfaceAddress> secondaries(Plan plan, InterfaceAddress primary) {
    return plan.table(Section.ADDRESSES)
        .all(
            row ->
                (row.flags() & LinkRoutes.SECONDARY) != 0 && LinkRoutes.sameNetwork(row, primary));
  }

  /** Removes an address, its groups and its routes. */
  static void remove(Plan plan, Interface device, InterfaceAddress row) {
    plan.apply(new Mutation.DeleteAddress(row.interfaceIndex(), row.address()));
    if (plan.profile().isLinux()) {
      new InterfaceGroups(plan).removed(device, row);
    }
    new LinkRoutes(plan).remove(device, row);
  }
}
