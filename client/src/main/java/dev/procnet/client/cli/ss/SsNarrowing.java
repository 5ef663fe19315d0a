package dev.procnet.client.cli.ss;

import com.google.common.net.InetAddresses;
import dev.procnet.v1.AddressFamily;
import dev.procnet.v1.SocketFilter;
import dev.procnet.v1.SocketKind;
import dev.procnet.v1.TcpState;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/**
 * Asks the server for no more than may be shown: table, families, states, and the first port and
 * the first prefix of each side that every socket must have. What the server can't tell is left to
 * the filter itself.
 */
final class SsNarrowing {

  private static final int STATES = 11;

  private final Selection selection;
  private final SsCondition condition;

  SsNarrowing(Selection selection, SsCondition condition) {
    this.selection = selection;
    this.condition = condition;
  }

  SocketFilter filter(SocketKind kind) {
    SocketFilter.Builder filter = SocketFilter.newBuilder().addKinds(kind);
    boolean inet =
        kind != SocketKind.SOCKET_KIND_UNIX
            && kind != SocketKind.SOCKET_KIND_PACKET
            && kind != SocketKind.SOCKET_KIND_NETLINK;
    if (inet) {
      family(filter, SsFamily.INET, AddressFamily.ADDRESS_FAMILY_IPV4);
      family(filter, SsFamily.INET6, AddressFamily.ADDRESS_FAMILY_IPV6);
      if (kind == SocketKind.SOCKET_KIND_TCP) {
        states(filter);
      }
      conditions(filter, condition);
    }
    return filter.build();
  }

  private void family(SocketFilter.Builder filter, SsFamily family, AddressFamily wire) {
    if (selection.families().contains(family)) {
      filter.addFamilies(wire);
    }
  }

  /** Datagram sockets of gVisor have state 0, which a filter can't name. */
  private void states(SocketFilter.Builder filter) {
    for (int state = 1; state <= STATES; state++) {
      if (selection.shows(state)) {
        filter.addStates(TcpState.forNumber(state));
      }
    }
    if (filter.getStatesCount() == STATES) {
      filter.clearStates();
    }
  }

  private static void conditions(SocketFilter.Builder filter, SsCondition condition) {
    if (condition instanceof SsCondition.And and) {
      conditions(filter, and.one());
      conditions(filter, and.other());
    } else if (condition instanceof SsCondition.Host host && host.name() == null) {
      host(filter, host);
    }
  }

  /** A second condition on the same field would widen the server's filter. */
  private static void host(SocketFilter.Builder filter, SsCondition.Host host) {
    boolean remote = host.remote();
    int ports = remote ? filter.getRemotePortsCount() : filter.getLocalPortsCount();
    Integer port = host.port();
    if (port != null && port >> 16 == 0 && ports == 0) {
      if (remote) {
        filter.addRemotePorts(port);
      } else {
        filter.addLocalPorts(port);
      }
    }
    int prefixes = remote ? filter.getRemotePrefixesCount() : filter.getLocalPrefixesCount();
    if (prefixes == 0) {
      List<String> texts =
          host.prefixes().stream().flatMap(prefix -> texts(prefix).stream()).toList();
      if (remote) {
        filter.addAllRemotePrefixes(texts);
      } else {
        filter.addAllLocalPrefixes(texts);
      }
    }
  }

  /**
   * A prefix holds addresses of both families whose first bits are its own. Of mapped addresses
   * none is given: Java and servers take them for IPv4.
   */
  private static List<String> texts(SsPrefix prefix) {
    if (SsAddress.isMapped(prefix.address())) {
      return List.of();
    }
    int length = prefix.length();
    String ipv6 = text(masked(prefix.address(), length)) + "/" + length;
    if (length > 32 && !isZero(prefix.address(), length)) {
      return List.of(ipv6);
    }
    int short4 = Math.min(length, 32);
    byte[] first = Arrays.copyOf(masked(prefix.address(), short4), 4);
    return List.of(ipv6, text(first) + "/" + short4);
  }

  /** The bits behind the first 32 are zero, as those of every IPv4 address here. */
  private static boolean isZero(byte[] address, int length) {
    byte[] masked = masked(address, length);
    for (int i = 4; i < masked.length; i++) {
      if (masked[i] != 0) {
        return false;
      }
    }
    return true;
  }

  private static byte[] masked(byte[] address, int length) {
    byte[] masked = Arrays.copyOf(address, address.length);
    for (int i = 0; i < masked.length; i++) {
      int bits = Math.max(0, Math.min(8, length - 8 * i));
      masked[i] &= (byte) (0xff00 >> bits);
    }
    return masked;
  }

  private static String text(byte[] address) {
    try {
      return InetAddresses.toAddrString(InetAddress.getByAddress(address));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("4 or 16 bytes expected, not " + address.length, e);
    }
  }
}
