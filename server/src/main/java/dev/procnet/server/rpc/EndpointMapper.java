package dev.procnet.server.rpc;

import dev.procnet.server.netfile.AddressText;
import dev.procnet.server.stack.IpAddress;
import dev.procnet.v1.AddressFamily;
import dev.procnet.v1.Endpoint;

/** Addresses and ports of sockets. */
final class EndpointMapper {

  private static final int MAX_PORT = 0xFFFF;

  private EndpointMapper() {}

  static Endpoint toProto(IpAddress address, int port, Sight sight) {
    return Endpoint.newBuilder()
        .setAddress(AddressText.format(sight.address(address)))
        .setPort(sight.port(port))
        .build();
  }

  /** Whether a socket is of IPv6: by its family, or else by its addresses. */
  static boolean isIpv6(
      Violations wrong, AddressFamily family, int number, Endpoint local, Endpoint remote) {
    return Families.isIpv6(
        wrong, "family", family, number, local.getAddress(), remote.getAddress());
  }

  /** The address of an endpoint; the unspecified one where it is empty or wrong. */
  static IpAddress address(Violations wrong, String field, Endpoint endpoint, boolean ipv6) {
    return Families.address(wrong, field + ".address", endpoint.getAddress(), ipv6, true);
  }

  /** The port of an endpoint; 0 where it is wrong. */
  static int port(Violations wrong, String field, Endpoint endpoint) {
    return wrong.atMost(field + ".port", endpoint.getPort(), MAX_PORT);
  }
}
