package dev.procnet.server.netfile;

import java.util.Set;

/**
 * What files of /proc/net are called by kernels of all versions, whether the model knows them or
 * not: what tells a tree of it from any other directory. From fs/proc users below net/ and
 * drivers/net/.
 */
final class KnownNames {

  private static final Set<String> FILES =
      Set.of(
          "anycast6",
          "appletalk",
          "arp",
          "arp_tables_names",
          "arp_tables_matches",
          "arp_tables_targets",
          "ax25",
          "ax25_calls",
          "ax25_route",
          "bnep",
          "can-bcm",
          "connector",
          "dev",
          "dev_mcast",
          "fib_trie",
          "fib_triestat",
          "hci",
          "icmp",
          "icmp6",
          "if_inet6",
          "igmp",
          "igmp6",
          "ip6_flowlabel",
          "ip6_mr_cache",
          "ip6_mr_vif",
          "ip6_tables_matches",
          "ip6_tables_names",
          "ip6_tables_targets",
          "ip_conntrack",
          "ip_conntrack_expect",
          "ip_mr_cache",
          "ip_mr_vif",
          "ip_queue",
          "ip_tables_matches",
          "ip_tables_names",
          "ip_tables_targets",
          "ip_vs",
          "ip_vs_app",
          "ip_vs_conn",
          "ip_vs_conn_sync",
          "ip_vs_stats",
          "ip_vs_stats_percpu",
          "ipv6_route",
          "l2cap",
          "mcfilter",
          "mcfilter6",
          "netlink",
          "netstat",
          "nf_conntrack",
          "nf_conntrack_expect",
          "nr",
          "nr_neigh",
          "nr_nodes",
          "packet",
          "pfkey",
          "pnp",
          "pppoe",
          "pppol2tp",
          "protocols",
          "psched",
          "ptype",
          "raw",
          "raw6",
          "rfcomm",
          "route",
          "rt6_stats",
          "rt_acct",
          "rt_cache",
          "sco",
          "snmp",
          "snmp6",
          "sockstat",
          "sockstat6",
          "softnet_stat",
          "tcp",
          "tcp6",
          "tls_stat",
          "tr_rif",
          "udp",
          "udp6",
          "udplite",
          "udplite6",
          "unix",
          "wireless",
          "xfrm_stat");

  private static final Set<String> DIRECTORIES =
      Set.of(
          "atm",
          "bonding",
          "can",
          "dev_snmp6",
          "ip6t_hashlimit",
          "ipconfig",
          "ipt_hashlimit",
          "ipt_CLUSTERIP",
          "llc",
          "netfilter",
          "rpc",
          "rxrpc",
          "sctp",
          "stat",
          "vlan",
          "x25",
          "xt_recent");

  private KnownNames() {}

  /** Some kernel has a file of that name. */
  static boolean contains(String name) {
    int slash = name.indexOf('/');
    return slash < 0 ? FILES.contains(name) : DIRECTORIES.contains(name.substring(0, slash));
  }
}
