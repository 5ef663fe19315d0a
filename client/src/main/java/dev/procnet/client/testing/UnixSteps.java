package dev.procnet.client.testing;

import com.google.protobuf.ByteString;
import dev.procnet.v1.ConnectUnix;
import dev.procnet.v1.Mutation;
import dev.procnet.v1.OpenUnix;
import dev.procnet.v1.SocketType;

/** What happens with unix stream sockets in a stack, each as one revision. */
public final class UnixSteps {

  private final TestStack stack;

  UnixSteps(TestStack stack) {
    this.stack = stack;
  }

  /**
   * A socket listens.
   *
   * @param path a leading NUL: an abstract name
   * @return its id
   */
  public long listen(String path) {
    return stack
        .applyOne(
            Mutation.newBuilder()
                .setOpenUnix(
                    OpenUnix.newBuilder()
                        .setType(SocketType.SOCKET_TYPE_STREAM)
                        .setPath(ByteString.copyFromUtf8(path))
                        .setListening(true)))
        .getAssignedId();
  }

  /**
   * A socket connects to the one of that name.
   *
   * @return its id
   */
  public long connect(String path) {
    return stack
        .applyOne(
            Mutation.newBuilder()
                .setConnectUnix(
                    ConnectUnix.newBuilder()
                        .setType(SocketType.SOCKET_TYPE_STREAM)
                        .setPath(ByteString.copyFromUtf8(path))))
        .getAssignedId();
  }
}
