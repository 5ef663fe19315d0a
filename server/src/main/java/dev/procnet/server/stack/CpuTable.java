package dev.procnet.server.stack;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.Iterables;
import java.util.Arrays;
import java.util.List;

/**
 * The statistics that a kernel keeps for each CPU, and the columns that its versions show of them,
 * the newest first. In the order of the directory.
 */
public enum CpuTable {
  /** Connection tracking. net/netfilter/nf_conntrack_standalone.c ct_cpu_seq_show. */
  CONNTRACK(
      "stat/nf_conntrack",
      32,
      "entries clashres found new invalid ignore delete chainlength insert insert_failed drop"
          + " early_drop icmp_error expect_new expect_create expect_delete search_restart",
      // Up to Linux 5.14, and up to 4.9.
      "entries clashres found new invalid ignore delete delete_list insert insert_failed drop"
          + " early_drop icmp_error expect_new expect_create expect_delete search_restart",
      "entries searched found new invalid ignore delete delete_list insert insert_failed drop"
          + " early_drop icmp_error expect_new expect_create expect_delete search_restart"),

  /** Offloaded flows. net/netfilter/nf_flow_table_procfs.c nf_flow_table_cpu_seq_show. */
  FLOWTABLE("stat/nf_flowtable", 32, "wq_add wq_del wq_stats"),

  /** Neighbours over IPv4. net/core/neighbour.c neigh_stat_seq_show. */
  ARP_CACHE("stat/arp_cache", 64, neighborColumns(13), neighborColumns(12)),

  /** Neighbours over IPv6. net/core/neighbour.c neigh_stat_seq_show. */
  NDISC_CACHE("stat/ndisc_cache", 64, neighborColumns(13), neighborColumns(12)),

  /** Routing decisions over IPv4. net/ipv4/route.c rt_cpu_seq_show. */
  RT_CACHE(
      "stat/rt_cache",
      32,
      "entries in_hit in_slow_tot in_slow_mc in_no_route in_brd in_martian_dst in_martian_src"
          + " out_hit out_slow_tot out_slow_mc gc_total gc_ignored gc_goal_miss"
          + " gc_dst_overflow in_hlist_search out_hlist_search"),

  /** Proxied TCP handshakes. net/netfilter/nf_synproxy_core.c synproxy_cpu_seq_show. */
  SYNPROXY(
      "stat/synproxy",
      32,
      "entries syn_received cookie_invalid cookie_valid cookie_retrans conn_reopened"),

  /**
   * Received packets. net/core/net-procfs.c softnet_seq_show: no header, so these names are ours.
   */
  SOFTNET(
      "softnet_stat",
      32,
      softnetColumns(15),
      // Linux 5.10 to 6.2; then those before 5.10, 3.11 and 2.6.35.
      softnetColumns(13),
      softnetColumns(11),
      softnetColumns(10),
      softnetColumns(9));

  /** The column of {@link #SOFTNET} that says which CPU it is. */
  public static final String CPU = "cpu";

  private final String file;
  private final int bits;
  private final ImmutableList<ImmutableList<String>> layouts;

  CpuTable(String file, int bits, String... layouts) {
    this.file = file;
    this.bits = bits;
    this.layouts =
        Arrays.stream(layouts)
            .map(columns -> ImmutableList.copyOf(Splitter.on(' ').split(columns)))
            .collect(ImmutableList.toImmutableList());
  }

  private static String neighborColumns(int count) {
    return first(
        count,
        "entries allocs destroys hash_grows lookups hits res_failed rcv_probes_mcast"
            + " rcv_probes_ucast periodic_gc_runs forced_gc_runs unresolved_discards table_fulls");
  }

  private static String softnetColumns(int count) {
    return first(
        count,
        "processed dropped time_squeeze unused4 unused5 unused6 unused7 unused8 cpu_collision"
            + " received_rps flow_limit_count backlog_len cpu input_qlen process_qlen");
  }

  private static String first(int count, String columns) {
    return String.join(" ", Iterables.limit(Splitter.on(' ').split(columns), count));
  }

  /** Path below /proc/net of the file that shows them. */
  public String file() {
    return file;
  }

  /** Width of a value, 32 or 64 bits. */
  public int bits() {
    return bits;
  }

  /** The columns that the file has had, the newest kernel's first. */
  public ImmutableList<ImmutableList<String>> layouts() {
    return layouts;
  }

  /** A layout without the column that is no counter. */
  public static List<String> counted(List<String> layout) {
    return layout.stream().filter(column -> !column.equals(CPU)).toList();
  }

  /**
   * The table of a file.
   *
   * @throws ProcnetException FIELD_INVALID, {@code file}, with the nearest
   */
  public static CpuTable ofFile(String file) {
    for (CpuTable table : values()) {
      if (table.file.equals(file)) {
        return table;
      }
    }
    List<String> known = Arrays.stream(values()).map(CpuTable::file).toList();
    throw ProcnetException.field(
        "file",
        "is '"
            + file
            + "', expected one of "
            + String.join(", ", known)
            + Suggestions.didYouMean(file, known));
  }
}
