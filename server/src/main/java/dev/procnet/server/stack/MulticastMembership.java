package dev.procnet.server.stack;

import java.util.List;

/**
 * A group that an interface listens to: a row of {@code igmp} or {@code igmp6}, with its sources in
 * {@code mcfilter} or {@code mcfilter6}. net/ipv4/igmp.c igmp_mc_seq_show, net/ipv6/mcast.c
 * igmp6_mc_seq_show.
 *
 * @param interfaceIndex key, with {@code group}
 * @param group a multicast address. Key
 * @param users how many joined it
 * @param flags MAF_ flags of include/net/if_inet6.h, unsigned; over IPv4 only those of the timer,
 *     the reporter, and that the interface receives it, which no file of groups shows
 * @param timer ticks until it is reported; 0 where no timer runs, not negative over IPv4
 * @param sources source filters, the oldest first
 */
public record MulticastMembership(
    int interfaceIndex, IpAddress group, int users, int flags, long timer, List<Source> sources)
    implements Entry {

  /** Its timer runs: MAF_TIMER_RUNNING. */
  public static final int TIMER_RUNNING = 0x01;

  /** This host reported it last: MAF_LAST_REPORTER. */
  public static final int LAST_REPORTER = 0x02;

  /** The interface receives it: MAF_LOADED. */
  public static final int LOADED = 0x04;

  /** It is never reported: MAF_NOREPORT. */
  public static final int NO_REPORT = 0x08;

  /** ff02::1, the group of all nodes. RFC 4291 section 2.7.1. */
  private static final Ipv6Address ALL_NODES = new Ipv6Address(0xFF02L << 48, 1);

  private static final Ipv4Address MULTICAST = new Ipv4Address(0xE0000000);
  private static final Ipv6Address MULTICAST6 = new Ipv6Address(0xFFL << 56, 0);
  private static final int LINK_LOCAL = 2;

  /**
   * A source whose packets are wanted, or not.
   *
   * @param address of the group's family
   * @param include how many want it, unsigned
   * @param exclude how many do not, unsigned
   */
  public record Source(IpAddress address, long include, long exclude) {}

  public MulticastMembership {
    Checks.inRange("interface_index", interfaceIndex, 1, Integer.MAX_VALUE);
    boolean ipv4 = group instanceof Ipv4Address;
    Checks.check(
        ipv4 ? group.isWithin(MULTICAST, 4) : group.isWithin(MULTICAST6, 8),
        "group",
        "is " + group + ", expected a multicast address");
    if (ipv4) {
      Checks.inRange(
          "flags", Integer.toUnsignedLong(flags), 0, TIMER_RUNNING | LAST_REPORTER | LOADED);
      Checks.inRange("timer", timer, 0, Long.MAX_VALUE);
    }
    Checks.check(
        timer == 0 || (flags & TIMER_RUNNING) != 0,
        "timer",
        "is " + timer + ", expected 0 where no timer runs");
    for (Source source : sources) {
      Checks.check(
          source.address().width() == group.width(),
          "sources",
          "has " + source.address() + ", expected addresses of the group's family");
    }
    sources = List.copyOf(sources);
  }

  /**
   * The flags of a group that was just joined. net/ipv6/mcast.c mca_alloc, igmp6_group_added,
   * net/ipv4/igmp.c igmp_group_added.
   */
  public static int initialFlags(IpAddress group) {
    boolean silent = !isReceived(group) || group.equals(ALL_NODES);
    return (isReceived(group) ? LOADED : 0) | (silent ? NO_REPORT : 0);
  }

  /** Packets of the group come from the link: of IPv6 they may be of the interface itself only. */
  private static boolean isReceived(IpAddress group) {
    return !(group instanceof Ipv6Address ipv6) || ((int) (ipv6.high() >>> 48) & 0xF) >= LINK_LOCAL;
  }

  /** The same, joined by another number. */
  MulticastMembership withUsers(int newUsers) {
    return new MulticastMembership(interfaceIndex, group, newUsers, flags, timer, sources);
  }

  /** The same as its interface receives it, where it comes from the link at all, or no longer. */
  MulticastMembership loaded(boolean load) {
    int newFlags = load && isReceived(group) ? flags | LOADED : flags & ~LOADED;
    return new MulticastMembership(interfaceIndex, group, users, newFlags, timer, sources);
  }

  /** With one more source behind the others. */
  MulticastMembership with(Source source) {
    List<Source> more = new java.util.ArrayList<>(sources);
    more.add(source);
    return new MulticastMembership(interfaceIndex, group, users, flags, timer, more);
  }

  /** It is of IPv4. */
  public boolean isIpv4() {
    return group instanceof Ipv4Address;
  }

  /** These flags are all set. */
  public boolean has(int mask) {
    return (flags & mask) == mask;
  }

  @Override
  public Section<MulticastMembership> section() {
    return Section.MULTICAST_MEMBERSHIPS;
  }

  @Override
  public Key key() {
    return new Key(interfaceIndex, group);
  }

  /** What tells it from others. */
  public record Key(int interfaceIndex, IpAddress group) {}
}
