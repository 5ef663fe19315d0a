package dev.procnet.server.rpc;

import dev.procnet.server.netfile.AddressText;
import dev.procnet.server.stack.IpAddress;
import dev.procnet.server.stack.Profile;
import dev.procnet.server.stack.Route;
import dev.procnet.v1.RouteType;
import org.jspecify.annotations.Nullable;

/** Routes of both families. */
final class RouteMapper {

  private static final int IPV6_METRIC = 1024;
  private static final int IPV4_BITS = 32;
  private static final int IPV6_BITS = 128;

  /** RTF_NONEXTHOP and RTF_LOCAL, include/uapi/linux/ipv6_route.h. */
  private static final int RTF_NONEXTHOP = 0x00200000;

  private static final int RTF_LOCAL = 0x80000000;

  private RouteMapper() {}

  static dev.procnet.v1.Route toProto(Route route, View view) {
    return fields(route, view.sight()).setRevision(view.revision(route.revision())).build();
  }

  /** All but the revision, as they are. */
  static dev.procnet.v1.Route.Builder fields(Route route) {
    return fields(route, Sight.FULL);
  }

  private static dev.procnet.v1.Route.Builder fields(Route route, Sight sight) {
    return dev.procnet.v1.Route.newBuilder()
        .setId(route.id())
        .setFamily(Families.of(route.destination()))
        .setDestination(AddressText.format(sight.address(route.destination())))
        .setPrefixLength(route.prefixLength())
        .setSource(text(sight.address(route.source()), route.sourcePrefixLength() > 0))
        .setSourcePrefixLength(route.sourcePrefixLength())
        .setGateway(text(sight.address(route.gateway()), false))
        .setInterfaceIndex(route.interfaceIndex())
        .setFlags(route.flags())
        .setMetric(route.metric())
        .setType(type(route.type()))
        .setScope(route.scope())
        .setTable(route.table())
        .setTos(route.tos())
        .setMtu(route.mtu())
        .setWindow(route.window())
        .setIrtt(route.irtt())
        .setReferenceCount(route.referenceCount())
        .setUse(route.use());
  }

  private static String text(IpAddress address, boolean always) {
    return address.isUnspecified() && !always ? "" : AddressText.format(address);
  }

  /**
   * @param profile decides what flags a new route has
   * @throws dev.procnet.server.stack.ProcnetException FIELD_INVALID with all that is wrong
   */
  static Route toModel(dev.procnet.v1.Route proto, Profile profile) {
    Violations wrong = new Violations();
    boolean ipv6 =
        Families.isIpv6(
            wrong,
            "family",
            proto.getFamily(),
            proto.getFamilyValue(),
            proto.getDestination(),
            proto.getGateway(),
            proto.getSource());
    int width = ipv6 ? IPV6_BITS : IPV4_BITS;
    IpAddress destination =
        Families.address(wrong, "destination", proto.getDestination(), ipv6, false);
    IpAddress source = Families.address(wrong, "source", proto.getSource(), ipv6, false);
    IpAddress gateway = Families.address(wrong, "gateway", proto.getGateway(), ipv6, false);
    int prefixLength = wrong.atMost("prefix_length", proto.getPrefixLength(), width);
    int sourceLength =
        wrong.atMost("source_prefix_length", proto.getSourcePrefixLength(), ipv6 ? width : 0);
    int index = wrong.atMost("interface_index", proto.getInterfaceIndex(), Integer.MAX_VALUE);
    int tos = wrong.atMost("tos", proto.getTos(), 0xFF);
    int scope = wrong.atMost("scope", proto.getScope(), ipv6 ? 0 : 0xFF);
    Route.Type type =
        wrong.known(
            "type",
            proto.getTypeValue(),
            type(proto.getType()),
            "a route type of 0 to 9",
            Route.Type.UNICAST);
    int flags =
        proto.hasFlags() ? proto.getFlags() : flags(type, prefixLength, gateway, ipv6, profile);
    boolean viaGateway = (flags & Route.RTF_GATEWAY) != 0 || !gateway.isUnspecified();
    return wrong.build(
        () ->
            new Route(
                proto.getId(),
                destination,
                prefixLength,
                source,
                sourceLength,
                gateway,
                index,
                flags,
                proto.hasMetric() ? proto.getMetric() : ipv6 ? IPV6_METRIC : 0,
                type,
                proto.hasScope() ? scope : Route.usualScope(destination, type, viaGateway),
                proto.getTable() == 0 ? Route.TABLE_MAIN : proto.getTable(),
                tos,
                proto.getMtu(),
                proto.getWindow(),
                proto.getIrtt(),
                proto.hasReferenceCount() ? proto.getReferenceCount() : ipv6 ? 1 : 0,
                proto.getUse(),
                0));
  }

  private static RouteType type(Route.Type type) {
    return switch (type) {
      case UNICAST -> RouteType.ROUTE_TYPE_UNICAST;
      case LOCAL -> RouteType.ROUTE_TYPE_LOCAL;
      case BROADCAST -> RouteType.ROUTE_TYPE_BROADCAST;
      case ANYCAST -> RouteType.ROUTE_TYPE_ANYCAST;
      case MULTICAST -> RouteType.ROUTE_TYPE_MULTICAST;
      case BLACKHOLE -> RouteType.ROUTE_TYPE_BLACKHOLE;
      case UNREACHABLE -> RouteType.ROUTE_TYPE_UNREACHABLE;
      case PROHIBIT -> RouteType.ROUTE_TYPE_PROHIBIT;
      case THROW -> RouteType.ROUTE_TYPE_THROW;
    };
  }

  private static Route.@Nullable Type type(RouteType type) {
    return switch (type) {
      case ROUTE_TYPE_UNSPECIFIED, ROUTE_TYPE_UNICAST -> Route.Type.UNICAST;
      case ROUTE_TYPE_LOCAL -> Route.Type.LOCAL;
      case ROUTE_TYPE_BROADCAST -> Route.Type.BROADCAST;
      case ROUTE_TYPE_ANYCAST -> Route.Type.ANYCAST;
      case ROUTE_TYPE_MULTICAST -> Route.Type.MULTICAST;
      case ROUTE_TYPE_BLACKHOLE -> Route.Type.BLACKHOLE;
      case ROUTE_TYPE_UNREACHABLE -> Route.Type.UNREACHABLE;
      case ROUTE_TYPE_PROHIBIT -> Route.Type.PROHIBIT;
      case ROUTE_TYPE_THROW -> Route.Type.THROW;
      case UNRECOGNIZED -> null;
    };
  }

  private static int flags(
      Route.Type type, int prefixLength, IpAddress gateway, boolean ipv6, Profile profile) {
    int viaGateway = gateway.isUnspecified() ? 0 : Route.RTF_GATEWAY;
    if (ipv6) {
      return ipv6Flags(type) | viaGateway;
    }
    int host = profile.isLinux() && prefixLength == IPV4_BITS ? Route.RTF_HOST : 0;
    int reject =
        type == Route.Type.UNREACHABLE || type == Route.Type.PROHIBIT ? Route.RTF_REJECT : 0;
    return Route.RTF_UP | viaGateway | host | reject;
  }

  /** Those of routes that were added by hand, net/ipv6/route.c ip6_route_info_create. */
  private static int ipv6Flags(Route.Type type) {
    return switch (type) {
      case UNICAST, ANYCAST, MULTICAST, BROADCAST -> Route.RTF_UP;
      case LOCAL -> Route.RTF_UP | RTF_LOCAL;
      case BLACKHOLE, UNREACHABLE, PROHIBIT, THROW -> Route.RTF_REJECT | RTF_NONEXTHOP;
    };
  }
}
