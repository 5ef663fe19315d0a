package dev.procnet.client;

import io.grpc.ChannelCredentials;
import io.grpc.ClientInterceptor;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.nio.NioIoHandler;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioDomainSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioSocketChannel;
import io.grpc.netty.shaded.io.netty.util.concurrent.DefaultThreadFactory;
import java.net.UnixDomainSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Opens connections: the one place that knows how bytes reach a server. */
final class Transport {

  /** Answers stay under 1 MiB, but a watch tells a revision in one message, whatever its size. */
  private static final int MAX_MESSAGE_BYTES = 64 << 20;

  /** A connection that closes has nothing left to say. */
  private static final long QUIET_MILLIS = 0;

  private static final long CLOSE_MILLIS = 1000;

  private Transport() {}

  /** Prepares a connection. It is made with the first call. */
  static Connection open(ClientOptions options) {
    List<ClientInterceptor> token =
        options
            .tokenFile()
            .map(file -> TokenFile.interceptor(file, options.server(), options.tls().isPresent()))
            .stream()
            .toList();
    return options.server() instanceof ServerAddress.UnixSocket unix
        ? openUnix(unix, options.tls(), token)
        : openTcp((ServerAddress.Tcp) options.server(), options.tls(), token);
  }

  private static Connection openTcp(
      ServerAddress.Tcp server, Optional<TlsOptions> tls, List<ClientInterceptor> token) {
    ChannelCredentials credentials = credentials(tls);
    EventLoopGroup loop = loop();
    NettyChannelBuilder builder =
        NettyChannelBuilder.forTarget("dns:///" + server, credentials)
            .channelType(NioSocketChannel.class);
    if (tls.isPresent() && tls.get().serverName().isPresent()) {
      builder.overrideAuthority(tls.get().serverName().get());
    }
    return connection(builder.intercept(token), loop, server);
  }

  private static Connection openUnix(
      ServerAddress.UnixSocket server, Optional<TlsOptions> tls, List<ClientInterceptor> token) {
    ChannelCredentials credentials = credentials(tls);
    EventLoopGroup loop = loop();
    NettyChannelBuilder builder =
        NettyChannelBuilder.forAddress(UnixDomainSocketAddress.of(server.path()), credentials)
            .channelType(NioDomainSocketChannel.class)
            .overrideAuthority(unixAuthority(tls));
    return connection(builder.intercept(token), loop, server);
  }

  private static String unixAuthority(Optional<TlsOptions> tls) {
    return tls.isPresent() ? tls.get().serverName().orElse("localhost") : "localhost";
  }

  private static ChannelCredentials credentials(Optional<TlsOptions> tls) {
    return tls.isPresent() ? TlsFiles.credentials(tls.get()) : InsecureChannelCredentials.create();
  }

  /**
   * A loop of our own can be stopped, where netty's shared one keeps the process alive for 300 ms.
   * Nio, though epoll may be there: its native library takes longer to load than a short call.
   */
  private static EventLoopGroup loop() {
    return new MultiThreadIoEventLoopGroup(
        1, new DefaultThreadFactory("procnet-client", true), NioIoHandler.newFactory());
  }

  private static Connection connection(
      NettyChannelBuilder builder, EventLoopGroup loop, ServerAddress server) {
    ManagedChannel channel =
        RetryPolicy.applyTo(builder)
            .eventLoopGroup(loop)
            .maxInboundMessageSize(MAX_MESSAGE_BYTES)
            .build();
    return Connection.fresh(channel, server.toString(), () -> close(channel, loop));
  }

  private static void close(ManagedChannel channel, EventLoopGroup loop) {
    channel.shutdownNow();
    try {
      channel.awaitTermination(CLOSE_MILLIS, TimeUnit.MILLISECONDS);
      loop.shutdownGracefully(QUIET_MILLIS, CLOSE_MILLIS, TimeUnit.MILLISECONDS)
          .await(CLOSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
