package dev.procnet.server.stack;

import java.util.List;

/**
 * A route of multicast packets: a row of {@code ip_mr_cache} or {@code ip6_mr_cache}.
 * net/ipv4/ipmr.c and net/ipv6/ip6mr.c ipmr_mfc_seq_show.
 *
 * @param group a multicast address, or the unspecified one: any. Key, with {@code origin} and
 *     {@code incoming}, by which proxy routes of any origin differ
 * @param origin of the group's family; the unspecified one: any. Key
 * @param incoming virtual interface that packets come in by, 0 to 31; {@link #UNRESOLVED}. Key
 * @param packets forwarded, unsigned; 0 where it is not resolved, as the two that follow
 * @param bytes forwarded, unsigned
 * @param wrong packets that came in by another interface, unsigned
 * @param outgoing where packets go, by ascending number; nowhere where it is not resolved
 */
public record MulticastRoute(
    IpAddress group,
    IpAddress origin,
    int incoming,
    long packets,
    long bytes,
    long wrong,
    List<Outgoing> outgoing)
    implements Entry {

  /** The incoming interface of a route that no program has resolved yet. */
  public static final int UNRESOLVED = -1;

  private static final Ipv4Address MULTICAST = new Ipv4Address(0xE0000000);
  private static final Ipv6Address MULTICAST6 = new Ipv6Address(0xFFL << 56, 0);

  /**
   * A virtual interface that packets go to.
   *
   * @param vif 0 to 31
   * @param ttl only packets of a higher one go there, 1 to 254
   */
  public record Outgoing(int vif, int ttl) {

    public Outgoing {
      Checks.inRange("vif", vif, 0, MulticastVif.MAX_NUMBER);
      Checks.inRange("ttl", ttl, 1, 254);
    }
  }

  public MulticastRoute {
    checkAddresses(group, origin);
    Checks.inRange("incoming", incoming, UNRESOLVED, MulticastVif.MAX_NUMBER);
    Checks.check(
        incoming != UNRESOLVED || ((packets | bytes | wrong) == 0 && outgoing.isEmpty()),
        "incoming",
        "is none, expected one where packets are counted or go out");
    for (int i = 1; i < outgoing.size(); i++) {
      Checks.check(
          outgoing.get(i - 1).vif() < outgoing.get(i).vif(),
          "outgoing",
          "has "
              + outgoing.get(i).vif()
              + " behind "
              + outgoing.get(i - 1).vif()
              + ", expected each once, ascending");
    }
    outgoing = List.copyOf(outgoing);
  }

  private static void checkAddresses(IpAddress group, IpAddress origin) {
    boolean multicast =
        group instanceof Ipv4Address ? group.isWithin(MULTICAST, 4) : group.isWithin(MULTICAST6, 8);
    Checks.check(
        multicast || group.isUnspecified(),
        "group",
        "is " + group + ", expected a multicast address or the unspecified one");
    Checks.check(
        origin.width() == group.width(),
        "origin",
        "is " + origin + ", expected an address of the group's family");
  }

  /** It is of IPv6. */
  public boolean isIpv6() {
    return group instanceof Ipv6Address;
  }

  /** A program has said where its packets go. */
  public boolean isResolved() {
    return incoming != UNRESOLVED;
  }

  @Override
  public Section<MulticastRoute> section() {
    return Section.MULTICAST_ROUTES;
  }

  @Override
  public Key key() {
    return new Key(group, origin, incoming);
  }

  /** The key of the one that waits for this. */
  Key unresolvedKey() {
    return new Key(group, origin, UNRESOLVED);
  }

  /** What tells it from others. */
  public record Key(IpAddress group, IpAddress origin, int incoming) {}
}
