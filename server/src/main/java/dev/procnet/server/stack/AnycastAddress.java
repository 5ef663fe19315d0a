package dev.procnet.server.stack;

/**
 * An IPv6 anycast address of an interface: a row of {@code anycast6}. net/ipv6/anycast.c
 * ac6_seq_show.
 *
 * @param interfaceIndex key, with {@code address}
 * @param users for how many reasons it is there
 */
public record AnycastAddress(int interfaceIndex, Ipv6Address address, int users) implements Entry {

  public AnycastAddress {
    Checks.inRange("interface_index", interfaceIndex, 1, Integer.MAX_VALUE);
    Checks.check(
        address.high() >>> 56 != 0xFF, "address", "is " + address + ", expected no multicast one");
  }

  @Override
  public Section<AnycastAddress> section() {
    return Section.ANYCAST_ADDRESSES;
  }

  @Override
  public Key key() {
    return new Key(interfaceIndex, address);
  }

  /** What tells it from others. */
  public record Key(int interfaceIndex, Ipv6Address address) {}
}
