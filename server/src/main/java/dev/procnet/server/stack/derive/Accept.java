package dev.procnet.server.stack.derive;

import dev.procnet.server.stack.Mutation;
import dev.procnet.server.stack.Mutation.Derivation;
import dev.procnet.server.stack.Mutation.SocketKey;
import dev.procnet.server.stack.Plan;
import dev.procnet.server.stack.TcpSocket;
import dev.procnet.server.stack.UnixSocket;
import java.util.List;

/**
 * accept(2): takes the connection that waits longest. net/ipv4/inet_connection_sock.c
 * inet_csk_accept, net/unix/af_unix.c unix_accept.
 */
public record Accept(SocketKey listener, Owner owner) implements Derivation {

  @Override
  public long derive(Plan plan) {
    return switch (plan.require(listener)) {
      case TcpSocket tcp when tcp.listening() -> accept(new Tcp(plan), tcp);
      case UnixSocket unix when unix.listening() -> new Unix(plan).accept(unix, owner);
      default ->
          throw Refusals.refused(
              "EINVAL",
              "socket of "
                  + listener
                  + " does not listen, expected a"
                  + " listener of TCP or unix");
    };
  }

  private long accept(Tcp tcp, TcpSocket listening) {
    if (listening.rxQueue() == 0) {
      throw Refusals.refused("EAGAIN", "no connection waits at socket " + listening.id());
    }
    List<TcpSocket> waiting = tcp.sockets().waiting(listening);
    int left = listening.rxQueue() - 1;
    tcp.update(listening, row -> row.receiveQueue(left).addReferences(-1));
    long id = waiting.isEmpty() ? 0 : take(tcp, waiting.getFirst());
    tcp.traffic().flush();
    return id;
  }

  /** One that was reset while it waited is in no file any more: then there is none to take. */
  private long take(Tcp tcp, TcpSocket child) {
    tcp.plan()
        .apply(
            new Mutation.UpdateSocket(
                Tcp.key(child),
                (current, context) ->
                    TcpRow.of((TcpSocket) current)
                        .owner(owner.uid(), owner.inode(context))
                        .build()));
    return child.id();
  }
}
