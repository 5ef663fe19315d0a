package dev.procnet.server.stack.derive;

import com.google.protobuf.ByteString;
import dev.procnet.server.stack.Interface;
import dev.procnet.server.stack.InterfaceAddress;
import dev.procnet.server.stack.InterfaceGroups;
import dev.procnet.server.stack.IpAddress;
import dev.procnet.server.stack.Ipv4Address;
import dev.procnet.server.stack.Ipv6Address;
import dev.procnet.server.stack.Mutation;
import dev.procnet.server.stack.Mutation.Derivation;
import dev.procnet.server.stack.Plan;
import dev.procnet.server.stack.Route;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Settings;
import java.util.List;
import java.util.function.Predicate;

/**
 * An interface goes up or down. net/ipv4/devinet.c inetdev_event, net/ipv4/fib_frontend.c
 * fib_netdev_event, net/ipv6/addrconf.c addrconf_notify.
 */
public record SetLink(int interfaceIndex, boolean up) implements Derivation {

  /** IFF_UP and IFF_RUNNING. */
  private static final int UP = Interface.IFF_UP | Interface.IFF_RUNNING;

  private static final int LINK_LOCAL_SCOPE = 0x20;
  private static final int LINK_LOCAL_LENGTH = 64;
  private static final long LINK_LOCAL_PREFIX = 0xFE80000000000000L;
  private static final int ETHERNET_ADDRESS = 6;

  @Override
  public long derive(Plan plan) {
    Interface old = plan.requireInterface("set_link.interface_index", interfaceIndex);
    Interface device = flagged(old, up ? old.flags() | UP : old.flags() & ~UP);
    if (device.flags() != old.flags()) {
      plan.apply(new Mutation.PutInterface(_ -> device));
    }
    if (up) {
      goUp(plan, device, old.isUp());
    } else {
      goDown(plan, device, old.isUp());
    }
    return device.index();
  }

  private static Interface flagged(Interface row, int flags) {
    return new Interface(
        row.index(),
        row.name(),
        row.type(),
        row.linkAddress(),
        row.mtu(),
        flags,
        row.statistics(),
        row.unavailable(),
        row.revision());
  }

  private void goUp(Plan plan, Interface device, boolean before) {
    LinkRoutes routes = new LinkRoutes(plan);
    addresses(plan, _ -> true).forEach(row -> routes.add(device, row));
    if (!plan.profile().isLinux()) {
      return;
    }
    if (device.isLoopback()) {
      addMissing(plan, device, new Ipv4Address(0x7F000001), 8, 0);
    }
    new InterfaceGroups(plan).upIpv4(device, before);
    if (hasIpv6(plan) && !InterfaceGroups.isOn(plan, device, "disable_ipv6")) {
      goUpIpv6(plan, device, routes);
    }
  }

  private static boolean hasIpv6(Plan plan) {
    Settings settings = plan.table(Section.SETTINGS).first(_ -> true);
    return settings == null || settings.ipv6();
  }

  private void goUpIpv6(Plan plan, Interface device, LinkRoutes routes) {
    new InterfaceGroups(plan).upIpv6(device);
    if (device.isLoopback()) {
      addMissing(plan, device, new Ipv6Address(0, 1), 128, 0x10);
      return;
    }
    boolean linkLocal = !addresses(plan, row -> row.scope() == LINK_LOCAL_SCOPE).isEmpty();
    if (!linkLocal && device.linkAddress().size() == ETHERNET_ADDRESS) {
      addMissing(
          plan, device, linkLocal(device.linkAddress()), LINK_LOCAL_LENGTH, LINK_LOCAL_SCOPE);
    }
    routes.addMulticast(device);
  }

  private void addMissing(Plan plan, Interface device, IpAddress address, int length, int scope) {
    if (addresses(plan, row -> row.address().equals(address)).isEmpty()) {
      AddAddress.put(
          plan,
          device,
          new InterfaceAddress(interfaceIndex, address, length, scope, InterfaceAddress.PERMANENT));
    }
  }

  /** EUI-64 of an Ethernet address, its universal bit turned: RFC 4291 appendix A. */
  private static Ipv6Address linkLocal(ByteString link) {
    long identifier = 0;
    for (int i = 0; i < ETHERNET_ADDRESS; i++) {
      identifier = identifier << 8 | (link.byteAt(i) & 0xFF);
      if (i == 2) {
        identifier = identifier << 16 | 0xFFFE;
      }
    }
    return new Ipv6Address(LINK_LOCAL_PREFIX, identifier ^ 0x0200000000000000L);
  }

  /** Linux keeps IPv4's addresses with their local routes, and nothing of IPv6. */
  private void goDown(Plan plan, Interface device, boolean before) {
    LinkRoutes routes = new LinkRoutes(plan);
    boolean linux = plan.profile().isLinux();
    routes.removeAll(
        Section.ROUTES,
        route -> leadsThrough(route) && (!linux || route.type() != Route.Type.LOCAL));
    if (linux) {
      addresses(plan, row -> row.address() instanceof Ipv6Address)
          .forEach(row -> RemoveAddress.remove(plan, device, row));
      if (before) {
        new InterfaceGroups(plan).down(device);
      }
    }
    routes.removeAll(Section.ROUTES6, this::leadsThrough);
    plan.table(Section.NEIGHBORS)
        .all(row -> row.interfaceIndex() == interfaceIndex && !row.proxy())
        .forEach(
            row -> plan.apply(new Mutation.DeleteNeighbor(interfaceIndex, row.address(), false)));
  }

  private boolean leadsThrough(Route route) {
    return route.interfaceIndex() == interfaceIndex;
  }

  private List<InterfaceAddress> addresses(Plan plan, Predicate<InterfaceAddress> condition) {
    return plan.table(Section.ADDRESSES)
        .all(row -> row.interfaceIndex() == interfaceIndex && condition.test(row));
  }
}
