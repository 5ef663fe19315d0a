package dev.procnet.server;

import com.google.common.collect.ImmutableList;
import com.google.common.util.concurrent.ThreadFactoryBuilder;
import dev.procnet.server.config.ListenAddress;
import io.grpc.netty.shaded.io.netty.channel.Channel;
import io.grpc.netty.shaded.io.netty.channel.ChannelFactory;
import io.grpc.netty.shaded.io.netty.channel.ChannelFuture;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.IoHandlerFactory;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.ReflectiveChannelFactory;
import io.grpc.netty.shaded.io.netty.channel.ServerChannel;
import io.grpc.netty.shaded.io.netty.channel.epoll.Epoll;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollIoHandler;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollServerSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.nio.NioIoHandler;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioServerSocketChannel;
import io.grpc.netty.shaded.io.netty.util.concurrent.EventExecutor;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads that move bytes, shared by all gRPC listeners: epoll's where Linux has it. */
final class EventLoops implements AutoCloseable {

  private final EventLoopGroup acceptor;
  private final EventLoopGroup workers;

  /**
   * Starts a thread that accepts and one a processor that reads and writes.
   *
   * @param connections are told of each connection
   */
  EventLoops(OpenConnections connections) {
    this.acceptor = new MultiThreadIoEventLoopGroup(1, threads("procnet-accept-%d"), io());
    this.workers =
        new MultiThreadIoEventLoopGroup(
            Runtime.getRuntime().availableProcessors(), threads("procnet-io-%d"), io()) {
          @Override
          public ChannelFuture register(Channel channel) {
            connections.opened(channel);
            return super.register(channel);
          }
        };
  }

  EventLoopGroup acceptor() {
    return acceptor;
  }

  EventLoopGroup workers() {
    return workers;
  }

  /**
   * Makes what listens on an address.
   *
   * @param admission sees each connection first
   */
  static ChannelFactory<ServerChannel> channels(ListenAddress address, Admission admission)
      throws StartException {
    ChannelFactory<? extends ServerChannel> plain =
        new ReflectiveChannelFactory<>(channelType(address));
    return () -> {
      ServerChannel channel = plain.newChannel();
      channel.pipeline().addLast(admission);
      return channel;
    };
  }

  private static Class<? extends ServerChannel> channelType(ListenAddress address)
      throws StartException {
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

  /** Runs something, on the last of the threads that come by. */
  void whenAlive(Runnable then) {
    List<EventExecutor> threads =
        ImmutableList.<EventExecutor>builder().addAll(acceptor).addAll(workers).build();
    AtomicInteger missing = new AtomicInteger(threads.size());
    for (EventExecutor thread : threads) {
      thread.execute(
          () -> {
            if (missing.decrementAndGet() == 0) {
              then.run();
            }
          });
    }
  }

  @Override
  public void close() {
    for (EventLoopGroup group : List.of(acceptor, workers)) {
      var _ = group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }
  }

  private static ThreadFactory threads(String name) {
    return new ThreadFactoryBuilder().setNameFormat(name).setDaemon(true).build();
  }

  private static IoHandlerFactory io() {
    return Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
  }
}
