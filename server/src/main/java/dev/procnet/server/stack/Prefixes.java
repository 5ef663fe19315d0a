package dev.procnet.server.stack;

/** Prefixes of addresses. */
public final class Prefixes {

  private static final int HALF = 64;

  private Prefixes() {}

  /**
   * The address with no bit beyond the prefix.
   *
   * @param length 0 to the width of the address
   */
  public static IpAddress first(IpAddress address, int length) {
    return switch (address) {
      case Ipv4Address(int bits) -> new Ipv4Address(bits & Ipv4Address.mask(length));
      case Ipv6Address(long high, long low) ->
          new Ipv6Address(
              high & mask(Math.min(length, HALF)), low & mask(Math.max(length - HALF, 0)));
    };
  }

  private static long mask(int length) {
    return length == 0 ? 0 : -1L << (HALF - length);
  }
}
