package dev.procnet.server.rpc;

import dev.procnet.server.netfile.AddressText;
import dev.procnet.server.stack.IpAddress;
import dev.procnet.server.stack.Ipv4Address;
import dev.procnet.server.stack.Ipv6Address;
import dev.procnet.server.stack.ProcnetException;
import dev.procnet.v1.AddressFamily;

/** Families of addresses, and addresses that have to be of one. */
final class Families {

  private Families() {}

  static AddressFamily of(IpAddress address) {
    return address instanceof Ipv4Address
        ? AddressFamily.ADDRESS_FAMILY_IPV4
        : AddressFamily.ADDRESS_FAMILY_IPV6;
  }

  /**
   * Whether a family, where it is not set that of the texts, is IPv6's. Notes one that is not
   * known.
   *
   * @param number the family as it came, for the error
   */
  static boolean isIpv6(
      Violations wrong, String field, AddressFamily family, int number, String... texts) {
    return switch (family) {
      case ADDRESS_FAMILY_IPV4 -> false;
      case ADDRESS_FAMILY_IPV6 -> true;
      case ADDRESS_FAMILY_UNSPECIFIED -> anyIpv6(texts);
      case UNRECOGNIZED -> {
        wrong.add(
            field,
            "is " + number + ", expected ADDRESS_FAMILY_IPV4, ADDRESS_FAMILY_IPV6 or nothing");
        yield anyIpv6(texts);
      }
    };
  }

  private static boolean anyIpv6(String... texts) {
    for (String text : texts) {
      if (text.indexOf(':') >= 0) {
        return true;
      }
    }
    return false;
  }

  /** The unspecified address. */
  static IpAddress unspecified(boolean ipv6) {
    return ipv6 ? Ipv6Address.UNSPECIFIED : Ipv4Address.UNSPECIFIED;
  }

  /**
   * An address of a family; the unspecified one for an empty text, or where it is wrong.
   *
   * @param maps IPv4 text in place of an IPv6 address stands for the IPv4-mapped one
   */
  static IpAddress address(
      Violations wrong, String field, String text, boolean ipv6, boolean maps) {
    IpAddress otherwise = unspecified(ipv6);
    if (text.isEmpty()) {
      return otherwise;
    }
    return wrong.part(field, otherwise, () -> of(text, ipv6, maps));
  }

  /** An IPv6 address, the unspecified one for an empty text, or where it is wrong. */
  static Ipv6Address ipv6(Violations wrong, String field, String text) {
    return (Ipv6Address) address(wrong, field, text, true, false);
  }

  /** An IPv4 address, the unspecified one for an empty text, or where it is wrong. */
  static Ipv4Address ipv4(Violations wrong, String field, String text) {
    return (Ipv4Address) address(wrong, field, text, false, false);
  }

  private static IpAddress of(String text, boolean ipv6, boolean maps) {
    IpAddress address = AddressText.parse(text);
    if (ipv6 && maps && address instanceof Ipv4Address ipv4) {
      return Ipv6Address.mapped(ipv4);
    }
    if (ipv6 != address instanceof Ipv6Address) {
      throw ProcnetException.field(
          "", "is '" + text + "', expected an " + (ipv6 ? "IPv6" : "IPv4") + " address");
    }
    return address;
  }
}
