package dev.procnet.server.stack;

import java.util.Comparator;

/** The orders that rows stand in. */
final class Orders {

  private Orders() {}

  static final Comparator<Socket> BY_ID = (a, b) -> Long.compare(a.id(), b.id());

  /** Linux prints its listening sockets first. net/ipv4/tcp_ipv4.c tcp_seek_last_pos. */
  static final Comparator<TcpSocket> LISTENING_FIRST =
      (a, b) -> {
        int listening = Boolean.compare(b.listening(), a.listening());
        return listening != 0 ? listening : Long.compare(a.id(), b.id());
      };

  /** By hash bucket, the newest first within one. net/ipv4/udp.c udp_get_first, raw.c, ping.c. */
  static final Comparator<DatagramSocket> BY_SLOT =
      (a, b) -> {
        int slot = Integer.compareUnsigned(a.slot(), b.slot());
        return slot != 0 ? slot : Long.compare(b.id(), a.id());
      };

  static final Comparator<NetlinkSocket> BY_PROTOCOL =
      (a, b) -> {
        int protocol = Integer.compare(a.protocol(), b.protocol());
        return protocol != 0 ? protocol : Long.compare(a.id(), b.id());
      };

  static final Comparator<Interface> BY_INDEX = (a, b) -> Integer.compare(a.index(), b.index());

  /**
   * Linux before 6.10 walks the hash table of indexes: 256 buckets, the newest first in each, and a
   * later interface has a higher index. net/core/net-procfs.c dev_from_same_bucket.
   */
  static final Comparator<Interface> BY_INDEX_BUCKET =
      (a, b) -> {
        int bucket = Integer.compare(a.index() & 0xFF, b.index() & 0xFF);
        return bucket != 0 ? bucket : Integer.compare(b.index(), a.index());
      };

  /** By hash bucket. net/ipv6/ip6_flowlabel.c FL_HASH. */
  static final Comparator<FlowLabel> BY_LABEL_BUCKET =
      (a, b) -> Integer.compare(a.label() & 0xFF, b.label() & 0xFF);

  static final Comparator<PacketLogger> BY_FAMILY =
      (a, b) -> Integer.compare(a.family(), b.family());

  /** By hash bucket. net/netfilter/nfnetlink_log.c instance_hashfn. */
  static final Comparator<LogGroup> BY_GROUP_BUCKET =
      (a, b) -> Integer.compare(a.group() & 0xF, b.group() & 0xF);

  /** By hash bucket. net/netfilter/nfnetlink_queue.c instance_hashfn. */
  static final Comparator<PacketQueue> BY_QUEUE_BUCKET = Comparator.comparingInt(Orders::bucket);

  private static int bucket(PacketQueue queue) {
    return (queue.number() >> 8 ^ queue.number()) & 0xF;
  }

  static final Comparator<XtablesName> BY_XTABLES_FILE =
      Comparator.comparing(XtablesName::family).thenComparing(XtablesName::kind);
  static final Comparator<CpuStatistics> BY_CPU =
      Comparator.comparing(CpuStatistics::table).thenComparingInt(CpuStatistics::cpu);

  static final Comparator<RealmStatistics> BY_REALM =
      Comparator.comparingInt(RealmStatistics::realm);

  static final Comparator<MulticastMembership> BY_FAMILY_AND_INTERFACE =
      Comparator.<MulticastMembership>comparingInt(row -> row.group().width())
          .thenComparingInt(MulticastMembership::interfaceIndex);

  static final Comparator<AnycastAddress> BY_ANYCAST_INTERFACE =
      Comparator.comparingInt(AnycastAddress::interfaceIndex);

  static final Comparator<SysctlDirectory> BY_PATH = Comparator.comparing(SysctlDirectory::path);

  static final Comparator<MulticastVif> BY_VIF =
      Comparator.comparing(MulticastVif::ipv6).thenComparingInt(MulticastVif::number);

  static final Comparator<MulticastRoute> UNRESOLVED_LAST =
      Comparator.comparing(MulticastRoute::isIpv6).thenComparing(row -> !row.isResolved());

  /** By hash bucket. net/sctp/proc.c sctp_eps_seq_show. */
  static final Comparator<SctpEndpoint> BY_BUCKET =
      (a, b) -> Integer.compare(a.bucket(), b.bucket());

  static final Comparator<Neighbor> PROXIES_LAST = (a, b) -> Boolean.compare(a.proxy(), b.proxy());

  static final Comparator<Route> ROUTE_BY_ID = (a, b) -> Long.compare(a.id(), b.id());

  /**
   * Ascending destination, the longer mask first, then the higher table, which tells where tables
   * share a trie, then TOS descending, metric ascending, order of insertion. net/ipv4/fib_trie.c
   * fib_find_alias, fib_insert_alias.
   */
  static final Comparator<Route> IPV4_TRIE =
      Comparator.<Route>comparingInt(
              route -> ((Ipv4Address) route.destination()).bits() ^ Integer.MIN_VALUE)
          .thenComparing((a, b) -> Integer.compare(b.prefixLength(), a.prefixLength()))
          .thenComparing((a, b) -> Integer.compareUnsigned(b.table(), a.table()))
          .thenComparing((a, b) -> Integer.compare(b.tos(), a.tos()))
          .thenComparing((a, b) -> Integer.compareUnsigned(a.metric(), b.metric()))
          .thenComparing(ROUTE_BY_ID);

  /** By hash bucket. net/ipv4/fib_frontend.c fib_new_table. */
  static final Comparator<FibTable> BY_TABLE_BUCKET =
      Comparator.comparingInt(table -> table.id() & 0xFF);

  /**
   * Tables by id modulo 256, the newest first; in each the walk of net/ipv6/ip6_fib.c
   * fib6_walk_continue.
   */
  static final Comparator<Route> IPV6_TREES =
      Comparator.<Route>comparingInt(route -> route.table() & 0xFF)
          .thenComparing((a, b) -> Integer.compareUnsigned(b.table(), a.table()))
          .thenComparing(Orders::walk)
          .thenComparing((a, b) -> Integer.compareUnsigned(a.metric(), b.metric()))
          .thenComparing(ROUTE_BY_ID);

  /**
   * The walk visits a node's source-specific subtree, then its children, then its own routes. So of
   * two destinations of which one contains the other the longer comes first, unless the shorter is
   * source-specific.
   */
  private static int walk(Route a, Route b) {
    if (a.prefixLength() == b.prefixLength() && a.destination().equals(b.destination())) {
      return visit(a.source(), a.sourcePrefixLength(), b.source(), b.sourcePrefixLength());
    }
    int shorter = Math.min(a.prefixLength(), b.prefixLength());
    if (a.destination().isWithin(b.destination(), shorter)) {
      if (a.prefixLength() < b.prefixLength()) {
        return a.sourcePrefixLength() > 0 ? -1 : 1;
      }
      return b.sourcePrefixLength() > 0 ? 1 : -1;
    }
    return compare(a.destination(), b.destination());
  }

  private static int visit(IpAddress a, int aLength, IpAddress b, int bLength) {
    if (a.isWithin(b, Math.min(aLength, bLength))) {
      return Integer.compare(bLength, aLength);
    }
    return compare(a, b);
  }

  private static int compare(IpAddress a, IpAddress b) {
    Ipv6Address left = (Ipv6Address) a;
    Ipv6Address right = (Ipv6Address) b;
    int high = Long.compareUnsigned(left.high(), right.high());
    return high != 0 ? high : Long.compareUnsigned(left.low(), right.low());
  }
}
