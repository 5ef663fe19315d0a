package dev.procnet.server.netfile;

import com.google.protobuf.ByteString;
import dev.procnet.server.stack.IpAddress;
import dev.procnet.server.stack.Ipv4Address;
import dev.procnet.server.stack.Ipv6Address;
import dev.procnet.server.stack.ProcnetException;

/**
 * Addresses in network order: {@code %pi6}, {@code %pI6}, {@code %pI6c}, {@code %pI4} and {@code
 * %pM}. lib/vsprintf.c.
 */
final class PlainAddresses {

  /** Two groups, {@code 1:1}. */
  private static final long NOT_ZERO = 0x0001_0001;

  private static final int NOT_ZERO_SHOWN = "1:1".length();

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

  /**
   * {@code %pI6c}: RFC 5952, but the last 32 bits of IPv4-mapped and ISATAP addresses are dotted.
   */
  static void writeIpv6Compressed(RowBuffer out, Ipv6Address address) {
    if (!isIsatap(address)) {
      out.put(AddressText.format(address));
      return;
    }
    // With two groups in the place of the dotted part that are not zero, and so never left out.
    String text =
        AddressText.format(new Ipv6Address(address.high(), address.low() >>> 32 << 32 | NOT_ZERO));
    out.put(text.substring(0, text.length() - NOT_ZERO_SHOWN));
    writeIpv4(out, new Ipv4Address((int) address.low()));
  }

  /** RFC 5214. ipv6_addr_is_isatap. */
  private static boolean isIsatap(Ipv6Address address) {
    return (address.low() >>> 32 | 0x0200_0000) == 0x0200_5EFE;
  }

  /** Reads {@code %pI6c}; that it is the shortest form is not looked at. */
  static Ipv6Address parseIpv6Compressed(NetFileText text) {
    int start = text.position();
    while (Character.digit(text.peek(), 16) >= 0 || text.peek() == ':' || text.peek() == '.') {
      text.moveTo(text.position() + 1);
    }
    String shown = text.slice(start, text.position()).toStringUtf8();
    try {
      if (AddressText.parse(shown) instanceof Ipv6Address address) {
        return address;
      }
    } catch (ProcnetException e) {
      // Told below, in the words of all files.
    }
    throw text.failAt(start, "an IPv6 address");
  }

  /** {@code %pM} and {@code %*phC}: octets with colons between them. */
  static void writeLinkAddress(RowBuffer out, ByteString address) {
    for (int i = 0; i < address.size(); i++) {
      if (i > 0) {
        out.put(':');
      }
      out.hexLower(address.byteAt(i) & 0xFF, 2);
    }
  }

  /** Reads {@code %*phC} of any length. */
  static ByteString parseLinkAddress(NetFileText text) {
    ByteString.Output octets = ByteString.newOutput();
    while (!text.atLineEnd()) {
      if (octets.size() > 0) {
        text.expect(":");
      }
      octets.write((int) text.hex("an octet of a link-layer address", 2, 2));
    }
    return octets.toByteString();
  }
}
