package dev.procnet.server.stack.derive;

import dev.procnet.server.stack.Mutation;
import dev.procnet.server.stack.Mutation.Derivation;
import dev.procnet.server.stack.Mutation.SocketKey;
import dev.procnet.server.stack.Plan;
import dev.procnet.server.stack.Socket;
import dev.procnet.server.stack.TcpSocket;
import dev.procnet.server.stack.UnixSocket;
import org.jspecify.annotations.Nullable;

/**
 * close(2), of any socket.
 *
 * @param abort as with SO_LINGER of 0 seconds
 * @param byPeer the peer that is not modelled closes
 * @param lost the FIN does not arrive
 * @param peer of a unix socket: its other end
 * @param peerStack the one that has the other end of a TCP connection; null: this one, or that of a
 *     peer which is not modelled
 */
public record Close(
    SocketKey socket,
    boolean abort,
    boolean byPeer,
    boolean lost,
    @Nullable SocketKey peer,
    @Nullable String peerStack)
    implements Derivation {

  @Override
  public long derive(Plan plan) {
    Socket row = plan.find(socket);
    if (row == null) {
      return 0;
    }
    switch (row) {
      case TcpSocket tcp when byPeer -> TcpPeerClose.close(new Tcp(plan), tcp, abort);
      case TcpSocket tcp when peerStack != null ->
          TcpClose.close(new Tcp(plan), tcp, abort, peerStack);
      case TcpSocket tcp -> TcpClose.close(new Tcp(plan), tcp, abort, lost);
      case UnixSocket unix -> new Unix(plan).close(unix, peer);
      default -> plan.apply(new Mutation.CloseSocket(socket));
    }
    return 0;
  }
}
