package dev.procnet.server.stack.derive;

import dev.procnet.server.stack.Interface;
import dev.procnet.server.stack.InterfaceAddress;
import dev.procnet.server.stack.IpAddress;
import dev.procnet.server.stack.Ipv4Address;
import dev.procnet.server.stack.Ipv6Address;
import dev.procnet.server.stack.Mutation;
import dev.procnet.server.stack.Plan;
import dev.procnet.server.stack.Prefixes;
import dev.procnet.server.stack.Route;
import dev.procnet.server.stack.Section;
import java.util.function.Predicate;

/**
 * Routes that come and go with the addresses of interfaces. net/ipv4/fib_frontend.c fib_add_ifaddr,
 * fib_del_ifaddr; net/ipv6/addrconf.c addrconf_prefix_route, addrconf_add_mroute. gVisor adds the
 * route of the network only.
 */
final class LinkRoutes {

  /** IFA_F_SECONDARY. */
  static final int SECONDARY = 0x1;

  /** RTF_NONEXTHOP and RTF_LOCAL, include/uapi/linux/ipv6_route.h. */
  private static final int RTF_NONEXTHOP = 0x00200000;

  private static final int RTF_LOCAL = 0x80000000;

  private static final int PREFIX_METRIC = 256;

  /** One reference more than a route has by itself, as its address holds it. */
  private static final int HELD = 2;

  private static final Ipv6Address MULTICAST = new Ipv6Address(0xFF00000000000000L, 0);
  private static final int MULTICAST_LENGTH = 8;

  private final Plan plan;

  LinkRoutes(Plan plan) {
    this.plan = plan;
  }

  /** Adds the routes of an address, those that are not there. */
  void add(Interface device, InterfaceAddress row) {
    if (row.address() instanceof Ipv4Address address) {
      addIpv4(device, row, address);
    } else {
      addIpv6(device, row);
    }
  }

  private void addIpv4(Interface device, InterfaceAddress row, Ipv4Address address) {
    if (plan.profile().isLinux()) {
      put(local(device, address));
    }
    int length = row.prefixLength();
    if (!device.isUp() || (row.flags() & SECONDARY) != 0 || length == address.width()) {
      return;
    }
    put(network(device, address, length));
    if (plan.profile().isLinux() && length < address.width() - 1) {
      put(broadcast(device, address, length));
    }
  }

  private void addIpv6(Interface device, InterfaceAddress row) {
    if (plan.profile().isLinux()) {
      put(local(device, row.address()));
    }
    if (device.isUp() && !isLoopbacksOwn(row)) {
      put(network(device, row.address(), row.prefixLength()));
    }
  }

  /** ::1 is the only one without a prefix route. */
  private static boolean isLoopbacksOwn(InterfaceAddress row) {
    return row.address().equals(new Ipv6Address(0, 1));
  }

  /** Adds the route of all multicast of a link. */
  void addMulticast(Interface device) {
    if (plan.profile().isLinux()) {
      put(
          route(
              device,
              MULTICAST,
              MULTICAST_LENGTH,
              Route.Type.MULTICAST,
              Route.TABLE_LOCAL,
              Route.RTF_UP,
              PREFIX_METRIC,
              HELD));
    }
  }

  /** Removes the routes of an address; that of its network once no other address is in it. */
  void remove(Interface device, InterfaceAddress row) {
    removeEqual(local(device, row.address()));
    boolean secondary = row.address() instanceof Ipv4Address && (row.flags() & SECONDARY) != 0;
    if (secondary || hasOther(row)) {
      return;
    }
    removeEqual(network(device, row.address(), row.prefixLength()));
    if (row.address() instanceof Ipv4Address address) {
      removeEqual(broadcast(device, address, row.prefixLength()));
    }
  }

  private boolean hasOther(InterfaceAddress row) {
    return plan.table(Section.ADDRESSES)
            .first(other -> !other.address().equals(row.address()) && sameNetwork(other, row))
        != null;
  }

  /** Both addresses are of one network of one interface. */
  static boolean sameNetwork(InterfaceAddress a, InterfaceAddress b) {
    return a.interfaceIndex() == b.interfaceIndex()
        && a.address().width() == b.address().width()
        && a.prefixLength() == b.prefixLength()
        && a.address().isWithin(b.address(), b.prefixLength());
  }

  /** Removes routes, but no null entry. */
  void removeAll(Section<Route> section, Predicate<Route> condition) {
    plan.table(section)
        .all(route -> !isNullEntry(route) && condition.test(route))
        .forEach(route -> plan.apply(new Mutation.DeleteRoute(route.id())));
  }

  private static boolean isNullEntry(Route route) {
    return !route.isIpv4() && route.prefixLength() == 0 && route.metric() == -1;
  }

  private void put(Route route) {
    if (plan.table(route.section()).first(other -> same(other, route)) == null) {
      plan.apply(new Mutation.PutRoute(route));
    }
  }

  private void removeEqual(Route route) {
    removeAll(route.section(), other -> same(other, route));
  }

  private static boolean same(Route a, Route b) {
    return a.interfaceIndex() == b.interfaceIndex()
        && a.destination().equals(b.destination())
        && a.prefixLength() == b.prefixLength()
        && a.metric() == b.metric()
        && a.type() == b.type()
        && a.gateway().isUnspecified();
  }

  private Route local(Interface device, IpAddress address) {
    boolean ipv4 = address instanceof Ipv4Address;
    return route(
        device,
        address,
        address.width(),
        Route.Type.LOCAL,
        Route.TABLE_LOCAL,
        ipv4 ? Route.RTF_UP | Route.RTF_HOST : Route.RTF_UP | RTF_NONEXTHOP | RTF_LOCAL,
        0,
        ipv4 ? 0 : HELD);
  }

  private Route network(Interface device, IpAddress address, int length) {
    boolean ipv4 = address instanceof Ipv4Address;
    boolean loopback = device.isLoopback() && plan.profile().isLinux();
    Route.Type type =
        !loopback ? Route.Type.UNICAST : ipv4 ? Route.Type.LOCAL : Route.Type.UNREACHABLE;
    return route(
        device,
        Prefixes.first(address, length),
        length,
        type,
        type == Route.Type.LOCAL ? Route.TABLE_LOCAL : Route.TABLE_MAIN,
        loopback && !ipv4 ? Route.RTF_REJECT | RTF_NONEXTHOP : Route.RTF_UP,
        ipv4 ? 0 : PREFIX_METRIC,
        ipv4 ? 0 : 1);
  }

  private static Route broadcast(Interface device, Ipv4Address address, int length) {
    return route(
        device,
        new Ipv4Address(address.bits() | ~Ipv4Address.mask(length)),
        address.width(),
        Route.Type.BROADCAST,
        Route.TABLE_LOCAL,
        Route.RTF_UP | Route.RTF_HOST,
        0,
        0);
  }

  private static Route route(
      Interface device,
      IpAddress destination,
      int length,
      Route.Type type,
      int table,
      int flags,
      int metric,
      int references) {
    IpAddress none = destination.unspecified();
    return new Route(
        0,
        destination,
        length,
        none,
        0,
        none,
        device.index(),
        flags,
        metric,
        type,
        table,
        0,
        0,
        0,
        0,
        references,
        0,
        0);
  }
}
