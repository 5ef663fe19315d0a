package dev.procnet.server.netfile;

import dev.procnet.server.stack.IpAddress;
import dev.procnet.server.stack.Ipv4Address;
import dev.procnet.server.stack.Ipv6Address;

/**
 * Addresses and ports as socket files print them: words of big-endian bytes read in host order,
 * which is little-endian, and ports in host order.
 */
final class InetColumns {

  private InetColumns() {}

  /** {@code %08X:%04X}, or the address as four such words; zeros where it is hidden. */
  static void writeEndpoint(RowBuffer out, IpAddress address, int port, boolean hidden) {
    if (address instanceof Ipv4Address ipv4) {
      out.hex8(hidden ? 0 : Integer.reverseBytes(ipv4.bits()));
    } else {
      Ipv6Address ipv6 = (Ipv6Address) address;
      writeHalf(out, hidden ? 0 : ipv6.high());
      writeHalf(out, hidden ? 0 : ipv6.low());
    }
    out.put(':').hex4(hidden ? 0 : port);
  }

  private static void writeHalf(RowBuffer out, long half) {
    out.hex8(Integer.reverseBytes((int) (half >>> 32))).hex8(Integer.reverseBytes((int) half));
  }

  /** Reads an address of a family. */
  static IpAddress parseAddress(NetFileText text, boolean ipv6) {
    if (!ipv6) {
      return new Ipv4Address(Integer.reverseBytes((int) text.hex("an IPv4 address", 8, 8)));
    }
    int start = text.position();
    long high = parseHalf(text, start);
    return new Ipv6Address(high, parseHalf(text, start));
  }

  private static long parseHalf(NetFileText text, int start) {
    long high = parseWord(text, start);
    return high << 32 | parseWord(text, start);
  }

  private static long parseWord(NetFileText text, int start) {
    long word = 0;
    for (int i = 0; i < 8; i++) {
      int digit = Character.digit(text.peek(), 16);
      if (digit < 0) {
        throw text.failAt(start, "an IPv6 address, 32 hexadecimal digits");
      }
      word = word << 4 | digit;
      text.moveTo(text.position() + 1);
    }
    return Integer.reverseBytes((int) word) & 0xFFFFFFFFL;
  }

  /** Reads {@code :%04X}. */
  static int parsePort(NetFileText text) {
    text.expect(":");
    return (int) text.hex("a port", 4, 4);
  }
}
