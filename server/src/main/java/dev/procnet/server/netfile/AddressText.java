package dev.procnet.server.netfile;

import com.google.common.base.CharMatcher;
import com.google.common.net.InetAddresses;
import dev.procnet.server.stack.IpAddress;
import dev.procnet.server.stack.Ipv4Address;
import dev.procnet.server.stack.Ipv6Address;
import dev.procnet.server.stack.ProcnetException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;

/** Addresses as text: dotted IPv4, RFC 5952 IPv6, IPv4-mapped ones in the mixed form. */
public final class AddressText {

  /** Of a wrong text an error shows no more than this. */
  private static final int SHOWN = 64;

  private AddressText() {}

  /** An address as text. */
  public static String format(IpAddress address) {
    return switch (address) {
      case Ipv4Address(int bits) -> dotted(bits);
      case Ipv6Address ipv6 when ipv6.isMapped() -> "::ffff:" + dotted((int) ipv6.low());
      case Ipv6Address ipv6 -> InetAddresses.toAddrString(inet6(ipv6));
    };
  }

  /**
   * The address that a text stands for.
   *
   * @throws ProcnetException FIELD_INVALID with an empty path; a zone id is refused too
   */
  public static IpAddress parse(String text) {
    // Guava takes digits of other scripts and zone ids, neither of which an address has here.
    if (!CharMatcher.ascii().matchesAllOf(text)
        || text.indexOf('%') >= 0
        || !InetAddresses.isInetAddress(text)) {
      throw ProcnetException.field(
          "",
          "is "
              + quote(text)
              + ", expected an IPv4 or IPv6 address such as 10.0.0.1 or 2001:db8::1, without zone");
    }
    InetAddress parsed = InetAddresses.forString(text);
    if (parsed instanceof Inet4Address) {
      Ipv4Address ipv4 = new Ipv4Address(ByteBuffer.wrap(parsed.getAddress()).getInt());
      // Guava makes IPv4 of an IPv4-mapped address.
      return text.indexOf(':') >= 0 ? Ipv6Address.mapped(ipv4) : ipv4;
    }
    ByteBuffer bytes = ByteBuffer.wrap(parsed.getAddress());
    return new Ipv6Address(bytes.getLong(), bytes.getLong());
  }

  private static String dotted(int bits) {
    return (bits >>> 24)
        + "."
        + (bits >>> 16 & 0xFF)
        + "."
        + (bits >>> 8 & 0xFF)
        + "."
        + (bits & 0xFF);
  }

  private static Inet6Address inet6(Ipv6Address address) {
    byte[] bytes = ByteBuffer.allocate(16).putLong(address.high()).putLong(address.low()).array();
    try {
      return Inet6Address.getByAddress(null, bytes, -1);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("sixteen bytes are an address", e);
    }
  }

  private static String quote(String text) {
    return text.length() <= SHOWN ? "'" + text + "'" : "'" + text.substring(0, SHOWN) + "...'";
  }
}
