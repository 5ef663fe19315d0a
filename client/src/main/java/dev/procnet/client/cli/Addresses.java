package dev.procnet.client.cli;

import dev.procnet.v1.AddressFamily;
import dev.procnet.v1.Endpoint;

/** Addresses as users write them. */
final class Addresses {

  private Addresses() {}

  /** {@code 127.0.0.1:80}, {@code [::1]:80}; port 0 is {@code *}. */
  static String text(Endpoint endpoint, AddressFamily family) {
    boolean ipv6 = family == AddressFamily.ADDRESS_FAMILY_IPV6;
    String address = endpoint.getAddress().isEmpty() ? unspecified(ipv6) : endpoint.getAddress();
    String port = endpoint.getPort() == 0 ? "*" : Unsigned.text(endpoint.getPort());
    return (address.contains(":") ? "[" + address + "]" : address) + ":" + port;
  }

  /** What an empty address stands for. */
  static String unspecified(boolean ipv6) {
    return ipv6 ? "::" : "0.0.0.0";
  }
}
