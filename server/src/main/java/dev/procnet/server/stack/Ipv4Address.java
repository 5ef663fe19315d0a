package dev.procnet.server.stack;

/**
 * An IPv4 address.
 *
 * @param bits in host order: 127.0.0.1 is 0x7F000001
 */
public record Ipv4Address(int bits) implements IpAddress {

  /** 0.0.0.0. */
  public static final Ipv4Address UNSPECIFIED = new Ipv4Address(0);

  /** The netmask of a prefix length of 0 to 32, in host order. */
  public static int mask(int prefixLength) {
    // A shift by 32 is a shift by 0 in Java, hence the long.
    return (int) (0xFFFFFFFF00000000L >> prefixLength);
  }

  @Override
  public int width() {
    return 32;
  }

  @Override
  public boolean isUnspecified() {
    return bits == 0;
  }

  @Override
  public boolean isWithin(IpAddress prefix, int length) {
    return prefix instanceof Ipv4Address other && ((bits ^ other.bits) & mask(length)) == 0;
  }

  @Override
  public IpAddress unspecified() {
    return UNSPECIFIED;
  }
}
