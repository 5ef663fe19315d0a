package dev.procnet.server.security;

import com.google.common.net.InetAddresses;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** Whom an address is counted for. */
public final class PeerAddress {

  private static final int PREFIX_BYTES = 8;

  private PeerAddress() {}

  /**
   * The address itself; of IPv6 that reaches beyond the link the first of its /64, which one host
   * has all of (RFC 7934, RFC 8981).
   */
  public static InetAddress counted(InetAddress address) {
    if (!isPrefix(address)) {
      return address;
    }
    byte[] bytes = address.getAddress();
    Arrays.fill(bytes, PREFIX_BYTES, bytes.length, (byte) 0);
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("16 bytes are an address", e);
    }
  }

  /** In words, {@code 192.0.2.1}, {@code 2001:db8::/64}. */
  static String label(InetAddress address) {
    String text = InetAddresses.toAddrString(counted(address));
    return isPrefix(address) ? text + "/64" : text;
  }

  private static boolean isPrefix(InetAddress address) {
    return address instanceof Inet6Address
        && !address.isLinkLocalAddress()
        && !address.isLoopbackAddress();
  }
}
