package dev.procnet.server.stack.derive;

import dev.procnet.server.stack.IpAddress;
import dev.procnet.server.stack.Mutation.Derivation;
import dev.procnet.server.stack.Plan;
import dev.procnet.server.stack.TcpSocket;
import dev.procnet.server.stack.TcpState;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * connect(2) of a new TCP socket, to a listener of this stack or to a peer that is not modelled.
 * net/ipv4/tcp_ipv4.c tcp_v4_connect, net/ipv4/tcp_input.c tcp_conn_request.
 *
 * @param halfOpen the answer to the SYN does not come
 * @param backlog the listener's; null: there is room
 * @param peerStack the one that has the remote address; null: this one, or a peer that is not
 *     modelled
 */
public record Connect(
    Endpoint local,
    Endpoint remote,
    Owner owner,
    boolean halfOpen,
    @Nullable Integer backlog,
    @Nullable String peerStack)
    implements Derivation {

  @Override
  public long derive(Plan plan) {
    Tcp tcp = new Tcp(plan);
    if (peerStack != null) {
      PeerStack.refuseOwn(tcp.network(), remote.address());
    }
    Path path =
        tcp.network().isLocal(remote.address())
            ? tcp.network().loopback(remote.address())
            : tcp.network().outward(remote.address());
    Endpoint from = from(tcp, path);
    tcp.traffic().snmp("TcpActiveOpens", 1);
    long id = halfOpen ? unanswered(tcp, path, from) : connect(tcp, path, from);
    tcp.traffic().flush();
    return id;
  }

  private Endpoint from(Tcp tcp, Path path) {
    IpAddress address =
        local.address().isUnspecified()
            ? tcp.network().source(remote.address(), path)
            : local.address();
    Endpoint from = new Endpoint(address, tcp.sockets().port(local.port()));
    TcpSocket same = tcp.sockets().connection(from, remote);
    if (same != null) {
      throw Refusals.connected(same, "");
    }
    return from;
  }

  private long unanswered(Tcp tcp, Path path, Endpoint from) {
    tcp.lose(path, 1, Tcp.SYN, 0);
    return synSent(tcp, from);
  }

  private long synSent(Tcp tcp, Endpoint from) {
    return open(tcp, TcpState.SYN_SENT, from, row -> row.addReferences(1).unacknowledged(1));
  }

  private long connect(Tcp tcp, Path path, Endpoint from) {
    if (peerStack != null) {
      return connect(tcp, path, from, peerStack);
    }
    if (!path.loopback()) {
      return established(tcp, path, from);
    }
    TcpSocket listener = tcp.sockets().listener(remote);
    if (listener == null) {
      return refused(tcp, path);
    }
    return backlog != null && Integer.compareUnsigned(listener.rxQueue(), backlog) > 0
        ? dropped(tcp, path, from)
        : both(tcp, path, from, listener);
  }

  private long connect(Tcp tcp, Path path, Endpoint from, String stack) {
    Incoming syn = new Incoming(remote, from, false, backlog);
    return switch (tcp.plan().<Incoming.Answer>inPeer(stack, there -> syn.arrive(there, stack))) {
      case REFUSED -> refused(tcp, path);
      case DROPPED -> unanswered(tcp, path, from);
      case TAKEN -> established(tcp, path, from);
    };
  }

  /** Nobody listens: a SYN and its RST. The socket that stays is in no file. */
  private static long refused(Tcp tcp, Path path) {
    tcp.send(path, 1, Tcp.SYN, 0);
    tcp.answer(path, 1, Tcp.BARE, 0);
    tcp.traffic().snmp("TcpAttemptFails", 1);
    tcp.traffic().snmp("TcpOutRsts", path.loopback() ? 1 : 0);
    return 0;
  }

  /** The listener's queue is full. */
  private long dropped(Tcp tcp, Path path, Endpoint from) {
    tcp.send(path, 1, Tcp.SYN, 0);
    tcp.traffic().netstat("TcpExtListenOverflows", 1);
    tcp.traffic().netstat("TcpExtListenDrops", 1);
    return synSent(tcp, from);
  }

  private long both(Tcp tcp, Path path, Endpoint from, TcpSocket listener) {
    long id = established(tcp, path, from);
    Incoming.join(tcp, listener, remote, from);
    return id;
  }

  private long established(Tcp tcp, Path path, Endpoint from) {
    tcp.send(path, 1, Tcp.SYN, 0);
    tcp.answer(path, 1, Tcp.SYN, 0);
    tcp.send(path, 1, Tcp.SEGMENT, 0);
    tcp.traffic().netstat("TcpExtTCPDelivered", 1);
    return open(tcp, TcpState.ESTABLISHED, from, UnaryOperator.identity());
  }

  private long open(Tcp tcp, TcpState state, Endpoint from, UnaryOperator<TcpRow> change) {
    return tcp.open(state, from, remote, owner.inode(), owner.uid(), change);
  }
}
