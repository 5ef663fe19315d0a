package dev.procnet.server.stack;

import com.google.protobuf.ByteString;

/**
 * A neighbour or a proxy entry: a row of {@code arp} for IPv4, net/ipv4/arp.c arp_seq_show. Key:
 * interface, address and whether it is a proxy.
 *
 * @param interfaceIndex 0 only for a proxy of all interfaces
 * @param linkAddress at most 32 octets
 * @param state of a proxy always PERMANENT
 * @param hardwareType ARPHRD_ number, 0 to 65535
 */
public record Neighbor(
    int interfaceIndex,
    IpAddress address,
    ByteString linkAddress,
    State state,
    boolean proxy,
    int hardwareType,
    long revision) {

  /** NUD_ state, include/uapi/linux/neighbour.h. */
  public enum State {
    INCOMPLETE,
    REACHABLE,
    STALE,
    DELAY,
    PROBE,
    FAILED,
    NOARP,
    PERMANENT
  }

  public Neighbor {
    Checks.inRange("interface_index", interfaceIndex, proxy ? 0 : 1, Integer.MAX_VALUE);
    Checks.inRange("link_address", linkAddress.size(), 0, 32);
    Checks.inRange("hardware_type", hardwareType, 0, 0xFFFF);
  }

  /** They are the same entry, in one state or another. */
  public boolean sameKey(Neighbor other) {
    return interfaceIndex == other.interfaceIndex
        && proxy == other.proxy
        && address.equals(other.address);
  }

  /** The same, of another hardware type. */
  public Neighbor withHardwareType(int newHardwareType) {
    return new Neighbor(
        interfaceIndex, address, linkAddress, state, proxy, newHardwareType, revision);
  }

  /** The same, changed at another revision. */
  public Neighbor withRevision(long newRevision) {
    return new Neighbor(
        interfaceIndex, address, linkAddress, state, proxy, hardwareType, newRevision);
  }
}
