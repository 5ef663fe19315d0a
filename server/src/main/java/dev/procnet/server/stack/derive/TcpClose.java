package dev.procnet.server.stack.derive;

import dev.procnet.server.stack.Plan;
import dev.procnet.server.stack.TcpSocket;
import dev.procnet.server.stack.TcpSocket.Form;
import dev.procnet.server.stack.TcpState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A TCP socket is closed by its owner. net/ipv4/tcp.c __tcp_close. */
final class TcpClose {

  private TcpClose() {}

  static void close(Tcp tcp, TcpSocket socket, boolean abort, boolean lost) {
    switch (socket.state()) {
      case LISTEN -> listener(tcp, socket);
      case SYN_SENT -> tcp.remove(socket);
      case SYN_RECV -> Incoming.dropRequest(tcp, socket);
      case ESTABLISHED, CLOSE_WAIT -> connection(tcp, socket, abort, lost);
      case FIN_WAIT2 -> letGo(tcp, socket);
      default -> {
        // Its owner has closed it already.
      }
    }
    tcp.traffic().flush();
  }

  /** The other end, or what waits at the listener, is in a peer stack. */
  static void close(Tcp tcp, TcpSocket socket, boolean abort, String stack) {
    switch (socket.state()) {
      case LISTEN -> tcp.plan().inPeer(stack, there -> resetAll(tcp, socket, there));
      case ESTABLISHED, CLOSE_WAIT -> {
        PeerStack.refuseOwn(tcp.network(), socket.remote());
        boolean reset = abort || Receive.unread(socket) > 0;
        tcp.plan().inPeer(stack, there -> arrive(there, stack, socket, reset));
      }
      default -> {
        // The peer hears nothing of it.
      }
    }
    close(tcp, socket, abort, false);
  }

  /** FIN or RST. */
  private static TcpSocket arrive(Plan there, String stack, TcpSocket closed, boolean reset) {
    TcpSocket other = PeerStack.otherEnd(there, stack, closed);
    TcpPeerClose.close(new Tcp(there), other, reset);
    return other;
  }

  private static TcpSocket resetAll(Tcp tcp, TcpSocket listener, Plan there) {
    for (TcpSocket child : tcp.sockets().waiting(listener)) {
      TcpSocket other = new TcpSockets(there).otherEnd(child);
      if (other != null) {
        TcpPeerClose.close(new Tcp(there), other, true);
      }
    }
    return listener;
  }

  private static void listener(Tcp tcp, TcpSocket listener) {
    List<TcpSocket> waiting = tcp.sockets().waiting(listener);
    tcp.sockets().requests(listener).forEach(tcp::remove);
    waiting.forEach(child -> reset(tcp, child, tcp.sockets().otherEnd(child)));
    tcp.remove(listener);
  }

  private static void connection(Tcp tcp, TcpSocket socket, boolean abort, boolean lost) {
    TcpSocket other = tcp.sockets().otherEnd(socket);
    boolean unread = Receive.unread(socket) > 0;
    if (unread || abort) {
      tcp.traffic().netstat(unread ? "TcpExtTCPAbortOnClose" : "TcpExtTCPAbortOnData", 1);
      reset(tcp, socket, other);
    } else if (lost) {
      unanswered(tcp, socket, other);
    } else if (socket.state() == TcpState.ESTABLISHED) {
      first(tcp, socket, other);
    } else {
      second(tcp, socket, other);
    }
  }

  /** RST: both ends are gone. */
  private static void reset(Tcp tcp, TcpSocket socket, @Nullable TcpSocket other) {
    tcp.send(tcp.path(socket, other), 1, Tcp.SEGMENT, 0);
    tcp.traffic().snmp("TcpOutRsts", 1);
    tcp.remove(socket);
    if (other != null) {
      tcp.remove(other);
    }
  }

  private static void unanswered(Tcp tcp, TcpSocket socket, @Nullable TcpSocket other) {
    tcp.traffic().netstat("TcpExtTCPOrigDataSent", 1);
    tcp.lose(tcp.path(socket, other), 1, Tcp.SEGMENT, 0);
    TcpState next = socket.state() == TcpState.ESTABLISHED ? TcpState.FIN_WAIT1 : TcpState.LAST_ACK;
    tcp.update(socket, row -> row.state(next).orphan().unacknowledged(1));
  }

  /** FIN and ACK. */
  private static void exchange(Tcp tcp, TcpSocket socket, @Nullable TcpSocket other) {
    Path path = tcp.path(socket, other);
    tcp.traffic().netstat("TcpExtTCPOrigDataSent", 1);
    tcp.traffic().netstat("TcpExtTCPDelivered", 1);
    tcp.traffic().netstat("TcpExtTCPPureAcks", 1);
    tcp.send(path, 1, Tcp.SEGMENT, 0);
    tcp.answer(path, 1, Tcp.SEGMENT, 0);
  }

  /** The end that closes first waits for the other one's FIN, as nobody's. */
  private static void first(Tcp tcp, TcpSocket socket, @Nullable TcpSocket other) {
    exchange(tcp, socket, other);
    waitForPeer(tcp, socket, TcpState.FIN_WAIT2);
    if (other != null) {
      finArrived(tcp, other);
    }
  }

  /** The end that closes second is gone with the ACK of its FIN. */
  private static void second(Tcp tcp, TcpSocket socket, @Nullable TcpSocket other) {
    exchange(tcp, socket, other);
    tcp.remove(socket, TcpState.LAST_ACK);
    if (other != null) {
      finArrived(tcp, other);
    }
  }

  private static void letGo(Tcp tcp, TcpSocket socket) {
    if (socket.form() == Form.FULL && socket.inode() != 0) {
      waitForPeer(tcp, socket, TcpState.FIN_WAIT2);
    }
  }

  /** A FIN arrives at an end that may still be open. net/ipv4/tcp_input.c tcp_fin. */
  static void finArrived(Tcp tcp, TcpSocket socket) {
    switch (socket.state()) {
      case ESTABLISHED -> {
        // An unread FIN counts as a byte.
        int queued = socket.rxQueue() + 1;
        tcp.update(socket, row -> row.state(TcpState.CLOSE_WAIT).receiveQueue(queued));
      }
      case FIN_WAIT1 -> tcp.update(socket, row -> row.state(TcpState.CLOSING));
      case FIN_WAIT2 -> waitForPeer(tcp, socket, TcpState.TIME_WAIT);
      default ->
          throw Refusals.refused(
              "EPIPE",
              "the peer of socket "
                  + socket.id()
                  + " in state "
                  + socket.state()
                  + " can't close, expected ESTABLISHED, FIN_WAIT1 or FIN_WAIT2");
    }
  }

  /** As nobody's, for a minute. gVisor keeps its one form. */
  private static void waitForPeer(Tcp tcp, TcpSocket socket, TcpState state) {
    if (tcp.isLinux()) {
      tcp.traffic().netstat("TcpExtTW", socket.form() == Form.MINI ? 0 : 1);
      tcp.update(socket, row -> row.mini(state));
    } else {
      tcp.update(socket, row -> row.state(state).orphan().acknowledged());
    }
  }
}
