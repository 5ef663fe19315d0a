package dev.procnet.server.stack.derive;

import dev.procnet.server.stack.IpAddress;
import dev.procnet.server.stack.Ipv4Address;
import dev.procnet.server.stack.Ipv6Address;

/**
 * An address and a port.
 *
 * @param port 0 to 65535; 0 where any will do
 */
public record Endpoint(IpAddress address, int port) {

  /** The address that packets carry: of an IPv4-mapped one the IPv4 address. */
  IpAddress onWire() {
    return onWire(address);
  }

  static IpAddress onWire(IpAddress address) {
    return address instanceof Ipv6Address ipv6 && ipv6.isMapped()
        ? new Ipv4Address((int) ipv6.low())
        : address;
  }

  /** The same place, whichever family the sockets have. */
  boolean samePlace(Endpoint other) {
    return port == other.port && onWire().equals(other.onWire());
  }

  Endpoint withPort(int newPort) {
    return new Endpoint(address, newPort);
  }

  /** No address and no port, of the same family. */
  Endpoint none() {
    return new Endpoint(address.unspecified(), 0);
  }
}
