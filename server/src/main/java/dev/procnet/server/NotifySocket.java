package dev.procnet.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.util.concurrent.ThreadFactoryBuilder;
import io.grpc.netty.shaded.io.netty.bootstrap.Bootstrap;
import io.grpc.netty.shaded.io.netty.buffer.Unpooled;
import io.grpc.netty.shaded.io.netty.channel.Channel;
import io.grpc.netty.shaded.io.netty.channel.ChannelFuture;
import io.grpc.netty.shaded.io.netty.channel.ChannelInboundHandlerAdapter;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.epoll.Epoll;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollDomainDatagramChannel;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollIoHandler;
import io.grpc.netty.shaded.io.netty.channel.unix.DomainSocketAddress;
import java.io.IOException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The Unix datagram socket of a service manager, sd_notify(3). The JDK has no such sockets, netty
 * has.
 */
final class NotifySocket implements AutoCloseable {

  private static final long LONGEST_MILLIS = 1000;

  private final EventLoopGroup loop;
  private final Channel channel;

  private NotifySocket(EventLoopGroup loop, Channel channel) {
    this.loop = loop;
    this.channel = channel;
  }

  /**
   * Connects to one.
   *
   * @param name a path, or {@code @} and a name without a file
   * @throws IOException nobody listens there
   */
  static NotifySocket connect(String name) throws IOException {
    if (!Epoll.isAvailable()) {
      throw new IOException("Unix sockets need epoll", Epoll.unavailabilityCause());
    }
    ThreadFactory threads =
        new ThreadFactoryBuilder().setNameFormat("procnet-notify").setDaemon(true).build();
    EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, threads, EpollIoHandler.newFactory());
    ChannelFuture connected =
        new Bootstrap()
            .group(loop)
            .channel(EpollDomainDatagramChannel.class)
            .handler(new ChannelInboundHandlerAdapter())
            .connect(new DomainSocketAddress(name.replaceFirst("^@", "\0")))
            .awaitUninterruptibly();
    NotifySocket socket = new NotifySocket(loop, connected.channel());
    if (!connected.isSuccess()) {
      socket.close();
      throw new IOException(connected.cause().getMessage(), connected.cause());
    }
    return socket;
  }

  /**
   * Sends a message, {@code READY=1} for example, without waiting for it.
   *
   * @param failed told where it can't be sent
   */
  void send(String message, Consumer<Throwable> failed) {
    var _ =
        channel
            .writeAndFlush(Unpooled.copiedBuffer(message, UTF_8))
            .addListener(
                sent -> {
                  if (!sent.isSuccess()) {
                    failed.accept(sent.cause());
                  }
                });
  }

  /** Waits for what was sent before. */
  @Override
  public void close() {
    var _ = channel.close().awaitUninterruptibly(LONGEST_MILLIS);
    var _ = loop.shutdownGracefully(0, LONGEST_MILLIS, TimeUnit.MILLISECONDS);
  }
}
