package dev.procnet.server.stack;

import dev.procnet.server.stack.CounterGroup.Counter;
import dev.procnet.server.stack.TcpSocket.Form;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What the kernel counts of the sockets that there are: in {@code sockstat} and {@code sockstat6},
 * net/ipv4/proc.c sockstat_seq_show, and in {@code protocols}, net/core/sock.c sock_prot_inuse_get.
 *
 * <p>Of such a counter a stack keeps only a base, which is what a captured file said beyond the
 * sockets that it had: of other network namespaces, or not bound. What is shown is the sum.
 */
public final class ComputedCounters {

  private static final String SOCKSTAT = "sockstat";
  private static final String SOCKSTAT6 = "sockstat6";

  /** The states of a connection that nobody holds and that was not reset. */
  private static final Set<TcpState> ORPHANS =
      EnumSet.of(TcpState.FIN_WAIT1, TcpState.FIN_WAIT2, TcpState.CLOSING, TcpState.LAST_ACK);

  /** What a counter of {@code sockstat} is known by. */
  private record Name(String file, String group, String counter) {}

  private final Map<Name, Long> counters = new HashMap<>();
  private final Map<String, Long> protocols = new HashMap<>();

  private ComputedCounters(TableLookup tables) {
    countTcp(tables);
    countDatagrams(tables);
    countOthers(tables);
    countSctp(tables);
  }

  /** The sections that are counted. */
  public static Set<Section<?>> sections() {
    Set<Section<?>> sections = new HashSet<>(Section.SOCKETS);
    sections.add(Section.SCTP_ENDPOINTS);
    sections.add(Section.SCTP_ASSOCIATIONS);
    return sections;
  }

  static ComputedCounters of(TableLookup tables) {
    return new ComputedCounters(tables);
  }

  /** It has counters that are computed. */
  static boolean isComputed(String file) {
    return file.equals(SOCKSTAT) || file.equals(SOCKSTAT6);
  }

  private void countTcp(TableLookup tables) {
    long inUse = 0;
    for (Section<TcpSocket> section : List.of(Section.TCP, Section.TCP6)) {
      Table<TcpSocket> table = tables.table(section);
      boolean ipv6 = section == Section.TCP6;
      long hashed = count(table, row -> row.form() == Form.FULL && row.state() != TcpState.CLOSE);
      counters.put(ipv6 ? in6("TCP6") : in4("TCP"), hashed);
      protocols.put(ipv6 ? "TCPv6" : "TCP", hashed);
      long full = count(table, row -> row.form() == Form.FULL);
      inUse += full;
      long orphans = count(table, ComputedCounters::isOrphan);
      long timeWaits = count(table, row -> row.form() == Form.MINI);
      counters.merge(new Name(SOCKSTAT, "TCP", "orphan"), orphans, Long::sum);
      counters.merge(new Name(SOCKSTAT, "TCP", "tw"), timeWaits, Long::sum);
      counters.merge(new Name(SOCKSTAT, "TCP", "alloc"), full, Long::sum);
    }
    addUsed(inUse);
  }

  /** Closed by its owner. One that waits to be accepted has no inode either, but no FIN sent. */
  private static boolean isOrphan(TcpSocket row) {
    return row.form() == Form.FULL && row.inode() == 0 && ORPHANS.contains(row.state());
  }

  private void countDatagrams(TableLookup tables) {
    addDatagrams(tables, Section.UDP, in4("UDP"), "UDP");
    addDatagrams(tables, Section.UDP6, in6("UDP6"), "UDPv6");
    addDatagrams(tables, Section.UDP_LITE, in4("UDPLITE"), "UDP-Lite");
    addDatagrams(tables, Section.UDP_LITE6, in6("UDPLITE6"), "UDPLITEv6");
    addDatagrams(tables, Section.RAW, in4("RAW"), "RAW");
    addDatagrams(tables, Section.RAW6, in6("RAW6"), "RAWv6");
    add("PING", count(tables.table(Section.PING), row -> true));
    add("PINGv6", count(tables.table(Section.PING6), row -> true));
  }

  private void addDatagrams(
      TableLookup tables, Section<DatagramSocket> section, Name name, String protocol) {
    long listed = count(tables.table(section), row -> true);
    counters.put(name, listed);
    add(protocol, listed);
  }

  private void countOthers(TableLookup tables) {
    Table<UnixSocket> unix = tables.table(Section.UNIX);
    add("UNIX-STREAM", count(unix, row -> row.type() == SocketType.STREAM));
    add("UNIX", count(unix, row -> row.type() != SocketType.STREAM));
    add("PACKET", count(tables.table(Section.PACKET), row -> true));
    // The kernel's own have port 0.
    add("NETLINK", count(tables.table(Section.NETLINK), row -> row.portId() != 0));
  }

  /** Sockets of SCTP show only in their endpoints and associations. */
  private void countSctp(TableLookup tables) {
    Map<Long, Boolean> ipv6ByInode = new HashMap<>();
    tables
        .table(Section.SCTP_ENDPOINTS)
        .forEach(
            row ->
                ipv6ByInode.put(
                    row.inode(), row.local().stream().anyMatch(Ipv6Address.class::isInstance)));
    tables
        .table(Section.SCTP_ASSOCIATIONS)
        .forEach(
            row ->
                ipv6ByInode.merge(
                    row.inode(),
                    row.transports().stream().anyMatch(it -> it.address() instanceof Ipv6Address),
                    Boolean::logicalOr));
    ipv6ByInode.remove(0L);
    add("SCTPv6", ipv6ByInode.values().stream().filter(ipv6 -> ipv6).count());
    add("SCTP", ipv6ByInode.values().stream().filter(ipv6 -> !ipv6).count());
  }

  private void add(String protocol, long sockets) {
    protocols.put(protocol, sockets);
    addUsed(sockets);
  }

  private void addUsed(long sockets) {
    counters.merge(new Name(SOCKSTAT, "sockets", "used"), sockets, Long::sum);
  }

  private static Name in4(String group) {
    return new Name(SOCKSTAT, group, "inuse");
  }

  private static Name in6(String group) {
    return new Name(SOCKSTAT6, group, "inuse");
  }

  private static <T extends Socket> long count(Table<T> table, Predicate<? super T> condition) {
    long count = 0;
    for (T row : table) {
      count += !row.destroying() && condition.test(row) ? 1 : 0;
    }
    return count;
  }

  /** What the tables say of a counter; empty: they say nothing. */
  private OptionalLong of(CounterGroup group, String counter) {
    Long value = counters.get(new Name(group.file(), group.name(), counter));
    return value == null ? OptionalLong.empty() : OptionalLong.of(value);
  }

  /** The group with its counters as they are shown. */
  public CounterGroup shown(CounterGroup group) {
    return isComputed(group.file())
        ? with(group, counter -> shown(counter.value(), of(group, counter.name())))
        : group;
  }

  /** The group as it is kept, of one as it is shown. */
  CounterGroup base(CounterGroup group) {
    return isComputed(group.file())
        ? with(group, counter -> counter.value() - of(group, counter.name()).orElse(0))
        : group;
  }

  /** How many sockets a protocol is shown to have. */
  public int shownSockets(Protocol protocol) {
    return (int) shown(protocol.sockets(), ofProtocol(protocol));
  }

  /** The protocol as it is kept, of one as it is shown. */
  Protocol base(Protocol protocol) {
    return protocol.withSockets((int) (protocol.sockets() - ofProtocol(protocol).orElse(0)));
  }

  private OptionalLong ofProtocol(Protocol protocol) {
    Long value = protocols.get(protocol.name());
    return value == null ? OptionalLong.empty() : OptionalLong.of(value);
  }

  /** The kernel shows no such counter below zero. */
  private static long shown(long base, OptionalLong computed) {
    return computed.isEmpty() ? base : Math.max(0, base + computed.getAsLong());
  }

  private interface Value {
    long of(Counter counter);
  }

  private static CounterGroup with(CounterGroup group, Value value) {
    return new CounterGroup(
        group.file(),
        group.name(),
        group.counters().stream()
            .map(counter -> new Counter(counter.name(), value.of(counter)))
            .toList(),
        group.unavailable(),
        group.namesOnly());
  }
}
