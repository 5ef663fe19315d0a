package dev.procnet.server.rpc;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.TypeLiteral;
import com.google.inject.multibindings.OptionalBinder;
import com.google.inject.util.Modules;
import com.google.protobuf.ByteString;
import dev.procnet.server.RpcModule;
import dev.procnet.server.netfile.NetFiles;
import dev.procnet.server.netfile.StatisticsLog;
import dev.procnet.server.stack.HistoryLimits;
import dev.procnet.server.stack.Profile;
import dev.procnet.server.stack.Stack;
import dev.procnet.server.stack.StackRegistry;
import dev.procnet.v1.ApplyMutationsRequest;
import dev.procnet.v1.ApplyMutationsResponse;
import dev.procnet.v1.IntrospectionServiceGrpc;
import dev.procnet.v1.Mutation;
import dev.procnet.v1.StackServiceGrpc;
import dev.procnet.v1.TransferServiceGrpc;
import io.grpc.BindableService;
import io.grpc.InsecureServerCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.ServerBuilder;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The real services with a client, over a real channel or, where cheap, in the process. Its stacks
 * begin in {@link TestSeeds}; {@code default} is there.
 */
public final class RpcServer implements AutoCloseable {

  /** When the default stack is created. */
  public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final Injector injector;
  private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(1);
  private final Server server;
  private final ManagedChannel channel;

  /**
   * How it is set up.
   *
   * @param netty over a socket of the loopback, on the transport's own threads
   */
  public record Setup(boolean netty, HistoryLimits history, ImportLimits imports, int maxStacks) {

    /** In the process. */
    public static final Setup IN_PROCESS =
        new Setup(false, HistoryLimits.DEFAULT, ImportLimits.DEFAULT, 100);

    /** Over a socket. */
    public static final Setup NETTY =
        new Setup(true, HistoryLimits.DEFAULT, ImportLimits.DEFAULT, 100);

    Setup with(HistoryLimits limits) {
      return new Setup(netty, limits, imports, maxStacks);
    }

    Setup with(ImportLimits limits) {
      return new Setup(netty, history, limits, maxStacks);
    }

    Setup withMaxStacks(int limit) {
      return new Setup(netty, history, imports, limit);
    }
  }

  private RpcServer(Setup setup) {
    injector =
        Guice.createInjector(Modules.override(new RpcModule()).with(new TestModule(setup, timer)));
    stacks().create(StackRegistry.DEFAULT, Map.of(), TestSeeds.of(Profile.LINUX_6_18), START);
    String name = "test-" + UUID.randomUUID();
    InetSocketAddress loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    ServerBuilder<?> builder =
        setup.netty()
            ? NettyServerBuilder.forAddress(loopback, InsecureServerCredentials.create())
                .directExecutor()
            : InProcessServerBuilder.forName(name);
    injector
        .getInstance(Key.get(new TypeLiteral<Set<BindableService>>() {}))
        .forEach(
            service ->
                builder.addService(
                    ErrorInterceptor.decodedInside(service.bindService(), List.of())));
    builder.intercept(injector.getInstance(ErrorInterceptor.class));
    try {
      server = builder.build().start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    channel =
        setup.netty()
            ? NettyChannelBuilder.forAddress("127.0.0.1", server.getPort()).usePlaintext().build()
            : InProcessChannelBuilder.forName(name).build();
  }

  /** Starts one in this process. */
  public static RpcServer start() {
    return new RpcServer(Setup.IN_PROCESS);
  }

  /** Starts one. */
  public static RpcServer start(Setup setup) {
    return new RpcServer(setup);
  }

  /** A part of the server. */
  public <T> T get(Class<T> type) {
    return injector.getInstance(type);
  }

  public StackRegistry stacks() {
    return get(StackRegistry.class);
  }

  /** The default stack. */
  public Stack stack() {
    return stacks().get("");
  }

  public Drain drain() {
    return get(Drain.class);
  }

  public ServerId serverId() {
    return get(ServerId.class);
  }

  public ManagedChannel channel() {
    return channel;
  }

  public IntrospectionServiceGrpc.IntrospectionServiceBlockingStub introspection() {
    return IntrospectionServiceGrpc.newBlockingStub(channel)
        .withDeadlineAfter(Duration.ofSeconds(20));
  }

  public StackServiceGrpc.StackServiceBlockingStub control() {
    return StackServiceGrpc.newBlockingStub(channel).withDeadlineAfter(Duration.ofSeconds(20));
  }

  public TransferServiceGrpc.TransferServiceBlockingStub transfer() {
    return TransferServiceGrpc.newBlockingStub(channel).withDeadlineAfter(Duration.ofSeconds(20));
  }

  /** Applies mutations to the default stack. */
  public ApplyMutationsResponse apply(Mutation... mutations) {
    return control()
        .applyMutations(
            ApplyMutationsRequest.newBuilder().addAllMutations(List.of(mutations)).build());
  }

  /** What applying these to the default stack is refused with. */
  Failure refused(Mutation... mutations) {
    return Failure.of(() -> apply(mutations));
  }

  /** All of a file of the default stack, in the model's own words. */
  public ByteString file(String name) {
    return get(NetFiles.class)
        .open(stack().snapshot(), name, dev.procnet.server.netfile.Reader.ROOT)
        .readAll();
  }

  @Override
  public void close() {
    channel.shutdownNow();
    server.shutdownNow();
    timer.shutdownNow();
    try {
      boolean ended =
          channel.awaitTermination(10, TimeUnit.SECONDS)
              && server.awaitTermination(10, TimeUnit.SECONDS);
      if (!ended) {
        throw new IllegalStateException("calls are left");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final class TestModule extends AbstractModule {

    private final Setup setup;
    private final ScheduledExecutorService timer;

    TestModule(Setup setup, ScheduledExecutorService timer) {
      this.setup = setup;
      this.timer = timer;
    }

    @Override
    protected void configure() {
      bind(StackRegistry.class).toInstance(new StackRegistry(setup.history(), setup.maxStacks()));
      bind(InstantSource.class).toInstance(InstantSource.system());
      bind(ScheduledExecutorService.class).toInstance(timer);
      bind(ExecutorService.class).toInstance(timer);
      bind(NetFiles.class).toInstance(new NetFiles(new StatisticsLog()));
      bind(SeedSource.class).toInstance(TestSeeds::of);
      OptionalBinder.newOptionalBinder(binder(), ImportLimits.class)
          .setBinding()
          .toInstance(setup.imports());
    }
  }
}
