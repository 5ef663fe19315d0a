package dev.procnet.client.testing;

import dev.procnet.v1.Close;
import dev.procnet.v1.Mutation;
import dev.procnet.v1.Receive;
import dev.procnet.v1.Send;
import dev.procnet.v1.SocketRef;

/** A TCP socket that is not a listener. */
public final class TcpConnection {

  private final TestStack stack;
  private final long id;

  TcpConnection(TestStack stack, long id) {
    this.stack = stack;
    this.id = id;
  }

  /** Its id in the model; 0: the connection was refused. */
  public long id() {
    return id;
  }

  /** It sends, and is acknowledged. */
  public TcpConnection send(int bytes) {
    return send(Send.newBuilder().setBytes(bytes));
  }

  /** It sends, and all is lost on its way: the retransmission timer runs. */
  public TcpConnection sendLost(int bytes) {
    return send(Send.newBuilder().setBytes(bytes).setLost(true));
  }

  /** The peer, which is not modelled, sends. */
  public TcpConnection sendByPeer(int bytes) {
    return send(Send.newBuilder().setBytes(bytes).setByPeer(true));
  }

  private TcpConnection send(Send.Builder send) {
    var unused = stack.applyOne(Mutation.newBuilder().setSend(send.setSocket(ref(id))));
    return this;
  }

  /** Its owner reads all that is queued. */
  public TcpConnection receive() {
    var unused =
        stack.applyOne(Mutation.newBuilder().setReceive(Receive.newBuilder().setSocket(ref(id))));
    return this;
  }

  /** Its owner closes it. */
  public void close() {
    close(Close.newBuilder());
  }

  /** Its owner aborts it: RST. */
  public void abort() {
    close(Close.newBuilder().setAbort(true));
  }

  /** The peer, which is not modelled, closes. */
  public void closeByPeer() {
    close(Close.newBuilder().setByPeer(true));
  }

  private void close(Close.Builder close) {
    var unused = stack.applyOne(Mutation.newBuilder().setClose(close.setSocket(ref(id))));
  }

  static SocketRef ref(long id) {
    return SocketRef.newBuilder().setId(id).build();
  }
}
