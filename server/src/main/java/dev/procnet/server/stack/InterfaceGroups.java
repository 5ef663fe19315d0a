package dev.procnet.server.stack;

import com.google.common.collect.Lists;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The groups that an interface joins and leaves by itself, as its link, its addresses and IPv6
 * forwarding change. Linux only.
 *
 * <p>net/ipv4/igmp.c ip_mc_up, ip_mc_down; net/ipv6/mcast.c ipv6_mc_up, ipv6_mc_down;
 * net/ipv6/addrconf.c ipv6_add_dev, dev_forward_change, addrconf_join_solict.
 */
public final class InterfaceGroups {

  /** Directory of the IPv6 sysctls of interfaces. */
  static final String IPV6_CONF = "ipv6/conf/";

  /** 224.0.0.1, RFC 1112 section 4. */
  private static final Ipv4Address ALL_HOSTS = new Ipv4Address(0xE0000001);

  /** RFC 4291 section 2.7.1. */
  private static final Ipv6Address NODES_OF_INTERFACE = group(0xFF01, 1);

  private static final Ipv6Address NODES_OF_LINK = group(0xFF02, 1);
  private static final Ipv6Address ROUTERS_OF_INTERFACE = group(0xFF01, 2);
  private static final Ipv6Address ROUTERS_OF_LINK = group(0xFF02, 2);
  private static final Ipv6Address ROUTERS_OF_SITE = group(0xFF05, 2);
  private static final int SOLICITED_BITS = 0xFFFFFF;

  private final Plan plan;
  private final SubnetRouters subnets;

  /** Those of the interfaces of a state, which they change. */
  public InterfaceGroups(Plan plan) {
    this.plan = plan;
    this.subnets = new SubnetRouters(plan, this);
  }

  private static Ipv6Address group(long first, long last) {
    return new Ipv6Address(first << 48, last);
  }

  /** The group that neighbours ask for an address in: RFC 4291 section 2.7.1. */
  private static Ipv6Address solicited(Ipv6Address address) {
    return group(0xFF02, 0x1FF000000L | (address.low() & SOLICITED_BITS));
  }

  /**
   * An interface is up.
   *
   * @param before it was so before: then only what is missing is joined
   */
  public void upIpv4(Interface device, boolean before) {
    if (!before || !has(device, ALL_HOSTS)) {
      join(device, ALL_HOSTS);
    }
    load(device, MulticastMembership::isIpv4, true);
  }

  /** An interface is up, or was so before, in a system with IPv6. What is missing is joined. */
  public void upIpv6(Interface device) {
    joinMissing(device, NODES_OF_INTERFACE);
    joinMissing(device, NODES_OF_LINK);
    if (isRouter(device) && isMulticast(device)) {
      joinMissing(device, ROUTERS_OF_LINK);
    }
    load(device, row -> !row.isIpv4(), true);
    for (InterfaceAddress row : ipv6Addresses(device)) {
      Ipv6Address address = (Ipv6Address) row.address();
      if (isSolicited(device) && !has(device, solicited(address))) {
        join(device, solicited(address));
      }
      if (isRouter(device) && !subnets.has(device, row)) {
        subnets.join(device, row);
      }
    }
  }

  /** An interface went down, and has lost its IPv6 addresses. */
  public void down(Interface device) {
    leave(device, ALL_HOSTS);
    load(device, _ -> true, false);
  }

  /** An interface got an address. */
  public void added(Interface device, InterfaceAddress row) {
    if (row.address() instanceof Ipv6Address address) {
      joinSolicited(device, address);
      if (isRouter(device)) {
        subnets.join(device, row);
      }
    }
  }

  /** An interface lost an address. */
  public void removed(Interface device, InterfaceAddress row) {
    if (row.address() instanceof Ipv6Address address) {
      if (isRouter(device)) {
        subnets.leave(device, row);
      }
      leaveSolicited(device, address);
    }
  }

  /** Joins the group that neighbours ask for an address in, where they ask at all. */
  void joinSolicited(Interface device, Ipv6Address address) {
    if (isSolicited(device)) {
      join(device, solicited(address));
    }
  }

  /** Leaves what was joined for an address. */
  void leaveSolicited(Interface device, Ipv6Address address) {
    if (isSolicited(device)) {
      leave(device, solicited(address));
    }
  }

  /** It became an IPv6 router, or ceased to be one. */
  void forwardingChanged(Interface device, boolean router) {
    if (isMulticast(device)) {
      for (Ipv6Address group : List.of(ROUTERS_OF_LINK, ROUTERS_OF_INTERFACE, ROUTERS_OF_SITE)) {
        if (router) {
          join(device, group);
        } else {
          leave(device, group);
        }
      }
    }
    for (InterfaceAddress row : ipv6Addresses(device)) {
      if (router) {
        subnets.join(device, row);
      } else {
        subnets.leave(device, row);
      }
    }
  }

  private static boolean isMulticast(Interface device) {
    return device.has(Interface.IFF_MULTICAST);
  }

  private static boolean isSolicited(Interface device) {
    return !device.has(Interface.IFF_LOOPBACK | Interface.IFF_NOARP);
  }

  private boolean isRouter(Interface device) {
    return isOn(plan, device, "forwarding");
  }

  /** An IPv6 sysctl of an interface is not 0. */
  public static boolean isOn(Plan plan, Interface device, String leaf) {
    String name = IPV6_CONF + device.name().text() + "/" + leaf;
    return SysctlText.isOn(SysctlDirectory.read(plan.table(Section.SYSCTLS), name));
  }

  /** Those of the widest scope first, as the kernel lists them, and the newest. */
  private List<InterfaceAddress> ipv6Addresses(Interface device) {
    List<InterfaceAddress> oldestFirst =
        plan.table(Section.ADDRESSES)
            .all(
                row ->
                    row.interfaceIndex() == device.index() && row.address() instanceof Ipv6Address);
    List<InterfaceAddress> newestFirst = new ArrayList<>(Lists.reverse(oldestFirst));
    newestFirst.sort(Comparator.comparingInt(InterfaceGroups::narrowness));
    return newestFirst;
  }

  /** Global addresses have scope 0 in {@code if_inet6}, others the more the wider. */
  private static int narrowness(InterfaceAddress row) {
    return row.scope() == 0 ? Integer.MIN_VALUE : -row.scope();
  }

  private @Nullable MulticastMembership find(Interface device, IpAddress group) {
    return plan.entry(
        Section.MULTICAST_MEMBERSHIPS, new MulticastMembership.Key(device.index(), group));
  }

  private boolean has(Interface device, IpAddress group) {
    return find(device, group) != null;
  }

  private void joinMissing(Interface device, IpAddress group) {
    if (!has(device, group)) {
      join(device, group);
    }
  }

  private void join(Interface device, IpAddress group) {
    MulticastMembership old = find(device, group);
    put(
        old == null
            ? new MulticastMembership(
                device.index(), group, 1, MulticastMembership.initialFlags(group), 0, List.of())
            : old.withUsers(old.users() + 1));
  }

  private void leave(Interface device, IpAddress group) {
    MulticastMembership old = find(device, group);
    if (old != null && old.users() > 1) {
      put(old.withUsers(old.users() - 1));
    } else if (old != null) {
      plan.apply(new Mutation.DeleteEntry(old.section(), old.key()));
    }
  }

  /** The interface receives groups, or no longer: the newest first. */
  private void load(Interface device, Predicate<MulticastMembership> condition, boolean load) {
    plan.table(Section.MULTICAST_MEMBERSHIPS)
        .all(row -> row.interfaceIndex() == device.index() && condition.test(row))
        .forEach(row -> put(row.loaded(load)));
  }

  private void put(MulticastMembership row) {
    plan.apply(new Mutation.PutEntry(row));
  }
}
