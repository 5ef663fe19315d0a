package dev.procnet.server.stack;

/**
 * A route of either family: a row of {@code route} (net/ipv4/fib_trie.c fib_route_seq_show) or of
 * {@code ipv6_route} (net/ipv6/ip6_fib.c ipv6_route_native_seq_show).
 *
 * @param id key, from 1; 0 only in a mutation, for a new one
 * @param destination its bits beyond the prefix length are zero
 * @param source IPv6: source prefix; unspecified with length 0 for none
 * @param gateway of the first next hop; unspecified: none
 * @param interfaceIndex of the first next hop; 0: none
 * @param flags RTF_ flags as printed
 * @param metric unsigned
 * @param scope RT_SCOPE_ of IPv4's: 0 universe, 200 site, 253 link, 254 host, 255 nowhere; 0 to 255
 * @param table 254 main, 255 local, unsigned
 * @param tos 0 to 255
 * @param mtu the MTU column of {@code route}
 * @param window the Window column, unsigned
 * @param irtt the IRTT column in milliseconds, unsigned
 * @param referenceCount as printed, unsigned
 * @param use as printed, unsigned
 */
public record Route(
    long id,
    IpAddress destination,
    int prefixLength,
    IpAddress source,
    int sourcePrefixLength,
    IpAddress gateway,
    int interfaceIndex,
    int flags,
    int metric,
    Type type,
    int scope,
    int table,
    int tos,
    int mtu,
    int window,
    int irtt,
    int referenceCount,
    int use,
    long revision) {

  /** RT_TABLE_MAIN. */
  public static final int TABLE_MAIN = 254;

  /** RT_TABLE_LOCAL. */
  public static final int TABLE_LOCAL = 255;

  /** RT_SCOPE_LINK: what is on the link. */
  public static final int SCOPE_LINK = 253;

  /** RT_SCOPE_HOST: this system. */
  public static final int SCOPE_HOST = 254;

  /** RTF_UP. */
  public static final int RTF_UP = 0x1;

  /** RTF_GATEWAY. */
  public static final int RTF_GATEWAY = 0x2;

  /** RTF_HOST. */
  public static final int RTF_HOST = 0x4;

  /** RTF_REJECT. */
  public static final int RTF_REJECT = 0x200;

  /**
   * RTN_ type of a route, in the kernel's order from RTN_UNICAST, 1.
   * include/uapi/linux/rtnetlink.h.
   */
  public enum Type {
    UNICAST,
    LOCAL,
    BROADCAST,
    ANYCAST,
    MULTICAST,
    BLACKHOLE,
    UNREACHABLE,
    PROHIBIT,
    THROW
  }

  public Route {
    Checks.inRange("prefix_length", prefixLength, 0, destination.width());
    Checks.inRange("source_prefix_length", sourcePrefixLength, 0, source.width());
    Checks.inRange("interface_index", interfaceIndex, 0, Integer.MAX_VALUE);
    Checks.inRange("scope", scope, 0, 0xFF);
    Checks.inRange("tos", tos, 0, 0xFF);
    Checks.check(
        destination.width() == gateway.width() && destination.width() == source.width(),
        "gateway",
        "is of another family than the destination, expected the same for destination, source and"
            + " gateway");
    Checks.check(
        isPrefix(destination, prefixLength),
        "destination",
        "has bits set beyond its prefix length of " + prefixLength + ", expected none");
    Checks.check(
        isPrefix(source, sourcePrefixLength),
        "source",
        "has bits set beyond its prefix length of " + sourcePrefixLength + ", expected none");
  }

  /** One of the scope that its like has where nothing else is said. */
  public Route(
      long id,
      IpAddress destination,
      int prefixLength,
      IpAddress source,
      int sourcePrefixLength,
      IpAddress gateway,
      int interfaceIndex,
      int flags,
      int metric,
      Type type,
      int table,
      int tos,
      int mtu,
      int window,
      int irtt,
      int referenceCount,
      int use,
      long revision) {
    this(
        id,
        destination,
        prefixLength,
        source,
        sourcePrefixLength,
        gateway,
        interfaceIndex,
        flags,
        metric,
        type,
        usualScope(destination, type, (flags & RTF_GATEWAY) != 0 || !gateway.isUnspecified()),
        table,
        tos,
        mtu,
        window,
        irtt,
        referenceCount,
        use,
        revision);
  }

  /**
   * The scope of routes for which none is given: what ip(8) asks for and the kernel gives to those
   * of addresses. iproute2 ip/iproute.c iproute_modify, net/ipv4/fib_frontend.c fib_magic.
   */
  public static int usualScope(IpAddress destination, Type type, boolean viaGateway) {
    if (destination instanceof Ipv6Address) {
      return 0;
    }
    return switch (type) {
      case LOCAL -> SCOPE_HOST;
      case BROADCAST, MULTICAST, ANYCAST -> SCOPE_LINK;
      case UNICAST -> viaGateway ? 0 : SCOPE_LINK;
      case BLACKHOLE, UNREACHABLE, PROHIBIT, THROW -> 0;
    };
  }

  /** It is IPv4's. */
  public boolean isIpv4() {
    return destination instanceof Ipv4Address;
  }

  /** The table that it stands in. */
  public Section<Route> section() {
    return isIpv4() ? Section.ROUTES : Section.ROUTES6;
  }

  /** The same under another id, changed at another revision. */
  public Route with(long newId, long newRevision) {
    return copy(newId, interfaceIndex, type, scope, table, tos, newRevision);
  }

  /** The same in another table. */
  public Route inTable(int newTable) {
    return copy(id, interfaceIndex, type, scope, newTable, tos, revision);
  }

  /** The same for another type of service. */
  public Route withTos(int newTos) {
    return copy(id, interfaceIndex, type, scope, table, newTos, revision);
  }

  /** The same with what {@code fib_trie} says of it. */
  public Route with(Type newType, int newScope, int newTos) {
    return copy(id, interfaceIndex, newType, newScope, table, newTos, revision);
  }

  /** The same out of another interface. */
  public Route withInterface(int newInterfaceIndex) {
    return copy(id, newInterfaceIndex, type, scope, table, tos, revision);
  }

  private Route copy(
      long newId,
      int newInterfaceIndex,
      Type newType,
      int newScope,
      int newTable,
      int newTos,
      long newRevision) {
    return new Route(
        newId,
        destination,
        prefixLength,
        source,
        sourcePrefixLength,
        gateway,
        newInterfaceIndex,
        flags,
        metric,
        newType,
        newScope,
        newTable,
        newTos,
        mtu,
        window,
        irtt,
        referenceCount,
        use,
        newRevision);
  }

  private static boolean isPrefix(IpAddress address, int length) {
    return switch (address) {
      case Ipv4Address(int bits) -> (bits & ~Ipv4Address.mask(length)) == 0;
      case Ipv6Address(long high, long low) ->
          length >= 64
              ? length == 128 || low << (length - 64) == 0
              : low == 0 && high << length == 0;
    };
  }
}
