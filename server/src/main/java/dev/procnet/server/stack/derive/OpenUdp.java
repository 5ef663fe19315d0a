package dev.procnet.server.stack.derive;

import dev.procnet.server.stack.DatagramSocket;
import dev.procnet.server.stack.IpAddress;
import dev.procnet.server.stack.Mutation;
import dev.procnet.server.stack.Mutation.Derivation;
import dev.procnet.server.stack.Plan;
import dev.procnet.server.stack.Section;

/**
 * bind(2) of a new UDP socket, and connect(2) where {@code remote} has a port. net/ipv4/udp.c
 * udp_lib_get_port, net/ipv4/datagram.c __ip4_datagram_connect.
 *
 * @param reuse others may be bound there too
 */
public record OpenUdp(Endpoint local, Endpoint remote, Owner owner, boolean reuse)
    implements Derivation {

  @Override
  public long derive(Plan plan) {
    Udp udp = new Udp(plan);
    int port = local.port() == 0 ? Ports.of(plan).firstFree(udp::isFree) : local.port();
    if (!reuse) {
      refuseConflict(plan, local.withPort(port));
    }
    Endpoint from =
        remote.port() == 0
            ? local.withPort(port)
            : new Endpoint(source(udp.network(), local.address(), remote), port);
    return plan.apply(
        new Mutation.OpenSocket(context -> UdpRow.fresh(context, owner, from, remote)));
  }

  /** The address that a socket has once it is connected. */
  static IpAddress source(Network network, IpAddress local, Endpoint remote) {
    if (!local.isUnspecified()) {
      return local;
    }
    Path path =
        network.isLocal(remote.address())
            ? network.loopback(remote.address())
            : network.outward(remote.address());
    return network.source(remote.address(), path);
  }

  private static void refuseConflict(Plan plan, Endpoint place) {
    Section<DatagramSocket> section = place.address().width() == 32 ? Section.UDP : Section.UDP6;
    for (DatagramSocket row : plan.table(section)) {
      if (row.localPort() == place.port() && overlap(row, place)) {
        throw Refusals.refused(
            "EADDRINUSE",
            "socket "
                + row.id()
                + " is bound to port "
                + place.port()
                + " of that address, expected a free port or reuse");
      }
    }
  }

  private static boolean overlap(DatagramSocket row, Endpoint place) {
    return row.local().isUnspecified()
        || place.address().isUnspecified()
        || row.local().equals(place.address());
  }
}
