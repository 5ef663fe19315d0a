package dev.procnet.server;

import dev.procnet.server.fault.Connections;
import io.grpc.netty.shaded.io.netty.channel.Channel;
import io.grpc.netty.shaded.io.netty.channel.ChannelHandlerContext;
import io.grpc.netty.shaded.io.netty.channel.group.ChannelGroup;
import io.grpc.netty.shaded.io.netty.channel.group.DefaultChannelGroup;
import io.grpc.netty.shaded.io.netty.util.concurrent.GlobalEventExecutor;
import java.net.SocketAddress;
import java.util.List;

/**
 * The connections of gRPC clients, so that a fault can close one; kept only where faults may be.
 */
final class OpenConnections implements Connections {

  private final boolean kept;
  // Forgets those that are closed by itself.
  private final ChannelGroup channels = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);

  OpenConnections(boolean kept) {
    this.kept = kept;
  }

  void opened(Channel channel) {
    if (kept) {
      channels.add(channel);
    }
  }

  @Override
  // Those of Unix sockets are all equal, and told apart by being other objects.
  @SuppressWarnings("ReferenceEquality")
  public boolean drop(SocketAddress remote) {
    List<Channel> found =
        channels.stream().filter(channel -> channel.remoteAddress() == remote).toList();
    found.forEach(OpenConnections::cut);
    return !found.isEmpty();
  }

  /** Behind the back of HTTP/2, which would first say goodbye and let calls end. */
  private static void cut(Channel channel) {
    ChannelHandlerContext first = channel.pipeline().firstContext();
    if (first != null) {
      // Whether it could be closed or was already, it is closed.
      var _ = first.close();
    }
  }
}
