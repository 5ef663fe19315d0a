package dev.procnet.server.rpc;

import dev.procnet.server.stack.DatagramSocket;
import dev.procnet.server.stack.Socket;
import dev.procnet.server.stack.Table;
import dev.procnet.server.stack.TcpSocket;
import dev.procnet.server.stack.TcpState;

/**
 * What may be in a chunk of sockets, told without looking at them again. It may hold more than is
 * said to be missing, never less: ports are kept as bits that several ports share.
 */
final class SocketFacts {

  /** Of 256 ports of a chunk at most, so that one in sixteen others is taken for one of them. */
  private static final int PORT_BITS = 4096;

  private final long[] localPorts = new long[PORT_BITS / Long.SIZE];
  private final long[] remotePorts = new long[PORT_BITS / Long.SIZE];
  private int states;
  private long lowestInode = Long.MAX_VALUE;
  private long highestInode = Long.MIN_VALUE;

  private SocketFacts() {}

  static SocketFacts of(Table.Chunk<? extends Socket> chunk) {
    SocketFacts facts = new SocketFacts();
    for (int i = 0; i < chunk.size(); i++) {
      facts.add(chunk.get(i));
    }
    return facts;
  }

  boolean mayHaveInode(long inode) {
    return lowestInode <= inode && inode <= highestInode;
  }

  boolean mayHaveState(TcpState state) {
    return (states >> state.number() & 1) != 0;
  }

  boolean mayHaveLocalPort(int port) {
    return has(localPorts, port);
  }

  boolean mayHaveRemotePort(int port) {
    return has(remotePorts, port);
  }

  private void add(Socket socket) {
    lowestInode = Math.min(lowestInode, socket.inode());
    highestInode = Math.max(highestInode, socket.inode());
    switch (socket) {
      case TcpSocket tcp -> add(tcp.localPort(), tcp.remotePort(), tcp.state());
      case DatagramSocket datagram ->
          add(datagram.localPort(), datagram.remotePort(), datagram.state());
      default -> {
        // No filter asks others for a port or a state.
      }
    }
  }

  private void add(int local, int remote, TcpState state) {
    set(localPorts, local);
    set(remotePorts, remote);
    states |= 1 << state.number();
  }

  private static void set(long[] bits, int port) {
    bits[bit(port) / Long.SIZE] |= 1L << bit(port);
  }

  private static boolean has(long[] bits, int port) {
    return (bits[bit(port) / Long.SIZE] >> bit(port) & 1) != 0;
  }

  private static int bit(int port) {
    return port & (PORT_BITS - 1);
  }
}
