package dev.procnet.server.rpc;

import com.google.common.collect.Iterators;
import com.google.common.primitives.Ints;
import com.google.protobuf.ByteString;
import dev.procnet.server.netfile.AddressText;
import dev.procnet.server.stack.DatagramSocket;
import dev.procnet.server.stack.IpAddress;
import dev.procnet.server.stack.Ipv4Address;
import dev.procnet.server.stack.Ipv6Address;
import dev.procnet.server.stack.ProcnetException;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.Socket;
import dev.procnet.server.stack.Table;
import dev.procnet.server.stack.TcpSocket;
import dev.procnet.server.stack.TcpState;
import dev.procnet.server.stack.UnixSocket;
import dev.procnet.v1.AddressFamily;
import dev.procnet.v1.SocketFilter;
import dev.procnet.v1.SocketKind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A filter of sockets, made once a call. It sees what the reader sees, so that asking for a port
 * does not tell a reader that may not see ports.
 */
final class SocketFilters {

  /**
   * A filter ready to use.
   *
   * @param sections those that may have a match
   * @param mayMatch whether it is worth to look at the sockets of a chunk
   */
  record Compiled(
      List<Section<? extends Socket>> sections,
      Predicate<Table.Chunk<? extends Socket>> mayMatch,
      Predicate<Socket> matches) {

    /** The sockets that match, from a position on, in the order of lists. */
    Matches<Socket> of(Snapshot snapshot, long start) {
      List<Table<? extends Socket>> tables = new ArrayList<>();
      sections.forEach(section -> tables.add(snapshot.table(section)));
      return new Matches<>(tables, start, mayMatch, matches);
    }

    /** How many sockets match. */
    long count(Snapshot snapshot) {
      return Iterators.size(of(snapshot, 0));
    }
  }

  /** What sockets over IP are filtered by. */
  private record Inet(
      IpAddress local, int localPort, IpAddress remote, int remotePort, TcpState state) {}

  private record Prefix(IpAddress address, int length) {

    /** An IPv4 prefix is that of IPv4-mapped addresses too. */
    boolean holds(IpAddress other) {
      if (other instanceof Ipv6Address ipv6 && ipv6.isMapped() && address instanceof Ipv4Address) {
        return new Ipv4Address((int) ipv6.low()).isWithin(address, length);
      }
      return other.isWithin(address, length);
    }
  }

  /** Each socket is held against each of them. */
  private static final int MOST_PREFIXES = 100;

  private SocketFilters() {}

  /**
   * @throws ProcnetException FIELD_INVALID with all that is wrong, {@code filter.local_ports[0]}
   */
  static Compiled compile(SocketFilter filter, Sight sight, SocketIndex index) {
    return Violations.under("filter", () -> compileFields(filter, sight, index));
  }

  private static Compiled compileFields(SocketFilter filter, Sight sight, SocketIndex index) {
    Violations wrong = new Violations();
    List<Section<? extends Socket>> sections = sections(wrong, filter);
    Predicate<Inet> inet = inet(wrong, filter);
    wrong.throwIfAny();
    Predicate<Socket> all = socket -> true;
    if (filter.getUidsCount() > 0) {
      Set<Integer> uids = new HashSet<>(filter.getUidsList());
      all = all.and(socket -> uids.contains(sight.uid(socket)));
    }
    if (filter.getInodesCount() > 0) {
      Set<Long> inodes = new HashSet<>(filter.getInodesList());
      all = all.and(socket -> inodes.contains(socket.inode()));
    }
    if (filter.hasUnixPathPrefix()) {
      ByteString prefix = filter.getUnixPathPrefix();
      all =
          all.and(
              socket ->
                  socket instanceof UnixSocket unix
                      && unix.path() != null
                      && unix.path().startsWith(prefix));
    }
    if (asksForInet(filter)) {
      all =
          all.and(
              socket -> {
                Inet fields = inetOf(socket, sight);
                return fields != null && inet.test(fields);
              });
    }
    return new Compiled(sections, mayMatch(filter, sight, index), all);
  }

  /** What a reader does not see of a socket can't be looked up for that reader. */
  private static Predicate<Table.Chunk<? extends Socket>> mayMatch(
      SocketFilter filter, Sight sight, SocketIndex index) {
    List<Predicate<SocketFacts>> needed = new ArrayList<>();
    addNeeded(needed, filter.getInodesList(), SocketFacts::mayHaveInode);
    addNeeded(
        needed,
        filter.getStatesValueList(),
        (facts, number) -> facts.mayHaveState(Objects.requireNonNull(TcpState.of(number))));
    if (!sight.reader().hideAddresses()) {
      addNeeded(needed, filter.getLocalPortsList(), SocketFacts::mayHaveLocalPort);
      addNeeded(needed, filter.getRemotePortsList(), SocketFacts::mayHaveRemotePort);
    }
    if (needed.isEmpty()) {
      return chunk -> true;
    }
    return chunk -> {
      SocketFacts facts = index.of(chunk);
      return needed.stream().allMatch(need -> need.test(facts));
    };
  }

  private static <V> void addNeeded(
      List<Predicate<SocketFacts>> needed, List<V> values, BiPredicate<SocketFacts, V> mayHave) {
    if (!values.isEmpty()) {
      needed.add(facts -> values.stream().anyMatch(value -> mayHave.test(facts, value)));
    }
  }

  private static List<Section<? extends Socket>> sections(Violations wrong, SocketFilter filter) {
    if (filter.getKindsCount() == 0) {
      return Section.SOCKETS;
    }
    Set<Section<? extends Socket>> asked = new HashSet<>();
    for (int i = 0; i < filter.getKindsCount(); i++) {
      SocketKind kind = filter.getKinds(i);
      switch (kind) {
        case SOCKET_KIND_TCP -> asked.addAll(List.of(Section.TCP, Section.TCP6));
        case SOCKET_KIND_UDP -> asked.addAll(List.of(Section.UDP, Section.UDP6));
        case SOCKET_KIND_UDP_LITE -> asked.addAll(List.of(Section.UDP_LITE, Section.UDP_LITE6));
        case SOCKET_KIND_RAW -> asked.addAll(List.of(Section.RAW, Section.RAW6));
        case SOCKET_KIND_PING -> asked.addAll(List.of(Section.PING, Section.PING6));
        case SOCKET_KIND_UNIX -> asked.add(Section.UNIX);
        case SOCKET_KIND_NETLINK -> asked.add(Section.NETLINK);
        case SOCKET_KIND_PACKET -> asked.add(Section.PACKET);
        case SOCKET_KIND_UNSPECIFIED, UNRECOGNIZED ->
            wrong.add(
                "kinds[" + i + "]",
                "is " + filter.getKindsValue(i) + ", expected a kind of socket of 1 to 8");
      }
    }
    return Section.SOCKETS.stream().filter(asked::contains).toList();
  }

  private static boolean asksForInet(SocketFilter filter) {
    return filter.getFamiliesCount()
            + filter.getStatesCount()
            + filter.getLocalPrefixesCount()
            + filter.getRemotePrefixesCount()
            + filter.getLocalPortsCount()
            + filter.getRemotePortsCount()
        > 0;
  }

  private static Predicate<Inet> inet(Violations wrong, SocketFilter filter) {
    Set<Boolean> ipv6 = families(wrong, filter);
    Set<TcpState> states = states(wrong, filter);
    List<Prefix> locals = prefixes(wrong, "local_prefixes", filter.getLocalPrefixesList());
    List<Prefix> remotes = prefixes(wrong, "remote_prefixes", filter.getRemotePrefixesList());
    Set<Integer> localPorts = ports(wrong, "local_ports", filter.getLocalPortsList());
    Set<Integer> remotePorts = ports(wrong, "remote_ports", filter.getRemotePortsList());
    return fields ->
        (ipv6.isEmpty() || ipv6.contains(fields.local() instanceof Ipv6Address))
            && (states.isEmpty() || states.contains(fields.state()))
            && (localPorts.isEmpty() || localPorts.contains(fields.localPort()))
            && (remotePorts.isEmpty() || remotePorts.contains(fields.remotePort()))
            && (locals.isEmpty() || locals.stream().anyMatch(it -> it.holds(fields.local())))
            && (remotes.isEmpty() || remotes.stream().anyMatch(it -> it.holds(fields.remote())));
  }

  private static @Nullable Inet inetOf(Socket socket, Sight sight) {
    return switch (socket) {
      case TcpSocket tcp ->
          new Inet(
              sight.address(tcp.local()),
              sight.port(tcp.localPort()),
              sight.address(tcp.remote()),
              sight.port(tcp.remotePort()),
              tcp.state());
      case DatagramSocket datagram ->
          new Inet(
              sight.address(datagram.local()),
              sight.port(datagram.localPort()),
              sight.address(datagram.remote()),
              sight.port(datagram.remotePort()),
              datagram.state());
      default -> null;
    };
  }

  private static Set<Boolean> families(Violations wrong, SocketFilter filter) {
    Set<Boolean> ipv6 = new HashSet<>();
    for (int i = 0; i < filter.getFamiliesCount(); i++) {
      AddressFamily family = filter.getFamilies(i);
      switch (family) {
        case ADDRESS_FAMILY_IPV4 -> ipv6.add(false);
        case ADDRESS_FAMILY_IPV6 -> ipv6.add(true);
        case ADDRESS_FAMILY_UNSPECIFIED, UNRECOGNIZED ->
            wrong.add(
                "families[" + i + "]",
                "is " + filter.getFamiliesValue(i) + ", expected IPV4 (2) or IPV6 (10)");
      }
    }
    return ipv6;
  }

  private static Set<TcpState> states(Violations wrong, SocketFilter filter) {
    Set<TcpState> states = EnumSet.noneOf(TcpState.class);
    for (int i = 0; i < filter.getStatesCount(); i++) {
      int number = filter.getStatesValue(i);
      TcpState state = TcpState.of(number);
      if (state == null || state == TcpState.NONE) {
        wrong.add("states[" + i + "]", "is " + number + ", expected a TCP state of 1 to 11");
      } else {
        states.add(state);
      }
    }
    return states;
  }

  private static Set<Integer> ports(Violations wrong, String field, List<Integer> ports) {
    Set<Integer> checked = new HashSet<>();
    for (int i = 0; i < ports.size(); i++) {
      checked.add(wrong.atMost(field + "[" + i + "]", ports.get(i), 0xFFFF));
    }
    return checked;
  }

  private static List<Prefix> prefixes(Violations wrong, String field, List<String> texts) {
    List<Prefix> prefixes = new ArrayList<>();
    if (texts.size() > MOST_PREFIXES) {
      wrong.add(field, "has " + texts.size() + ", expected at most " + MOST_PREFIXES);
      return prefixes;
    }
    for (int i = 0; i < texts.size(); i++) {
      String text = texts.get(i);
      wrong.check(field + "[" + i + "]", () -> prefixes.add(prefix(text)));
    }
    return prefixes;
  }

  /** {@code 10.0.0.0/8}; without a length the whole address. */
  private static Prefix prefix(String text) {
    int slash = text.indexOf('/');
    IpAddress address = AddressText.parse(slash < 0 ? text : text.substring(0, slash));
    if (slash < 0) {
      return new Prefix(address, address.width());
    }
    Integer length = Ints.tryParse(text.substring(slash + 1));
    if (length == null || length < 0 || length > address.width()) {
      throw ProcnetException.field(
          "",
          "is " + Violations.quote(text) + ", expected a prefix length of 0 to " + address.width());
    }
    return new Prefix(address, length);
  }
}
