package dev.procnet.server.stack;

import com.google.protobuf.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * An interface.
 *
 * @param index key, 1 to 2^31-1
 * @param type ARPHRD_ number, 0 to 65535
 * @param linkAddress at most 32 octets
 * @param mtu bytes, unsigned
 * @param flags IFF_ flags
 * @param statistics its counters, zero where they can't be had
 * @param unavailable why the statistics can't be had; null: they can
 */
public record Interface(
    int index,
    InterfaceName name,
    int type,
    ByteString linkAddress,
    int mtu,
    int flags,
    InterfaceStatistics statistics,
    @Nullable Unavailable unavailable,
    long revision) {

  /** ARPHRD_ETHER. */
  public static final int TYPE_ETHERNET = 1;

  /** ARPHRD_LOOPBACK. */
  public static final int TYPE_LOOPBACK = 772;

  /** ARPHRD_VOID: nothing is known of it. */
  public static final int TYPE_VOID = 0xFFFF;

  /** It is up. Flags are those of include/uapi/linux/if.h. */
  public static final int IFF_UP = 0x1;

  /** It has a broadcast address. */
  public static final int IFF_BROADCAST = 0x2;

  /** It is a loopback. */
  public static final int IFF_LOOPBACK = 0x8;

  /** It is operational. */
  public static final int IFF_RUNNING = 0x40;

  /** It asks nobody for link-layer addresses. */
  public static final int IFF_NOARP = 0x80;

  /** It takes part in multicast. */
  public static final int IFF_MULTICAST = 0x1000;

  public Interface {
    Checks.inRange("index", index, 1, Integer.MAX_VALUE);
    Checks.inRange("type", type, 0, 0xFFFF);
    Checks.inRange("link_address", linkAddress.size(), 0, 32);
  }

  /** It has any of these flags. */
  public boolean has(int any) {
    return (flags & any) != 0;
  }

  /** It is up. */
  public boolean isUp() {
    return has(IFF_UP);
  }

  /** It is the loopback. */
  public boolean isLoopback() {
    return type == TYPE_LOOPBACK;
  }

  /** Of another type. */
  Interface withType(int newType) {
    return new Interface(
        index, name, newType, linkAddress, mtu, flags, statistics, unavailable, revision);
  }

  /** With statistics that can't be had, or can: null. */
  public Interface withUnavailable(@Nullable Unavailable newUnavailable) {
    return new Interface(
        index, name, type, linkAddress, mtu, flags, statistics, newUnavailable, revision);
  }

  /** With other statistics. */
  public Interface withStatistics(InterfaceStatistics newStatistics) {
    return new Interface(
        index, name, type, linkAddress, mtu, flags, newStatistics, unavailable, revision);
  }

  /** The same, changed at another revision. */
  public Interface withRevision(long newRevision) {
    return new Interface(
        index, name, type, linkAddress, mtu, flags, statistics, unavailable, newRevision);
  }
}
