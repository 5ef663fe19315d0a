package dev.procnet.server.stack.derive;

import dev.procnet.server.stack.Mutation.Derivation;
import dev.procnet.server.stack.Plan;
import dev.procnet.server.stack.TcpSocket;
import dev.procnet.server.stack.TcpState;
import java.util.function.UnaryOperator;

/**
 * bind(2) and listen(2) of a new TCP socket. net/ipv4/inet_connection_sock.c inet_csk_get_port, as
 * with SO_REUSEADDR.
 *
 * @param reusePort others may listen there too
 */
public record Listen(Endpoint local, Owner owner, boolean reusePort) implements Derivation {

  @Override
  public long derive(Plan plan) {
    Tcp tcp = new Tcp(plan);
    Endpoint place = local.withPort(tcp.sockets().port(local.port()));
    if (!reusePort) {
      refuseConflict(tcp, place);
    }
    return tcp.open(
        TcpState.LISTEN, place, place.none(), owner.inode(), owner.uid(), UnaryOperator.identity());
  }

  private static void refuseConflict(Tcp tcp, Endpoint place) {
    for (TcpSocket row : tcp.sockets().all(TcpSocket::listening)) {
      if (row.localPort() == place.port() && overlap(row, place)) {
        throw Refusals.refused(
            "EADDRINUSE",
            "socket "
                + row.id()
                + " listens on port "
                + place.port()
                + " of that address, expected a free port or reuse_port");
      }
    }
  }

  /** Sockets of two families share a port, as with IPV6_V6ONLY. */
  private static boolean overlap(TcpSocket row, Endpoint place) {
    return row.local().width() == place.address().width()
        && (row.local().isUnspecified()
            || place.address().isUnspecified()
            || row.local().equals(place.address()));
  }
}
