package dev.procnet.client.testing;

import dev.procnet.v1.Accept;
import dev.procnet.v1.Connect;
import dev.procnet.v1.ListSocketsRequest;
import dev.procnet.v1.Mutation;
import dev.procnet.v1.MutationResult;
import dev.procnet.v1.Socket;

/** A TCP socket that listens. */
public final class TcpListener {

  private final TestStack stack;
  private final long id;
  private final int uid;

  TcpListener(TestStack stack, MutationResult made, int uid) {
    this.stack = stack;
    this.id = made.getAssignedId();
    this.uid = uid;
  }

  /** Its id in the model. */
  public long id() {
    return id;
  }

  /** A peer, which is not modelled, connects to it. The connection waits to be accepted. */
  public TcpListener connectFrom(String address, int port) {
    Socket listener = socket();
    boolean any = listener.getTcp().getLocal().getAddress().matches("0\\.0\\.0\\.0|::");
    String local = any ? address : listener.getTcp().getLocal().getAddress();
    return connectFrom(address, port, local);
  }

  /**
   * As {@link #connectFrom(String, int)}.
   *
   * @param local address of the stack that it connects to
   */
  public TcpListener connectFrom(String address, int port, String local) {
    int listening = socket().getTcp().getLocal().getPort();
    var unused =
        stack.applyOne(
            Mutation.newBuilder()
                .setConnect(
                    Connect.newBuilder()
                        .setLocal(TcpSteps.endpoint(local, listening))
                        .setRemote(TcpSteps.endpoint(address, port))
                        .setIncoming(true)));
    return this;
  }

  /** Takes the connection that waits longest. */
  public TcpConnection accept() {
    MutationResult taken =
        stack.applyOne(
            Mutation.newBuilder()
                .setAccept(Accept.newBuilder().setListener(TcpConnection.ref(id)).setUid(uid)));
    return new TcpConnection(stack, taken.getAssignedId());
  }

  /** Closes it, as its owner does. */
  public void close() {
    new TcpConnection(stack, id).close();
  }

  private Socket socket() {
    return stack
        .client()
        .introspection()
        .allSockets(ListSocketsRequest.newBuilder().setPageSize(1000).build())
        .getSocketsList()
        .stream()
        .filter(socket -> socket.getId() == id)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("listener " + id + " is gone"));
  }
}
