package dev.procnet.client.testing;

import dev.procnet.v1.AddressFamily;
import dev.procnet.v1.Connect;
import dev.procnet.v1.Endpoint;
import dev.procnet.v1.Listen;
import dev.procnet.v1.Mutation;

/**
 * What happens with TCP in a stack, each as one revision, with all that the kernel does about it.
 */
public final class TcpSteps {

  private final TestStack stack;
  private int uid;

  TcpSteps(TestStack stack) {
    this.stack = stack;
  }

  /** Sockets that are made from here on have that owner. */
  public TcpSteps as(int owner) {
    uid = owner;
    return this;
  }

  /**
   * A socket listens.
   *
   * @param address {@code 0.0.0.0}, {@code ::1}
   * @param port 0: the first free one
   */
  public TcpListener listen(String address, int port) {
    Listen.Builder listen = Listen.newBuilder().setLocal(endpoint(address, port)).setUid(uid);
    if (address.indexOf(':') >= 0) {
      listen.setFamily(AddressFamily.ADDRESS_FAMILY_IPV6);
    }
    return new TcpListener(stack, stack.applyOne(Mutation.newBuilder().setListen(listen)), uid);
  }

  /** A socket connects; to an address of the stack itself, a connection waits there. */
  public TcpConnection connect(String address, int port) {
    Connect.Builder connect = Connect.newBuilder().setRemote(endpoint(address, port)).setUid(uid);
    return connection(connect);
  }

  /** A socket connects and gets no answer: it stays in SYN_SENT. */
  public TcpConnection connectUnanswered(String address, int port) {
    return connection(
        Connect.newBuilder().setRemote(endpoint(address, port)).setUid(uid).setHalfOpen(true));
  }

  private TcpConnection connection(Connect.Builder connect) {
    return new TcpConnection(
        stack, stack.applyOne(Mutation.newBuilder().setConnect(connect)).getAssignedId());
  }

  static Endpoint.Builder endpoint(String address, int port) {
    return Endpoint.newBuilder().setAddress(address).setPort(port);
  }
}
