package dev.procnet.server.netfile;

import dev.procnet.server.stack.IpAddress;
import dev.procnet.server.stack.Ipv4Address;
import dev.procnet.server.stack.Ipv6Address;

/**
 * Addresses and ports as socket files print them: words of big-endian bytes read in host order,
 * which is little-endian, and ports in host order.
 */
final class InetColumns {

  /** Bytes of the longest: an IPv6 address, a colon, a port. */
  private static final int ENDPOINT = 37;

  private InetColumns() {}

  /** {@code %08X:%04X}, or the address as four such words; zeros where it is hidden. */
  static void writeEndpoint(RowBuffer out, IpAddress address, int port, boolean hidden) {
    byte[] to = out.room(ENDPOINT);
    out.written(writeEndpoint(to, out.size(), address, port, hidden));
  }

  /**
   * The same into an array. Writes what it takes and no more.
   *
   * @return the place behind it
   */
  static int writeEndpoint(byte[] to, int start, IpAddress address, int port, boolean hidden) {
    int colon;
    if (address instanceof Ipv4Address ipv4) {
      writeWord(to, start, hidden ? 0 : ipv4.bits());
      colon = start + 8;
    } else {
      Ipv6Address ipv6 = (Ipv6Address) address;
      writeHalf(to, start, hidden ? 0 : ipv6.high());
      writeHalf(to, start + 16, hidden ? 0 : ipv6.low());
      colon = start + 32;
    }
    to[colon] = ':';
    Digits.hex4(to, colon + 1, hidden ? 0 : port);
    return colon + 5;
  }

  private static void writeHalf(byte[] to, int at, long half) {
    writeWord(to, at, (int) (half >>> 32));
    writeWord(to, at + 8, (int) half);
  }

  private static void writeWord(byte[] to, int at, int word) {
    Digits.hex8(to, at, Integer.reverseBytes(word));
  }

  /** Reads an address of a family. */
  static IpAddress parseAddress(NetFileText text, boolean ipv6) {
    if (!ipv6) {
      return text.shared(
          new Ipv4Address(Integer.reverseBytes((int) text.hex("an IPv4 address", 8, 8))));
    }
    int start = text.position();
    long high = parseHalf(text, start);
    return text.shared(new Ipv6Address(high, parseHalf(text, start)));
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
