package dev.procnet.server.stack.derive;

import dev.procnet.server.stack.TcpSocket;
import dev.procnet.server.stack.TcpState;

/** A peer that is not modelled closes. net/ipv4/tcp_input.c tcp_fin, tcp_reset. */
final class TcpPeerClose {

  private TcpPeerClose() {}

  static void close(Tcp tcp, TcpSocket socket, boolean abort) {
    TcpSend.requirePeer(tcp, socket);
    if (socket.listening()) {
      throw Refusals.refused(
          "EINVAL", "socket " + socket.id() + " listens, expected one that has a peer");
    }
    Path path = tcp.path(socket, null);
    if (abort) {
      reset(tcp, socket, path);
    } else {
      tcp.answer(path, 1, Tcp.SEGMENT, 0);
      tcp.send(path, 1, Tcp.SEGMENT, 0);
      TcpClose.finArrived(tcp, socket);
    }
    tcp.traffic().flush();
  }

  /** In answer to a SYN it refuses the connection. */
  private static void reset(Tcp tcp, TcpSocket socket, Path path) {
    tcp.answer(path, 1, socket.state() == TcpState.SYN_SENT ? Tcp.BARE : Tcp.SEGMENT, 0);
    if (socket.state() == TcpState.SYN_SENT || socket.state() == TcpState.SYN_RECV) {
      tcp.traffic().snmp("TcpAttemptFails", 1);
    }
    Incoming.dropRequest(tcp, socket);
  }
}
