package dev.procnet.server.stack.derive;

import dev.procnet.server.stack.DatagramSocket;
import dev.procnet.server.stack.DatagramSocket.Kind;
import dev.procnet.server.stack.Mutation.Derivation;
import dev.procnet.server.stack.Mutation.SocketKey;
import dev.procnet.server.stack.Plan;
import dev.procnet.server.stack.TcpSocket;
import org.jspecify.annotations.Nullable;

/**
 * send(2), of TCP or UDP.
 *
 * @param bytes payload, 0 to 2^31-1
 * @param to of an unconnected UDP socket: where to
 * @param byPeer the peer that is not modelled sends to the socket
 * @param lost nothing of it arrives
 * @param peerStack the one that it arrives in; null: this one, or that of a peer which is not
 *     modelled
 */
public record Send(
    SocketKey socket,
    int bytes,
    @Nullable Endpoint to,
    boolean byPeer,
    boolean lost,
    @Nullable String peerStack)
    implements Derivation {

  @Override
  public long derive(Plan plan) {
    switch (plan.require(socket)) {
      case TcpSocket row when byPeer -> TcpSend.fromPeer(new Tcp(plan), row, bytes);
      case TcpSocket row when peerStack != null ->
          TcpSend.send(new Tcp(plan), row, bytes, peerStack);
      case TcpSocket row -> TcpSend.send(new Tcp(plan), row, bytes, lost);
      case DatagramSocket row when byPeer && row.kind() == Kind.UDP ->
          new Udp(plan).fromPeer(row, bytes);
      case DatagramSocket row when row.kind() == Kind.UDP && peerStack != null ->
          new Udp(plan).send(row, bytes, to, peerStack);
      case DatagramSocket row when row.kind() == Kind.UDP ->
          new Udp(plan).send(row, bytes, to, lost);
      default ->
          throw Refusals.refused(
              "EOPNOTSUPP",
              "socket of " + socket + " is of neither TCP nor UDP, whose queues the files show");
    }
    return 0;
  }
}
