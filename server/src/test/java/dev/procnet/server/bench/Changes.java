package dev.procnet.server.bench;

import dev.procnet.server.stack.TcpSocket;

/** Changes of sockets that benchmarks make. */
final class Changes {

  private Changes() {}

  /** The same socket with so many bytes to read. */
  static TcpSocket withReceiveQueue(TcpSocket socket, int rxQueue) {
    return new TcpSocket(
        socket.id(),
        socket.inode(),
        socket.uid(),
        socket.referenceCount(),
        socket.destroying(),
        socket.revision(),
        socket.local(),
        socket.localPort(),
        socket.remote(),
        socket.remotePort(),
        socket.state(),
        socket.form(),
        socket.txQueue(),
        rxQueue,
        socket.timer(),
        socket.timerExpires(),
        socket.retransmits(),
        socket.probes(),
        socket.retransmitTimeout(),
        socket.ackTimeout(),
        socket.quickAck(),
        socket.congestionWindow(),
        socket.slowStartThreshold(),
        socket.slot());
  }
}
