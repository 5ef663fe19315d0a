package dev.procnet.server;

import com.google.common.util.concurrent.MoreExecutors;
import dev.procnet.server.call.CallTurns;
import dev.procnet.server.config.GrpcConfig;
import dev.procnet.server.config.LimitConfig;
import dev.procnet.server.config.ListenAddress;
import dev.procnet.server.config.SecurityConfig;
import dev.procnet.server.security.AccessControl;
import dev.procnet.server.security.CallerFilter;
import dev.procnet.server.security.ServerTls;
import dev.procnet.server.security.UnixPeers;
import io.grpc.Server;
import io.grpc.ServerInterceptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.channel.unix.DomainSocketAddress;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The gRPC listeners: one gRPC server an address, as a server has one kind of channel, all with the
 * same threads.
 */
final class GrpcServer {

  private static final Logger LOG = LoggerFactory.getLogger(GrpcServer.class);

  /** For connections and threads to end after the last call was. */
  private static final Duration CLOSE = Duration.ofMillis(500);

  /** In which a client's resets are counted. */
  private static final int RESET_SECONDS = 30;

  private final GrpcConfig config;
  private final SecurityConfig security;
  private final GrpcServices services;
  private final List<ServerInterceptor> interceptors;
  private final OpenCalls openCalls;
  private final ExecutorService calls;
  private final CallTurns turns;
  private final OpenConnections openConnections;
  private final AccessControl access;
  private final ServerTls tls;
  private final LimitConfig.Connection connections;
  private final Admission admission;
  private final UnreadCalls unreadCalls;
  private final List<Server> servers = new ArrayList<>();
  private final List<ListenAddress> addresses = new ArrayList<>();
  private volatile Duration grace;
  private @Nullable ListenAddress adminAddress;
  private @Nullable EventLoops eventLoops;

  /**
   * A server that is not started.
   *
   * @param interceptors the outermost first
   * @param calls threads that run calls, ended with the server
   * @param turns in which they do
   */
  @Inject
  GrpcServer(
      GrpcConfig config,
      SecurityConfig security,
      GrpcServices services,
      Set<ServerInterceptor> interceptors,
      OpenCalls openCalls,
      AccessControl access,
      ServerTls tls,
      OpenConnections openConnections,
      ExecutorService calls,
      CallTurns turns,
      LimitConfig limits,
      Admission admission,
      UnreadCalls unreadCalls) {
    this.unreadCalls = unreadCalls;
    this.connections = limits.connection();
    this.admission = admission;
    this.config = config;
    this.security = security;
    this.services = services;
    this.interceptors = List.copyOf(interceptors);
    this.openCalls = openCalls;
    this.calls = calls;
    this.turns = turns;
    this.openConnections = openConnections;
    this.access = access;
    this.tls = tls;
    this.grace = config.drainGrace();
  }

  /**
   * Listens on all addresses.
   *
   * @throws StartException one can't be had; what was started before needs a {@link #stop}
   */
  void start() throws StartException {
    EventLoops loops = new EventLoops(openConnections);
    eventLoops = loops;
    for (ListenAddress address : config.listen()) {
      addresses.add(listen(new Place("--listen", address, services.open(access)), loops));
    }
    if (security.admin().isPresent()) {
      Place admin = new Place("--admin-listen", security.admin().get(), services.all(access));
      adminAddress = listen(admin, loops);
    }
  }

  /**
   * What listens.
   *
   * @param flag that says where
   * @param address where
   * @param services what is served there
   */
  private record Place(
      String flag, ListenAddress address, List<ServerServiceDefinition> services) {}

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

  /** Where it listens for those who operate it, if it does. */
  Optional<ListenAddress> adminAddress() {
    return Optional.ofNullable(adminAddress);
  }

  /** Has the stop give calls another time than the configuration says. */
  void grace(Duration time) {
    grace = time;
  }

  /**
   * Takes no more calls, waits for those under way as long as the grace time allows, and closes.
   */
  void stop() {
    servers.forEach(Server::shutdown);
    // Ending what goes on takes its time too, and belongs to the grace time.
    Duration whole = grace;
    Duration close = Collections.min(List.of(CLOSE, whole.dividedBy(5)));
    if (!terminated(whole.minus(close.multipliedBy(2)))) {
      LOG.warn("calls go on as the grace time of {} ends, they are ended", whole);
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

  private ListenAddress listen(Place place, EventLoops loops) throws StartException {
    return switch (place.address()) {
      case ListenAddress.Tcp tcp -> {
        Server server = start(place, tcp(place, tcp), loops);
        yield ListenAddress.Tcp.of((InetSocketAddress) server.getListenSockets().getFirst());
      }
      case ListenAddress.Unix unix -> {
        UnixSocketFile file = new UnixSocketFile(unix);
        file.makeWay();
        start(place, unix(unix), loops);
        file.restrict(security.socketMode());
        yield unix;
      }
    };
  }

  private NettyServerBuilder tcp(Place place, ListenAddress.Tcp address) throws StartException {
    try {
      NettyServerBuilder builder = NettyServerBuilder.forAddress(address.resolve());
      tls.grpc().ifPresent(builder::sslContext);
      return builder;
    } catch (SSLException e) {
      throw new StartException("TLS can't be spoken: " + e.getMessage());
    } catch (IOException e) {
      throw Failures.cannotListen(place.flag(), address, e);
    }
  }

  private static NettyServerBuilder unix(ListenAddress.Unix address) {
    return NettyServerBuilder.forAddress(
        new DomainSocketAddress(address.path().toFile()), UnixPeers.credentials());
  }

  private Server start(Place place, NettyServerBuilder builder, EventLoops loops)
      throws StartException {
    builder
        .channelFactory(EventLoops.channels(place.address(), admission))
        .bossEventLoopGroup(loops.acceptor())
        .workerEventLoopGroup(loops.workers())
        .directExecutor()
        .callExecutor(new CallThreads(turns))
        .addStreamTracerFactory(unreadCalls)
        .addTransportFilter(new CallerFilter(place.address().isLocal()));
    limit(builder);
    place.services().forEach(builder::addService);
    // gRPC calls the one added last first.
    interceptors.reversed().forEach(builder::intercept);
    try {
      Server server = builder.build().start();
      servers.add(server);
      return server;
    } catch (IOException e) {
      throw Failures.cannotListen(place.flag(), place.address(), e);
    }
  }

  private void limit(NettyServerBuilder builder) {
    builder
        .maxInboundMessageSize(MessageLimitInterceptor.mostRead(config))
        .maxInboundMetadataSize((int) config.maxMetadata())
        .maxConcurrentCallsPerConnection(config.maxCalls())
        .flowControlWindow((int) config.flowWindow())
        .keepAliveTime(config.keepAlive().time().toMillis(), TimeUnit.MILLISECONDS)
        .keepAliveTimeout(config.keepAlive().timeout().toMillis(), TimeUnit.MILLISECONDS)
        .permitKeepAliveTime(config.keepAlive().permit().toMillis(), TimeUnit.MILLISECONDS)
        .permitKeepAliveWithoutCalls(true)
        .handshakeTimeout(connections.handshake().toMillis(), TimeUnit.MILLISECONDS)
        .maxRstFramesPerWindow(connections.resets(), RESET_SECONDS);
    if (!connections.idle().isZero()) {
      builder.maxConnectionIdle(connections.idle().toMillis(), TimeUnit.MILLISECONDS);
    }
    if (!connections.age().isZero()) {
      builder
          .maxConnectionAge(connections.age().toMillis(), TimeUnit.MILLISECONDS)
          .maxConnectionAgeGrace(connections.ageGrace().toMillis(), TimeUnit.MILLISECONDS);
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
