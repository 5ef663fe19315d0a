package dev.procnet.server.stack.derive;

import dev.procnet.server.stack.Plan;
import dev.procnet.server.stack.TcpSocket;
import dev.procnet.server.stack.TcpSocket.Form;
import dev.procnet.server.stack.TcpState;
import org.jspecify.annotations.Nullable;

/** Data of TCP connections. net/ipv4/tcp_output.c tcp_write_xmit, one ACK for each segment. */
final class TcpSend {

  private TcpSend() {}

  static void send(Tcp tcp, TcpSocket socket, int bytes, boolean lost) {
    requireSending(socket);
    TcpSocket other = tcp.sockets().otherEnd(socket);
    Path path = tcp.path(socket, other);
    if (bytes == 0) {
      return;
    }
    tcp.traffic().netstat("TcpExtTCPOrigDataSent", segments(path, bytes));
    if (lost) {
      tcp.lose(path, segments(path, bytes), Tcp.SEGMENT, bytes);
      tcp.update(socket, row -> row.unacknowledged(bytes));
    } else {
      arrive(tcp, path, socket, other, bytes);
    }
    tcp.traffic().flush();
  }

  /** To the other end in a peer stack. */
  static void send(Tcp tcp, TcpSocket socket, int bytes, String stack) {
    requireSending(socket);
    PeerStack.refuseOwn(tcp.network(), socket.remote());
    boolean taken = tcp.plan().inPeer(stack, there -> arrive(there, stack, socket, bytes));
    if (taken) {
      send(tcp, socket, bytes, false);
    } else {
      answeredByReset(tcp, socket, bytes);
    }
  }

  /** What was lost before comes with it. Whether it was taken. */
  private static boolean arrive(Plan there, String stack, TcpSocket sender, int bytes) {
    TcpSocket other = PeerStack.otherEnd(there, stack, sender);
    boolean taken = bytes == 0 || canReceive(other);
    if (bytes != 0) {
      fromPeer(new Tcp(there), other, sender.txQueue() + bytes);
    }
    return taken;
  }

  private static void answeredByReset(Tcp tcp, TcpSocket socket, int bytes) {
    Path path = tcp.path(socket, null);
    long segments = segments(path, bytes);
    tcp.traffic().netstat("TcpExtTCPOrigDataSent", segments);
    tcp.send(path, segments, Tcp.SEGMENT, bytes);
    tcp.answer(path, 1, Tcp.SEGMENT, 0);
    tcp.remove(socket);
    tcp.traffic().flush();
  }

  private static void requireSending(TcpSocket socket) {
    switch (socket.state()) {
      case ESTABLISHED, CLOSE_WAIT -> {}
      case LISTEN, SYN_SENT, SYN_RECV ->
          throw Refusals.refused(
              "ENOTCONN",
              "socket "
                  + socket.id()
                  + " is in state "
                  + socket.state()
                  + ", expected ESTABLISHED or CLOSE_WAIT");
      default ->
          throw Refusals.refused(
              "EPIPE",
              "socket "
                  + socket.id()
                  + " is in state "
                  + socket.state()
                  + ", expected ESTABLISHED or CLOSE_WAIT");
    }
  }

  private static void arrive(
      Tcp tcp, Path path, TcpSocket socket, @Nullable TcpSocket other, int bytes) {
    long segments = segments(path, bytes);
    tcp.send(path, segments, Tcp.SEGMENT, bytes);
    if (other != null && !canReceive(other)) {
      reset(tcp, path, socket, other);
      return;
    }
    tcp.answer(path, segments, Tcp.SEGMENT, 0);
    tcp.traffic().netstat("TcpExtTCPDelivered", segments);
    if (other != null) {
      // What was lost before comes with it.
      queue(tcp, other, socket.txQueue() + bytes);
    }
    tcp.update(socket, TcpRow::acknowledged);
  }

  /** Data for one that is closed is answered by RST. */
  private static void reset(Tcp tcp, Path path, TcpSocket socket, TcpSocket other) {
    tcp.answer(path, 1, Tcp.SEGMENT, 0);
    tcp.traffic().snmp("TcpOutRsts", 1);
    tcp.remove(other);
    tcp.remove(socket);
  }

  static void fromPeer(Tcp tcp, TcpSocket socket, int bytes) {
    requirePeer(tcp, socket);
    if (!mayHear(socket)) {
      throw Refusals.refused(
          "EPIPE",
          "the peer of socket "
              + socket.id()
              + " in state "
              + socket.state()
              + " can't send, expected ESTABLISHED, FIN_WAIT1 or FIN_WAIT2");
    }
    if (bytes == 0) {
      return;
    }
    Path path = tcp.path(socket, null);
    long segments = segments(path, bytes);
    tcp.answer(path, segments, Tcp.SEGMENT, bytes);
    if (canReceive(socket)) {
      tcp.send(path, segments, Tcp.SEGMENT, 0);
      queue(tcp, socket, bytes);
    } else {
      tcp.send(path, 1, Tcp.SEGMENT, 0);
      tcp.traffic().snmp("TcpOutRsts", 1);
      tcp.remove(socket);
    }
    tcp.traffic().flush();
  }

  /** The peer acts for itself: both ends of a connection within the stack are modelled. */
  static void requirePeer(Tcp tcp, TcpSocket socket) {
    TcpSocket other = tcp.sockets().otherEnd(socket);
    if (other != null) {
      throw Refusals.refused(
          "EINVAL",
          "the peer of socket "
              + socket.id()
              + " is socket "
              + other.id()
              + ", expected that one"
              + " to be named instead of by_peer");
    }
  }

  private static boolean mayHear(TcpSocket socket) {
    return socket.state() == TcpState.ESTABLISHED
        || socket.state() == TcpState.FIN_WAIT1
        || socket.state() == TcpState.FIN_WAIT2;
  }

  /** Somebody holds it who may read, or will. */
  private static boolean canReceive(TcpSocket socket) {
    return socket.state() == TcpState.ESTABLISHED
        || (mayHear(socket) && socket.form() == Form.FULL && socket.inode() != 0);
  }

  private static void queue(Tcp tcp, TcpSocket socket, int bytes) {
    long queued = Integer.toUnsignedLong(socket.rxQueue()) + Integer.toUnsignedLong(bytes);
    if (queued > 0xFFFFFFFFL) {
      throw Refusals.refused(
          "EAGAIN",
          "the receive queue of socket "
              + socket.id()
              + " would be "
              + queued
              + ", expected at most "
              + 0xFFFFFFFFL);
    }
    tcp.update(socket, row -> row.receiveQueue((int) queued));
  }

  private static long segments(Path path, int bytes) {
    int largest = Math.max(1, path.mtu() - path.ipHeader() - Tcp.SEGMENT);
    return (bytes + (long) largest - 1) / largest;
  }
}
