package dev.procnet.server.stack.derive;

import dev.procnet.server.stack.Interface;
import dev.procnet.server.stack.Mutation;
import dev.procnet.server.stack.Mutation.Derivation;
import dev.procnet.server.stack.Plan;
import dev.procnet.server.stack.Route;
import org.jspecify.annotations.Nullable;

/**
 * {@code ip route add}. net/ipv4/fib_semantics.c fib_check_nh, fib_create_info; net/ipv6/route.c
 * ip6_route_info_create.
 *
 * @param route of id 0; interface 0: that of its gateway
 */
public record AddRoute(Route route) implements Derivation {

  private static final String INTERFACE = "add_route.interface_index";

  @Override
  public long derive(Plan plan) {
    Route placed = placed(plan);
    Route same = plan.table(route.section()).first(other -> isSame(other, placed));
    if (same != null) {
      throw Refusals.refused(
          "EEXIST", "route " + same.id() + " is the same one, expected another metric");
    }
    return plan.apply(new Mutation.PutRoute(placed));
  }

  private Route placed(Plan plan) {
    int index = route.interfaceIndex();
    if (isReject()) {
      Interface loopback = route.isIpv4() ? null : new Network(plan).loopbackDevice();
      return loopback == null ? route : through(loopback.index());
    }
    if (index != 0) {
      plan.requireInterface(INTERFACE, index);
    }
    if (!route.gateway().isUnspecified()) {
      index = gatewayDevice(plan).index();
    }
    if (index == 0) {
      throw Refusals.refused(
          "ENODEV", "the route has neither interface nor gateway, expected one of them");
    }
    if (!plan.requireInterface(INTERFACE, index).isUp()) {
      throw Refusals.refused("ENETDOWN", "interface " + index + " is down, expected it up");
    }
    return through(index);
  }

  private boolean isReject() {
    return switch (route.type()) {
      case BLACKHOLE, UNREACHABLE, PROHIBIT, THROW -> true;
      case UNICAST, LOCAL, BROADCAST, ANYCAST, MULTICAST -> false;
    };
  }

  /** The interface whose network the gateway is in. */
  private Interface gatewayDevice(Plan plan) {
    Interface device = null;
    for (Route other : plan.table(route.section())) {
      Interface candidate = onLink(plan, other);
      device = candidate == null ? device : candidate;
    }
    if (device == null) {
      throw Refusals.refused(
          "ENETUNREACH",
          "the gateway is on no link"
              + (route.interfaceIndex() == 0 ? "" : " of interface " + route.interfaceIndex())
              + ", expected one within the network of an interface");
    }
    return device;
  }

  private @Nullable Interface onLink(Plan plan, Route other) {
    boolean leads =
        other.type() == Route.Type.UNICAST
            && other.gateway().isUnspecified()
            && other.prefixLength() > 0
            && (other.flags() & Route.RTF_REJECT) == 0
            && route.gateway().isWithin(other.destination(), other.prefixLength())
            && other.interfaceIndex() != 0
            && (route.interfaceIndex() == 0 || route.interfaceIndex() == other.interfaceIndex());
    return leads ? plan.requireInterface(INTERFACE, other.interfaceIndex()) : null;
  }

  private static boolean isSame(Route a, Route b) {
    return a.table() == b.table()
        && a.destination().equals(b.destination())
        && a.prefixLength() == b.prefixLength()
        && a.source().equals(b.source())
        && a.sourcePrefixLength() == b.sourcePrefixLength()
        && a.tos() == b.tos()
        && a.metric() == b.metric();
  }

  private Route through(int index) {
    return new Route(
        0,
        route.destination(),
        route.prefixLength(),
        route.source(),
        route.sourcePrefixLength(),
        route.gateway(),
        index,
        route.flags(),
        route.metric(),
        route.type(),
        route.table(),
        route.tos(),
        route.mtu(),
        route.window(),
        route.irtt(),
        route.referenceCount(),
        route.use(),
        0);
  }
}
