package dev.procnet.server;

import com.google.common.util.concurrent.ThreadFactoryBuilder;
import dev.procnet.server.config.ListenAddress;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.IoHandlerFactory;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.ServerChannel;
import io.grpc.netty.shaded.io.netty.channel.epoll.Epoll;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollIoHandler;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollServerSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.nio.NioIoHandler;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioServerSocketChannel;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/** The threads that move bytes, shared by all gRPC listeners: epoll's where Linux has it. */
final class EventLoops implements AutoCloseable {

  private final EventLoopGroup acceptor;
  private final EventLoopGroup workers;

  /** Starts a thread that accepts and one a processor that reads and writes. */
  EventLoops() {
    this.acceptor = group(1, "procnet-accept-%d");
    this.workers = group(Runtime.getRuntime().availableProcessors(), "procnet-io-%d");
  }

  EventLoopGroup acceptor() {
    return acceptor;
  }

  EventLoopGroup workers() {
    return workers;
  }

  /** What listens on an address. */
  static Class<? extends ServerChannel> channelType(ListenAddress address) throws StartException {
    return switch (address) {
      case ListenAddress.Tcp _ ->
          Epoll.isAvailable() ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
      case ListenAddress.Unix unix -> {
        if (!Epoll.isAvailable()) {
          throw new StartException(
              unix + ": Unix sockets need epoll: " + Epoll.unavailabilityCause().getMessage());
        }
        yield EpollServerDomainSocketChannel.class;
      }
    };
  }

  @Override
  public void close() {
    for (EventLoopGroup group : List.of(acceptor, workers)) {
      var _ = group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }
  }

  private static EventLoopGroup group(int threads, String name) {
    ThreadFactory factory = new ThreadFactoryBuilder().setNameFormat(name).setDaemon(true).build();
    IoHandlerFactory io =
        Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
    return new MultiThreadIoEventLoopGroup(threads, factory, io);
  }
}
