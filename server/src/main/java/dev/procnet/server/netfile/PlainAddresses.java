package dev.procnet.server.netfile;

import dev.procnet.server.stack.IpAddress;
import dev.procnet.server.stack.Ipv4Address;
import dev.procnet.server.stack.Ipv6Address;

/** Addresses in network order: {@code %pi6}, {@code %pI6} and {@code %pI4}. lib/vsprintf.c. */
final class PlainAddresses {

  private PlainAddresses() {}

  /** {@code %pi6}: 32 hexadecimal digits. */
  static void writeIpv6(RowBuffer out, Ipv6Address address) {
    out.hexLower(address.high(), 16).hexLower(address.low(), 16);
  }

  /** Reads {@code %pi6}. */
  static Ipv6Address parseIpv6(NetFileText text, String what) {
    int start = text.position();
    long high = parseHalf(text, start, what);
    return new Ipv6Address(high, parseHalf(text, start, what));
  }

  private static long parseHalf(NetFileText text, int start, String what) {
    long half = 0;
    for (int i = 0; i < 16; i++) {
      int digit = Character.digit(text.peek(), 16);
      if (digit < 0) {
        throw text.failAt(start, what + ", 32 hexadecimal digits");
      }
      half = half << 4 | digit;
      text.moveTo(text.position() + 1);
    }
    return half;
  }

  /** {@code %pI4}: dotted decimal. */
  static void writeIpv4(RowBuffer out, Ipv4Address address) {
    int bits = address.bits();
    out.unsigned(bits >>> 24).put('.').unsigned(bits >>> 16 & 0xFF).put('.');
    out.unsigned(bits >>> 8 & 0xFF).put('.').unsigned(bits & 0xFF);
  }

  /** Reads {@code %pI4}. */
  static Ipv4Address parseIpv4(NetFileText text) {
    int bits = 0;
    for (int i = 0; i < 4; i++) {
      if (i > 0) {
        text.expect(".");
      }
      bits = bits << 8 | (int) text.unsigned("an octet of an IPv4 address", 255);
    }
    return new Ipv4Address(bits);
  }

  /** {@code %pI6}: eight groups of four digits, never shortened. */
  static void writeIpv6Groups(RowBuffer out, Ipv6Address address) {
    writeGroups(out, address.high());
    out.put(':');
    writeGroups(out, address.low());
  }

  private static void writeGroups(RowBuffer out, long half) {
    for (int shift = 48; shift >= 0; shift -= 16) {
      out.hexLower(half >>> shift & 0xFFFF, 4);
      if (shift > 0) {
        out.put(':');
      }
    }
  }

  /** Reads {@code %pI6}. */
  static Ipv6Address parseIpv6Groups(NetFileText text, String what) {
    long high = parseGroups(text, what);
    text.expect(":");
    return new Ipv6Address(high, parseGroups(text, what));
  }

  private static long parseGroups(NetFileText text, String what) {
    long half = 0;
    for (int i = 0; i < 4; i++) {
      if (i > 0) {
        text.expect(":");
      }
      half = half << 16 | text.hex("a group of " + what, 4, 4);
    }
    return half;
  }

  /** An address as the netfilter files have it, {@code %pI4} or {@code %pI6}. */
  static void write(RowBuffer out, IpAddress address) {
    switch (address) {
      case Ipv4Address ipv4 -> writeIpv4(out, ipv4);
      case Ipv6Address ipv6 -> writeIpv6Groups(out, ipv6);
    }
  }

  /** Reads {@code %pI6} or {@code %pI4}. */
  static IpAddress parse(NetFileText text, boolean ipv6, String what) {
    return ipv6 ? parseIpv6Groups(text, what) : parseIpv4(text);
  }
}
