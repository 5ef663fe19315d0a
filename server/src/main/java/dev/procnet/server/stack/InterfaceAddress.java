package dev.procnet.server.stack;

/**
 * An address of an interface. IPv6 ones are the rows of {@code if_inet6}, net/ipv6/addrconf.c
 * if6_seq_show.
 *
 * @param interfaceIndex key, with the address
 * @param prefixLength 0 to 32 or 128
 * @param scope as printed, 0 to 255
 * @param flags the low eight IFA_F_ flags, 0 to 255
 */
public record InterfaceAddress(
    int interfaceIndex, IpAddress address, int prefixLength, int scope, int flags) {

  /** IFA_F_PERMANENT. */
  public static final int PERMANENT = 0x80;

  public InterfaceAddress {
    Checks.inRange("interface_index", interfaceIndex, 1, Integer.MAX_VALUE);
    Checks.inRange("prefix_length", prefixLength, 0, address.width());
    Checks.inRange("scope", scope, 0, 0xFF);
    Checks.inRange("flags", flags, 0, 0xFF);
  }

  /**
   * The scope that the kernel gives an address, net/ipv6/addrconf_core.c __ipv6_addr_type; 0 for
   * IPv4.
   */
  public static int scopeOf(IpAddress address) {
    if (!(address instanceof Ipv6Address(long high, long low))) {
      return 0;
    }
    if (high == 0 && (low >>> 32) == 0) {
      return low == 1 ? 0x10 : low == 0 ? 0 : 0x80;
    }
    if ((high >>> 56) == 0xFF) {
      return multicastScope((int) (high >>> 48) & 0xF);
    }
    return switch ((int) (high >>> 54)) {
      case 0x3FA -> 0x20;
      case 0x3FB -> 0x40;
      default -> 0;
    };
  }

  /** ff01:: is of the host, ff02:: of the link, ff05:: of the site; the rest prints as global. */
  private static int multicastScope(int scope) {
    return switch (scope) {
      case 1 -> 0x10;
      case 2 -> 0x20;
      case 5 -> 0x40;
      default -> 0;
    };
  }
}
