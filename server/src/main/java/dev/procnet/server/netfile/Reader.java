package dev.procnet.server.netfile;

import com.google.protobuf.ByteString;
import dev.procnet.server.stack.IpAddress;
import dev.procnet.server.stack.Ipv4Address;
import dev.procnet.server.stack.Ipv6Address;

/**
 * On whose behalf a file is read.
 *
 * @param uidMap the reader's user namespace
 * @param hideAddresses addresses and ports show as zero
 */
public record Reader(UidMap uidMap, boolean hideAddresses) {

  /** In the initial user namespace, sees all. */
  public static final Reader ROOT = new Reader(UidMap.INITIAL, false);

  /** The same, without addresses and ports. */
  public static final Reader REDACTED = new Reader(UidMap.INITIAL, true);

  /** An address as it is shown. */
  public IpAddress shown(IpAddress address) {
    return hideAddresses ? address.unspecified() : address;
  }

  /** A port as it is shown. */
  public int shownPort(int port) {
    return hideAddresses ? 0 : port;
  }

  Ipv4Address shown(Ipv4Address address) {
    return hideAddresses ? Ipv4Address.UNSPECIFIED : address;
  }

  Ipv6Address shown(Ipv6Address address) {
    return hideAddresses ? Ipv6Address.UNSPECIFIED : address;
  }

  /** A link-layer address as it is shown: as many octets. */
  public ByteString shownLink(ByteString address) {
    return hideAddresses ? ByteString.copyFrom(new byte[address.size()]) : address;
  }
}
