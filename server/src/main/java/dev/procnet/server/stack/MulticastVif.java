package dev.procnet.server.stack;

/**
 * A virtual interface of multicast routing: a row of {@code ip_mr_vif} or {@code ip6_mr_vif}.
 * net/ipv4/ipmr.c ipmr_vif_seq_show, net/ipv6/ip6mr.c ip6mr_vif_seq_show.
 *
 * @param ipv6 whose multicast routing. Key, with {@code number}
 * @param number 0 to 31. Key
 * @param interfaceIndex its interface; 0: none
 * @param bytesIn unsigned, as the three that follow; printed with sign
 * @param flags VIFF_ flags of include/uapi/linux/mroute.h, 16 bits
 * @param local its own address; unspecified over IPv6
 * @param remote the other end of a tunnel; unspecified over IPv6
 */
public record MulticastVif(
    boolean ipv6,
    int number,
    int interfaceIndex,
    long bytesIn,
    long packetsIn,
    long bytesOut,
    long packetsOut,
    int flags,
    Ipv4Address local,
    Ipv4Address remote)
    implements Entry {

  /** The highest number, MAXVIFS and MAXMIFS less one. */
  public static final int MAX_NUMBER = 31;

  public MulticastVif {
    Checks.inRange("number", number, 0, MAX_NUMBER);
    Checks.inRange("interface_index", interfaceIndex, 0, Integer.MAX_VALUE);
    Checks.inRange("flags", flags, 0, 0xFFFF);
    checkNone("local", ipv6, local);
    checkNone("remote", ipv6, remote);
  }

  private static void checkNone(String field, boolean ipv6, Ipv4Address address) {
    Checks.check(!ipv6 || address.isUnspecified(), field, "is set, expected no address over IPv6");
  }

  @Override
  public Section<MulticastVif> section() {
    return Section.MULTICAST_VIFS;
  }

  @Override
  public Key key() {
    return new Key(ipv6, number);
  }

  /** What tells it from others. */
  public record Key(boolean ipv6, int number) {}
}
