package dev.procnet.server.stack;

import java.util.Comparator;
import java.util.List;

/**
 * A part of a stack that is kept as one table. Which revision changed it last is known, so that a
 * file which shows only some sections is known to be unchanged.
 *
 * @param <T> its rows
 */
public final class Section<T> {

  /** TCP sockets over IPv4. */
  public static final Section<TcpSocket> TCP =
      new Section<>("tcp", 0, Orders.LISTENING_FIRST, Orders.BY_ID);

  /** TCP sockets over IPv6. */
  public static final Section<TcpSocket> TCP6 =
      new Section<>("tcp6", 1, Orders.LISTENING_FIRST, Orders.BY_ID);

  /** UDP sockets over IPv4. */
  public static final Section<UdpSocket> UDP =
      new Section<>("udp", 2, Orders.BY_SLOT, Orders.BY_ID);

  /** UDP sockets over IPv6. */
  public static final Section<UdpSocket> UDP6 =
      new Section<>("udp6", 3, Orders.BY_SLOT, Orders.BY_ID);

  /** Unix sockets. */
  public static final Section<UnixSocket> UNIX =
      new Section<>("unix", 4, Orders.BY_ID, Orders.BY_ID);

  /** Netlink sockets. */
  public static final Section<NetlinkSocket> NETLINK =
      new Section<>("netlink", 5, Orders.BY_PROTOCOL, Orders.BY_ID);

  /** Packet sockets. */
  public static final Section<PacketSocket> PACKET =
      new Section<>("packet", 6, Orders.BY_ID, Orders.BY_ID);

  /** Interfaces, with their statistics. */
  public static final Section<Interface> INTERFACES =
      new Section<>("interfaces", 7, Orders.BY_INDEX, Orders.BY_INDEX_BUCKET, Table.APPEND);

  /** Addresses of interfaces. */
  public static final Section<InterfaceAddress> ADDRESSES =
      new Section<>("addresses", 8, Table.APPEND, Table.APPEND);

  /** IPv4 routes. */
  public static final Section<Route> ROUTES =
      new Section<>("routes", 9, Orders.IPV4_TRIE, Orders.ROUTE_BY_ID);

  /** IPv6 routes. */
  public static final Section<Route> ROUTES6 =
      new Section<>("routes6", 10, Orders.IPV6_TREES, Orders.ROUTE_BY_ID);

  /** Neighbours and proxies. */
  public static final Section<Neighbor> NEIGHBORS =
      new Section<>("neighbors", 11, Orders.PROXIES_LAST, Orders.PROXIES_LAST);

  /** Counters of protocols. */
  public static final Section<CounterGroup> COUNTERS =
      new Section<>("counters", 12, Table.APPEND, Table.APPEND);

  /** Registered protocols. */
  public static final Section<Protocol> PROTOCOLS =
      new Section<>("protocols", 13, Table.APPEND, Table.APPEND);

  /** Receivers of packets. */
  public static final Section<PacketHandler> PACKET_HANDLERS =
      new Section<>("packet_handlers", 14, Table.APPEND, Table.APPEND);

  /** Settings: at most one row. */
  public static final Section<Settings> SETTINGS =
      new Section<>("settings", 15, Table.APPEND, Table.APPEND);

  /** Files as captured: at most one row. */
  public static final Section<CapturedFiles> FILES =
      new Section<>("files", 16, Table.APPEND, Table.APPEND);

  /** Those of sockets, in the order in which lists have them. */
  public static final List<Section<? extends Socket>> SOCKETS =
      List.of(TCP, TCP6, UDP, UDP6, UNIX, NETLINK, PACKET);

  /** All. */
  public static final List<Section<?>> ALL =
      List.of(
          TCP,
          TCP6,
          UDP,
          UDP6,
          UNIX,
          NETLINK,
          PACKET,
          INTERFACES,
          ADDRESSES,
          ROUTES,
          ROUTES6,
          NEIGHBORS,
          COUNTERS,
          PROTOCOLS,
          PACKET_HANDLERS,
          SETTINGS,
          FILES);

  private final String name;
  private final int ordinal;
  private final Comparator<? super T> linuxOrder;
  private final Comparator<? super T> linux61Order;
  private final Comparator<? super T> gvisorOrder;

  private Section(
      String name,
      int ordinal,
      Comparator<? super T> linuxOrder,
      Comparator<? super T> gvisorOrder) {
    this(name, ordinal, linuxOrder, linuxOrder, gvisorOrder);
  }

  private Section(
      String name,
      int ordinal,
      Comparator<? super T> linuxOrder,
      Comparator<? super T> linux61Order,
      Comparator<? super T> gvisorOrder) {
    this.name = name;
    this.ordinal = ordinal;
    this.linuxOrder = linuxOrder;
    this.linux61Order = linux61Order;
    this.gvisorOrder = gvisorOrder;
  }

  /** What users call it. */
  public String name() {
    return name;
  }

  int ordinal() {
    return ordinal;
  }

  /** The order in which a system keeps the rows. */
  public Comparator<? super T> order(Profile profile) {
    return switch (profile) {
      case LINUX_6_18 -> linuxOrder;
      case LINUX_6_1 -> linux61Order;
      case GVISOR -> gvisorOrder;
    };
  }

  @Override
  public String toString() {
    return name;
  }
}
