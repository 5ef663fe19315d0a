package dev.procnet.server.stack;

/** An IPv4 or IPv6 address. */
public sealed interface IpAddress permits Ipv4Address, Ipv6Address {

  /** Bits in an address of this family: 32 or 128. */
  int width();

  /** Every bit is zero. */
  boolean isUnspecified();

  /** The first {@code length} bits are those of {@code prefix}, which is of the same family. */
  boolean isWithin(IpAddress prefix, int length);

  /** The unspecified address of the same family. */
  IpAddress unspecified();
}
