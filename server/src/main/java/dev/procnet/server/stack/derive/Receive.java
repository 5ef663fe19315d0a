package dev.procnet.server.stack.derive;

import dev.procnet.server.stack.DatagramSocket;
import dev.procnet.server.stack.DatagramSocket.Kind;
import dev.procnet.server.stack.Mutation.Derivation;
import dev.procnet.server.stack.Mutation.SocketKey;
import dev.procnet.server.stack.Plan;
import dev.procnet.server.stack.TcpSocket;
import dev.procnet.server.stack.TcpState;
import org.jspecify.annotations.Nullable;

/**
 * recv(2), of TCP or UDP. net/ipv4/tcp.c tcp_recvmsg, net/ipv4/udp.c udp_recvmsg.
 *
 * @param bytes of TCP how many, null: all and the end of the stream; of UDP the datagram's length
 */
public record Receive(SocketKey socket, @Nullable Integer bytes) implements Derivation {

  @Override
  public long derive(Plan plan) {
    switch (plan.require(socket)) {
      case TcpSocket row -> receive(new Tcp(plan), row);
      case DatagramSocket row when row.kind() == Kind.UDP -> new Udp(plan).receive(row, bytes);
      default ->
          throw Refusals.refused(
              "EOPNOTSUPP",
              "socket of " + socket + " is of neither TCP nor UDP, whose queues the files show");
    }
    return 0;
  }

  private void receive(Tcp tcp, TcpSocket row) {
    if (row.listening() || row.state() == TcpState.SYN_SENT || row.form() != TcpSocket.Form.FULL) {
      throw Refusals.refused(
          "ENOTCONN",
          "socket " + row.id() + " is in state " + row.state() + ", expected a connection");
    }
    long left = bytes == null ? 0 : left(row, Integer.toUnsignedLong(bytes));
    tcp.update(row, changed -> changed.receiveQueue((int) left));
    tcp.traffic().flush();
  }

  private static long left(TcpSocket row, long wanted) {
    long data = unread(row);
    if (wanted > data) {
      throw Refusals.refused(
          "EAGAIN", "socket " + row.id() + " has " + data + " bytes queued, expected " + wanted);
    }
    return Integer.toUnsignedLong(row.rxQueue()) - wanted;
  }

  /** Bytes of data in the queue, where an unread FIN counts as one more. */
  static long unread(TcpSocket row) {
    long queued = Integer.toUnsignedLong(row.rxQueue());
    return row.state() == TcpState.CLOSE_WAIT && queued > 0 ? queued - 1 : queued;
  }
}
