package dev.procnet.server;

import com.google.common.util.concurrent.MoreExecutors;
import dev.procnet.server.config.GrpcConfig;
import dev.procnet.server.config.ListenAddress;
import dev.procnet.server.rpc.ErrorInterceptor;
import io.grpc.BindableService;
import io.grpc.Server;
import io.grpc.ServerInterceptor;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.channel.unix.DomainSocketAddress;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The gRPC listeners: one gRPC server an address, as a server has one kind of channel, all with the
 * same services and threads.
 */
final class GrpcServer {

  private static final Logger LOG = LoggerFactory.getLogger(GrpcServer.class);

  /** For connections and threads to end after the last call was. */
  private static final Duration CLOSE = Duration.ofMillis(500);

  private final GrpcConfig config;
  private final Set<BindableService> services;
  private final List<ServerInterceptor> interceptors;
  private final InnerInterceptors inner;
  private final OpenCalls openCalls;
  private final ExecutorService calls;
  private final OpenConnections connections;
  private final List<Server> servers = new ArrayList<>();
  private final List<ListenAddress> addresses = new ArrayList<>();
  private @Nullable EventLoops eventLoops;

  /**
   * A server that is not started.
   *
   * @param interceptors the outermost first
   * @param inner inside of all these, and of the decoding of messages
   * @param calls threads that run calls, ended with the server
   */
  @Inject
  GrpcServer(
      GrpcConfig config,
      Set<BindableService> services,
      Set<ServerInterceptor> interceptors,
      InnerInterceptors inner,
      OpenCalls openCalls,
      OpenConnections connections,
      ExecutorService calls) {
    this.config = config;
    this.services = services;
    this.interceptors = List.copyOf(interceptors);
    this.inner = inner;
    this.openCalls = openCalls;
    this.calls = calls;
    this.connections = connections;
  }

  /**
   * Listens on all addresses.
   *
   * @throws StartException one can't be had; what was started before needs a {@link #stop}
   */
  void start() throws StartException {
    EventLoops loops = new EventLoops(connections);
    eventLoops = loops;
    for (ListenAddress address : config.listen()) {
      addresses.add(listen(address, loops));
    }
  }

  /** Where it listens, with the ports that were taken. */
  List<ListenAddress> addresses() {
    return List.copyOf(addresses);
  }

  /** Runs something once every thread that moves bytes has come by: none of them hangs. */
  void whenAlive(Runnable then) {
    EventLoops loops = eventLoops;
    if (loops != null) {
      loops.whenAlive(then);
    }
  }

  /**
   * Takes no more calls, waits for those under way as long as the grace time allows, and closes.
   */
  void stop() {
    servers.forEach(Server::shutdown);
    // Ending what goes on takes its time too, and belongs to the grace time.
    Duration grace = config.drainGrace();
    Duration close = Collections.min(List.of(CLOSE, grace.dividedBy(5)));
    if (!terminated(grace.minus(close.multipliedBy(2)))) {
      LOG.warn("calls go on as the grace time of {} ends, they are ended", grace);
      openCalls.end();
      if (!terminated(close)) {
        servers.forEach(Server::shutdownNow);
        terminated(close);
      }
    }
    servers.clear();
    // Before the event loops, as the last calls may still have a word for them.
    var _ = MoreExecutors.shutdownAndAwaitTermination(calls, CLOSE);
    if (eventLoops != null) {
      eventLoops.close();
      eventLoops = null;
    }
  }

  private ListenAddress listen(ListenAddress address, EventLoops loops) throws StartException {
    return switch (address) {
      case ListenAddress.Tcp tcp -> {
        Server server = start(tcp, resolve(tcp), loops);
        yield ListenAddress.Tcp.of((InetSocketAddress) server.getListenSockets().getFirst());
      }
      case ListenAddress.Unix unix -> {
        UnixSocketFile file = new UnixSocketFile(unix);
        file.makeWay();
        start(unix, new DomainSocketAddress(unix.path().toFile()), loops);
        file.restrict();
        yield unix;
      }
    };
  }

  private Server start(ListenAddress address, SocketAddress socketAddress, EventLoops loops)
      throws StartException {
    NettyServerBuilder builder =
        NettyServerBuilder.forAddress(socketAddress)
            .channelType(EventLoops.channelType(address))
            .bossEventLoopGroup(loops.acceptor())
            .workerEventLoopGroup(loops.workers())
            .directExecutor()
            .callExecutor(new CallThreads(calls));
    limit(builder);
    services.forEach(
        service -> builder.addService(ErrorInterceptor.decodedInside(service, inner.inOrder())));
    // gRPC calls the one added last first.
    interceptors.reversed().forEach(builder::intercept);
    try {
      Server server = builder.build().start();
      servers.add(server);
      return server;
    } catch (IOException e) {
      throw Failures.cannotListen("--listen", address, e);
    }
  }

  private void limit(NettyServerBuilder builder) {
    builder
        .maxInboundMessageSize((int) config.maxMessage())
        .maxInboundMetadataSize((int) config.maxMetadata())
        .maxConcurrentCallsPerConnection(config.maxCalls())
        .flowControlWindow((int) config.flowWindow())
        .keepAliveTime(config.keepAlive().time().toMillis(), TimeUnit.MILLISECONDS)
        .keepAliveTimeout(config.keepAlive().timeout().toMillis(), TimeUnit.MILLISECONDS)
        .permitKeepAliveTime(config.keepAlive().permit().toMillis(), TimeUnit.MILLISECONDS)
        .permitKeepAliveWithoutCalls(true);
  }

  private static InetSocketAddress resolve(ListenAddress.Tcp address) throws StartException {
    try {
      return address.resolve();
    } catch (IOException e) {
      throw Failures.cannotListen("--listen", address, e);
    }
  }

  private boolean terminated(Duration within) {
    long deadline = System.nanoTime() + within.toNanos();
    try {
      for (Server server : servers) {
        if (!server.awaitTermination(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
          return false;
        }
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
