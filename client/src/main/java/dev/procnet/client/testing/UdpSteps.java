package dev.procnet.client.testing;

import dev.procnet.v1.AddressFamily;
import dev.procnet.v1.Mutation;
import dev.procnet.v1.OpenUdp;

/** What happens with UDP in a stack, each as one revision. */
public final class UdpSteps {

  private final TestStack stack;
  private int uid;

  UdpSteps(TestStack stack) {
    this.stack = stack;
  }

  /** Sockets that are made from here on have that owner. */
  public UdpSteps as(int owner) {
    uid = owner;
    return this;
  }

  /**
   * A socket is bound.
   *
   * @param port 0: the first free one
   * @return its id
   */
  public long bind(String address, int port) {
    OpenUdp.Builder open =
        OpenUdp.newBuilder().setLocal(TcpSteps.endpoint(address, port)).setUid(uid);
    if (address.indexOf(':') >= 0) {
      open.setFamily(AddressFamily.ADDRESS_FAMILY_IPV6);
    }
    return stack.applyOne(Mutation.newBuilder().setOpenUdp(open)).getAssignedId();
  }

  /**
   * A socket is connected.
   *
   * @return its id
   */
  public long connect(String address, int port) {
    return stack
        .applyOne(
            Mutation.newBuilder()
                .setOpenUdp(
                    OpenUdp.newBuilder().setRemote(TcpSteps.endpoint(address, port)).setUid(uid)))
        .getAssignedId();
  }
}
