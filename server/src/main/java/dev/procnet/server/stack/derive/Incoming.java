package dev.procnet.server.stack.derive;

import dev.procnet.server.stack.IpAddress;
import dev.procnet.server.stack.Ipv4Address;
import dev.procnet.server.stack.Ipv6Address;
import dev.procnet.server.stack.Mutation.Derivation;
import dev.procnet.server.stack.Plan;
import dev.procnet.server.stack.TcpSocket;
import dev.procnet.server.stack.TcpSocket.Form;
import dev.procnet.server.stack.TcpState;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A peer that is not modelled connects to a listener. net/ipv4/tcp_input.c tcp_conn_request,
 * net/ipv4/tcp_minisocks.c tcp_check_req.
 *
 * @param halfOpen its ACK does not come: the connection stays in SYN_RECV, until the same comes
 *     again whole
 * @param backlog the listener's; null: there is room
 */
public record Incoming(Endpoint local, Endpoint remote, boolean halfOpen, @Nullable Integer backlog)
    implements Derivation {

  @Override
  public long derive(Plan plan) {
    Tcp tcp = new Tcp(plan);
    if (tcp.network().isLocal(remote.address())) {
      throw Refusals.refused(
          "EINVAL",
          "the remote address is of this stack, expected that of a peer, or a connect which is not"
              + " incoming");
    }
    long id = take(tcp, tcp.network().oneEnded(remote.address()));
    tcp.traffic().flush();
    return id;
  }

  /** What comes of a SYN. */
  enum Answer {
    REFUSED,
    DROPPED,
    TAKEN
  }

  /** The SYN of a peer that is modelled arrives in its stack, with all that follows. */
  Answer arrive(Plan plan, String stack) {
    Tcp tcp = new Tcp(plan);
    PeerStack.requireReachable(tcp.network(), stack, local.address(), remote.address());
    TcpSocket same = tcp.sockets().connection(local, remote);
    if (same != null) {
      throw Refusals.connected(same, " of stack '" + stack + "'");
    }
    Answer answer = answer(tcp.sockets().listener(local));
    take(tcp, tcp.network().oneEnded(remote.address()));
    tcp.traffic().flush();
    return answer;
  }

  private Answer answer(@Nullable TcpSocket listener) {
    return listener == null ? Answer.REFUSED : isFull(listener) ? Answer.DROPPED : Answer.TAKEN;
  }

  private boolean isFull(TcpSocket listener) {
    return backlog != null && Integer.compareUnsigned(listener.rxQueue(), backlog) > 0;
  }

  private long take(Tcp tcp, Path path) {
    TcpSocket listener = tcp.sockets().listener(local);
    TcpSocket same = tcp.sockets().connection(local, remote);
    if (same != null && (same.state() != TcpState.SYN_RECV || halfOpen || listener == null)) {
      throw Refusals.refused(
          "EADDRNOTAVAIL",
          "socket "
              + same.id()
              + " is that connection already, in state "
              + same.state()
              + ", expected another remote port");
    }
    if (listener == null) {
      return refused(tcp, path);
    }
    if (same == null) {
      tcp.answer(path, 1, Tcp.SYN, 0);
      if (isFull(listener)) {
        tcp.traffic().netstat("TcpExtListenOverflows", 1);
        tcp.traffic().netstat("TcpExtListenDrops", 1);
        return 0;
      }
      tcp.send(path, 1, Tcp.SYN, 0);
    }
    return halfOpen ? request(tcp, listener) : whole(tcp, path, same);
  }

  private static long refused(Tcp tcp, Path path) {
    tcp.answer(path, 1, Tcp.SYN, 0);
    tcp.send(path, 1, Tcp.BARE, 0);
    tcp.traffic().snmp("TcpOutRsts", 1);
    return 0;
  }

  private long request(Tcp tcp, TcpSocket listener) {
    tcp.update(listener, row -> row.addReferences(1));
    return tcp.open(
        TcpState.SYN_RECV,
        child(listener, local),
        child(listener, remote),
        0L,
        listener.uid(),
        row -> tcp.isLinux() ? row.request(listener.uid()) : row);
  }

  private long whole(Tcp tcp, Path path, @Nullable TcpSocket request) {
    if (request != null) {
      dropRequest(tcp, request);
    }
    TcpSocket listener = tcp.sockets().listener(local);
    if (listener == null) {
      throw new IllegalStateException("a listener went while it took a connection");
    }
    tcp.answer(path, 1, Tcp.SEGMENT, 0);
    return join(tcp, listener, local, remote);
  }

  /** Takes a request out of its listener's queue. */
  static void dropRequest(Tcp tcp, TcpSocket request) {
    TcpSocket listener = tcp.sockets().listenerOf(request);
    if (listener != null && request.form() == Form.REQUEST) {
      tcp.update(listener, row -> row.addReferences(-1));
    }
    tcp.remove(request);
  }

  /** A connection is there and waits at its listener, which the queue holds by one reference. */
  static long join(Tcp tcp, TcpSocket listener, Endpoint local, Endpoint remote) {
    tcp.traffic().snmp("TcpPassiveOpens", 1);
    tcp.traffic().netstat("TcpExtTCPPureAcks", 1);
    long id =
        tcp.open(
            TcpState.ESTABLISHED,
            child(listener, local),
            child(listener, remote),
            0L,
            listener.uid(),
            UnaryOperator.identity());
    int waiting = listener.rxQueue() + 1;
    tcp.update(listener, row -> row.receiveQueue(waiting).addReferences(1));
    return id;
  }

  /** A place as a socket of the listener's family has it. */
  private static Endpoint child(TcpSocket listener, Endpoint place) {
    IpAddress wire = place.onWire();
    return new Endpoint(
        listener.local() instanceof Ipv6Address && wire instanceof Ipv4Address ipv4
            ? Ipv6Address.mapped(ipv4)
            : wire,
        place.port());
  }
}
