package dev.procnet.server.stack;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A part of a stack that is kept as one table. Which revision changed it last is known, so that a
 * file which shows only some sections is known to be unchanged.
 *
 * @param <T> its rows
 */
public final class Section<T> {

  /** TCP sockets over IPv4. */
  public static final Section<TcpSocket> TCP =
      new Section<>("tcp", Orders.LISTENING_FIRST, Orders.BY_ID);

  /** TCP sockets over IPv6. */
  public static final Section<TcpSocket> TCP6 =
      new Section<>("tcp6", Orders.LISTENING_FIRST, Orders.BY_ID);

  /** UDP sockets over IPv4. */
  public static final Section<DatagramSocket> UDP =
      new Section<>("udp", Orders.BY_SLOT, Orders.BY_ID);

  /** UDP sockets over IPv6. */
  public static final Section<DatagramSocket> UDP6 =
      new Section<>("udp6", Orders.BY_SLOT, Orders.BY_ID);

  /** UDP-Lite sockets over IPv4. */
  public static final Section<DatagramSocket> UDP_LITE =
      new Section<>("udplite", Orders.BY_SLOT, Orders.BY_ID);

  /** UDP-Lite sockets over IPv6. */
  public static final Section<DatagramSocket> UDP_LITE6 =
      new Section<>("udplite6", Orders.BY_SLOT, Orders.BY_ID);

  /** Raw sockets over IPv4. */
  public static final Section<DatagramSocket> RAW =
      new Section<>("raw", Orders.BY_SLOT, Orders.BY_ID);

  /** Raw sockets over IPv6. */
  public static final Section<DatagramSocket> RAW6 =
      new Section<>("raw6", Orders.BY_SLOT, Orders.BY_ID);

  /** Ping sockets over IPv4. */
  public static final Section<DatagramSocket> PING =
      new Section<>("ping", Orders.BY_SLOT, Orders.BY_ID);

  /** Ping sockets over IPv6. */
  public static final Section<DatagramSocket> PING6 =
      new Section<>("ping6", Orders.BY_SLOT, Orders.BY_ID);

  /** Unix sockets. */
  public static final Section<UnixSocket> UNIX = new Section<>("unix", Orders.BY_ID, Orders.BY_ID);

  /** Netlink sockets. */
  public static final Section<NetlinkSocket> NETLINK =
      new Section<>("netlink", Orders.BY_PROTOCOL, Orders.BY_ID);

  /** Packet sockets. */
  public static final Section<PacketSocket> PACKET =
      new Section<>("packet", Orders.BY_ID, Orders.BY_ID);

  /** Interfaces, with their statistics. */
  public static final Section<Interface> INTERFACES =
      new Section<>("interfaces", Orders.BY_INDEX, Orders.BY_INDEX_BUCKET, Table.APPEND);

  /** Addresses of interfaces. */
  public static final Section<InterfaceAddress> ADDRESSES =
      new Section<>("addresses", Table.APPEND, Table.APPEND);

  /** IPv4 routes. */
  public static final Section<Route> ROUTES =
      new Section<>("routes", Orders.IPV4_TRIE, Orders.ROUTE_BY_ID);

  /** IPv6 routes. */
  public static final Section<Route> ROUTES6 =
      new Section<>("routes6", Orders.IPV6_TREES, Orders.ROUTE_BY_ID);

  /** Neighbours and proxies. */
  public static final Section<Neighbor> NEIGHBORS =
      new Section<>("neighbors", Orders.PROXIES_LAST, Orders.PROXIES_LAST);

  /** Counters of protocols. */
  public static final Section<CounterGroup> COUNTERS =
      new Section<>("counters", Table.APPEND, Table.APPEND);

  /** Registered protocols. */
  public static final Section<Protocol> PROTOCOLS =
      new Section<>("protocols", Table.APPEND, Table.APPEND);

  /** Receivers of packets. */
  public static final Section<PacketHandler> PACKET_HANDLERS =
      new Section<>("packet_handlers", Table.APPEND, Table.APPEND);

  /** Settings: at most one row. */
  public static final Section<Settings> SETTINGS =
      new Section<>("settings", Table.APPEND, Table.APPEND);

  /** Files as captured: at most one row. */
  public static final Section<CapturedFiles> FILES =
      new Section<>("files", Table.APPEND, Table.APPEND);

  /** IPv6 flow labels. */
  public static final Section<FlowLabel> FLOW_LABELS =
      newestFirst("flow_labels", Orders.BY_LABEL_BUCKET);

  /** Tracked connections. */
  public static final Section<Connection> CONNECTIONS =
      new Section<>("connections", Table.APPEND, Table.APPEND);

  /** Connections that connection tracking expects. */
  public static final Section<Expectation> EXPECTATIONS =
      new Section<>("expectations", Table.APPEND, Table.APPEND);

  /** Who logs packets, by protocol family. */
  public static final Section<PacketLogger> PACKET_LOGGERS =
      new Section<>("packet_loggers", Orders.BY_FAMILY, Orders.BY_FAMILY);

  /** Groups of logged packets that programs listen to. */
  public static final Section<LogGroup> LOG_GROUPS =
      newestFirst("log_groups", Orders.BY_GROUP_BUCKET);

  /** Queues of packets that programs decide on. */
  public static final Section<PacketQueue> PACKET_QUEUES =
      newestFirst("packet_queues", Orders.BY_QUEUE_BUCKET);

  /** Tables of packet filtering, matches and targets. */
  public static final Section<XtablesName> XTABLES_NAMES =
      newestFirst("xtables_names", Orders.BY_XTABLES_FILE);

  /** What each CPU has counted. */
  public static final Section<CpuStatistics> CPU_STATISTICS =
      new Section<>("cpu_statistics", Orders.BY_CPU, Orders.BY_CPU);

  /** What passed between the stack and realms. */
  public static final Section<RealmStatistics> REALM_STATISTICS =
      new Section<>("realm_statistics", Orders.BY_REALM, Orders.BY_REALM);

  /** Tables that rules of packet filtering look addresses up in. */
  public static final Section<MatchTable> MATCH_TABLES =
      new Section<>("match_tables", Table.APPEND, Table.APPEND);

  /** Addresses that lists of recent ones have. */
  public static final Section<RecentAddress> RECENT_ADDRESSES =
      new Section<>("recent_addresses", Table.APPEND, Table.APPEND);

  /** What is left of the rates of addresses. */
  public static final Section<HashlimitBucket> HASHLIMIT_BUCKETS =
      new Section<>("hashlimit_buckets", Table.APPEND, Table.APPEND);

  /**
   * Tries of the tables of IPv4 routes, which follow from these and from what was added and removed
   * before. They change with {@link #ROUTES} and {@link #SETTINGS} only, of which they are no news.
   */
  public static final Section<FibTable> FIB_TABLES =
      newestFirst("fib_tables", Orders.BY_TABLE_BUCKET);

  /** Multicast groups of interfaces. */
  public static final Section<MulticastMembership> MULTICAST_MEMBERSHIPS =
      newestFirst("multicast_memberships", Orders.BY_FAMILY_AND_INTERFACE);

  /** Versions of IGMP that interfaces speak. */
  public static final Section<IgmpQuerier> IGMP_QUERIERS =
      new Section<>("igmp_queriers", Table.APPEND, Table.APPEND);

  /** Link-layer multicast addresses of interfaces. */
  public static final Section<LinkMulticast> LINK_MULTICASTS =
      new Section<>("link_multicasts", Table.APPEND, Table.APPEND);

  /** IPv6 anycast addresses of interfaces. */
  public static final Section<AnycastAddress> ANYCAST_ADDRESSES =
      newestFirst("anycast_addresses", Orders.BY_ANYCAST_INTERFACE);

  /** Virtual interfaces of multicast routing. */
  public static final Section<MulticastVif> MULTICAST_VIFS =
      new Section<>("multicast_vifs", Orders.BY_VIF, Orders.BY_VIF);

  /**
   * Multicast routes, those that are not resolved behind the others. The newest first, which is how
   * the kernel keeps the former; of the latter {@code ip_mr_cache} shows the oldest first.
   */
  public static final Section<MulticastRoute> MULTICAST_ROUTES =
      newestFirst("multicast_routes", Orders.UNRESOLVED_LAST);

  /** Receivers of messages of the kernel connector. */
  public static final Section<Connector> CONNECTORS =
      new Section<>("connectors", Table.APPEND, Table.APPEND);

  /** What interfaces have of wireless extensions. */
  public static final Section<WirelessInterface> WIRELESS_INTERFACES =
      new Section<>("wireless_interfaces", Table.APPEND, Table.APPEND);

  /** What the kernel was told of the network as it started: at most one row. */
  public static final Section<BootConfiguration> BOOT_CONFIGURATIONS =
      new Section<>("boot_configurations", Table.APPEND, Table.APPEND);

  /** VLANs. */
  public static final Section<Vlan> VLANS = new Section<>("vlans", Table.APPEND, Table.APPEND);

  /** Bonds of interfaces. */
  public static final Section<Bond> BONDS = new Section<>("bonds", Table.APPEND, Table.APPEND);

  /** The order in which interfaces were registered: at most one row. */
  public static final Section<RegistrationOrder> REGISTRATION =
      new Section<>("registration", Table.APPEND, Table.APPEND);

  /** Sysctls below net/, a row a directory. */
  public static final Section<SysctlDirectory> SYSCTLS =
      new Section<>("sysctls", Orders.BY_PATH, Orders.BY_PATH);

  /** Listening SCTP endpoints. */
  public static final Section<SctpEndpoint> SCTP_ENDPOINTS =
      newestFirst("sctp_endpoints", Orders.BY_BUCKET);

  /** SCTP associations. */
  public static final Section<SctpAssociation> SCTP_ASSOCIATIONS =
      new Section<>("sctp_associations", Table.APPEND, Table.APPEND);

  /** Those of sockets, in the order in which lists have them. */
  public static final List<Section<? extends Socket>> SOCKETS =
      List.of(
          TCP, TCP6, UDP, UDP6, UDP_LITE, UDP_LITE6, RAW, RAW6, PING, PING6, UNIX, NETLINK, PACKET);

  /** Those of entries, which clients put and delete by a key of their own. */
  public static final List<Section<? extends Entry>> ENTRIES =
      List.of(
          FLOW_LABELS,
          CONNECTIONS,
          EXPECTATIONS,
          PACKET_LOGGERS,
          LOG_GROUPS,
          PACKET_QUEUES,
          XTABLES_NAMES,
          CPU_STATISTICS,
          REALM_STATISTICS,
          MATCH_TABLES,
          RECENT_ADDRESSES,
          HASHLIMIT_BUCKETS,
          MULTICAST_MEMBERSHIPS,
          IGMP_QUERIERS,
          LINK_MULTICASTS,
          ANYCAST_ADDRESSES,
          MULTICAST_VIFS,
          MULTICAST_ROUTES,
          CONNECTORS,
          WIRELESS_INTERFACES,
          BOOT_CONFIGURATIONS,
          VLANS,
          BONDS,
          SCTP_ENDPOINTS,
          SCTP_ASSOCIATIONS);

  /** All. */
  public static final List<Section<?>> ALL = List.copyOf(Registered.SECTIONS);

  /** Sections as they are made, so that each knows its place. Filled while this class loads. */
  private static final class Registered {
    static final List<Section<?>> SECTIONS = new ArrayList<>();
  }

  private final String name;
  private final int ordinal;
  private final boolean newestFirst;
  private final Comparator<? super T> linuxOrder;
  private final Comparator<? super T> linux61Order;
  private final Comparator<? super T> gvisorOrder;
  private final Map<Profile, Table<T>> empty;

  private Section(
      String name, Comparator<? super T> linuxOrder, Comparator<? super T> gvisorOrder) {
    this(name, false, linuxOrder, linuxOrder, gvisorOrder);
  }

  private Section(
      String name,
      Comparator<? super T> linuxOrder,
      Comparator<? super T> linux61Order,
      Comparator<? super T> gvisorOrder) {
    this(name, false, linuxOrder, linux61Order, gvisorOrder);
  }

  private Section(
      String name,
      boolean newestFirst,
      Comparator<? super T> linuxOrder,
      Comparator<? super T> linux61Order,
      Comparator<? super T> gvisorOrder) {
    this.name = name;
    this.newestFirst = newestFirst;
    this.linuxOrder = linuxOrder;
    this.linux61Order = linux61Order;
    this.gvisorOrder = gvisorOrder;
    this.empty = new ConcurrentHashMap<>();
    this.ordinal = Registered.SECTIONS.size();
    Registered.SECTIONS.add(this);
  }

  /** One with the same order in every system, of rows that are equal in it the newest first. */
  private static <T> Section<T> newestFirst(String name, Comparator<? super T> order) {
    return new Section<>(name, true, order, order, order);
  }

  /** What users call it. */
  public String name() {
    return name;
  }

  int ordinal() {
    return ordinal;
  }

  /** Of rows that are equal in order the newest comes first. */
  boolean isNewestFirst() {
    return newestFirst;
  }

  /** The order in which a system keeps the rows. */
  public Comparator<? super T> order(Profile profile) {
    return switch (profile) {
      case LINUX_6_18, LINUX_6_12 -> linuxOrder;
      case LINUX_6_1 -> linux61Order;
      case GVISOR -> gvisorOrder;
    };
  }

  /** Without rows: one table for all stacks, since most of their sections have none. */
  Table<T> empty(Profile profile) {
    return empty.computeIfAbsent(profile, system -> Table.empty(order(system)));
  }

  @Override
  public String toString() {
    return name;
  }
}
