package dev.procnet.server.stack;

import org.jspecify.annotations.Nullable;

/**
 * The anycast addresses that a router has by itself, one a subnet of its addresses: RFC 4291
 * section 2.6.1. net/ipv6/addrconf.c addrconf_join_anycast, net/ipv6/anycast.c __ipv6_dev_ac_inc.
 */
final class SubnetRouters {

  /** Subnets this long have no address that stands for their routers: RFC 6164. */
  private static final int LONGEST_OF_ROUTERS = 126;

  /** RTF_UP, RTF_ANYCAST and RTF_NONEXTHOP, include/uapi/linux/ipv6_route.h. */
  private static final int ANYCAST_FLAGS = Route.RTF_UP | 0x00100000 | 0x00200000;

  /** Beside its own, those of the table and of the anycast address. */
  private static final int ANYCAST_REFERENCES = 3;

  private final Plan plan;
  private final InterfaceGroups groups;

  SubnetRouters(Plan plan, InterfaceGroups groups) {
    this.plan = plan;
    this.groups = groups;
  }

  /** The one of an address is there, or it has none. */
  boolean has(Interface device, InterfaceAddress row) {
    Ipv6Address subnet = routers(row);
    return subnet == null || find(device, subnet) != null;
  }

  private @Nullable AnycastAddress find(Interface device, Ipv6Address address) {
    return plan.entry(Section.ANYCAST_ADDRESSES, new AnycastAddress.Key(device.index(), address));
  }

  /** The address of the routers of a subnet, RFC 4291 section 2.6.1; null: it has none. */
  private static @Nullable Ipv6Address routers(InterfaceAddress row) {
    IpAddress subnet = Prefixes.first(row.address(), row.prefixLength());
    return row.prefixLength() > LONGEST_OF_ROUTERS || subnet.isUnspecified()
        ? null
        : (Ipv6Address) subnet;
  }

  /** An address of the subnet came. */
  void join(Interface device, InterfaceAddress row) {
    Ipv6Address subnet = routers(row);
    if (subnet == null) {
      return;
    }
    AnycastAddress old = find(device, subnet);
    put(device, subnet, old == null ? 1 : old.users() + 1);
    if (old == null) {
      plan.apply(new Mutation.PutRoute(route(device, subnet)));
      groups.joinSolicited(device, subnet);
    }
  }

  /** An address of the subnet went. */
  void leave(Interface device, InterfaceAddress row) {
    Ipv6Address subnet = routers(row);
    AnycastAddress old = subnet == null ? null : find(device, subnet);
    if (subnet == null || old == null) {
      return;
    }
    if (old.users() > 1) {
      put(device, subnet, old.users() - 1);
      return;
    }
    plan.apply(new Mutation.DeleteEntry(old.section(), old.key()));
    groups.leaveSolicited(device, subnet);
    removeRoute(device, subnet);
  }

  private void put(Interface device, Ipv6Address subnet, int users) {
    plan.apply(new Mutation.PutEntry(new AnycastAddress(device.index(), subnet, users)));
  }

  private void removeRoute(Interface device, Ipv6Address subnet) {
    Route route =
        plan.table(Section.ROUTES6)
            .first(
                each ->
                    each.interfaceIndex() == device.index()
                        && each.type() == Route.Type.ANYCAST
                        && each.destination().equals(subnet));
    if (route != null) {
      plan.apply(new Mutation.DeleteRoute(route.id()));
    }
  }

  private static Route route(Interface device, Ipv6Address anycast) {
    IpAddress none = anycast.unspecified();
    return new Route(
        0,
        anycast,
        anycast.width(),
        none,
        0,
        none,
        device.index(),
        ANYCAST_FLAGS,
        0,
        Route.Type.ANYCAST,
        Route.TABLE_LOCAL,
        0,
        0,
        0,
        0,
        ANYCAST_REFERENCES,
        0,
        0);
  }
}
