package dev.procnet.server.stack.derive;

import dev.procnet.server.stack.DatagramSocket;
import dev.procnet.server.stack.DatagramSocket.Kind;
import dev.procnet.server.stack.Mutation.NewSocket;
import dev.procnet.server.stack.SocketDefaults;
import dev.procnet.server.stack.TcpState;

/** Makes rows of UDP sockets: the only place that knows all of their columns. */
final class UdpRow {

  private UdpRow() {}

  static Endpoint local(DatagramSocket row) {
    return new Endpoint(row.local(), row.localPort());
  }

  static Endpoint remote(DatagramSocket row) {
    return new Endpoint(row.remote(), row.remotePort());
  }

  /** A new one, connected where {@code remote} has a port. */
  static DatagramSocket fresh(NewSocket context, Owner owner, Endpoint local, Endpoint remote) {
    long inode = owner.inode(context);
    return new DatagramSocket(
        context.id(),
        inode,
        owner.uid(),
        SocketDefaults.references(context.profile()),
        false,
        0,
        Kind.UDP,
        local.address(),
        local.port(),
        remote.address(),
        remote.port(),
        remote.port() == 0 ? TcpState.CLOSE : TcpState.ESTABLISHED,
        0,
        0,
        0,
        SocketDefaults.slot(context.profile(), Kind.UDP, local.port(), inode));
  }

  /** The same with another queue. */
  static DatagramSocket with(DatagramSocket row, int rxQueue, int drops) {
    return copy(row, local(row), remote(row), row.state(), rxQueue, drops);
  }

  /** The same, connected. */
  static DatagramSocket connected(DatagramSocket row, Endpoint local, Endpoint remote) {
    return copy(row, local, remote, TcpState.ESTABLISHED, row.rxQueue(), row.drops());
  }

  private static DatagramSocket copy(
      DatagramSocket row, Endpoint local, Endpoint remote, TcpState state, int rxQueue, int drops) {
    return new DatagramSocket(
        row.id(),
        row.inode(),
        row.uid(),
        row.referenceCount(),
        row.destroying(),
        row.revision(),
        row.kind(),
        local.address(),
        local.port(),
        remote.address(),
        remote.port(),
        state,
        row.txQueue(),
        rxQueue,
        drops,
        row.slot());
  }
}
