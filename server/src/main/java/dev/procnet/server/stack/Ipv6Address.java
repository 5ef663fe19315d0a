package dev.procnet.server.stack;

/**
 * An IPv6 address.
 *
 * @param high its first eight bytes, the first in the highest place
 * @param low its last eight bytes
 */
public record Ipv6Address(long high, long low) implements IpAddress {

  /** ::. */
  public static final Ipv6Address UNSPECIFIED = new Ipv6Address(0, 0);

  private static final long MAPPED_PREFIX = 0x0000FFFF00000000L;

  /** The IPv4-mapped address, ::ffff:a.b.c.d (RFC 4291 section 2.5.5.2). */
  public static Ipv6Address mapped(Ipv4Address address) {
    return new Ipv6Address(0, MAPPED_PREFIX | (address.bits() & 0xFFFFFFFFL));
  }

  /** It is IPv4-mapped. */
  public boolean isMapped() {
    return high == 0 && (low & 0xFFFFFFFF00000000L) == MAPPED_PREFIX;
  }

  @Override
  public int width() {
    return 128;
  }

  @Override
  public boolean isUnspecified() {
    return (high | low) == 0;
  }

  @Override
  public boolean isWithin(IpAddress prefix, int length) {
    return prefix instanceof Ipv6Address other
        && ((high ^ other.high) & mask(Math.min(length, 64))) == 0
        && ((low ^ other.low) & mask(Math.max(length - 64, 0))) == 0;
  }

  @Override
  public IpAddress unspecified() {
    return UNSPECIFIED;
  }

  private static long mask(int length) {
    return length == 0 ? 0 : -1L << (64 - length);
  }
}
