package dev.procnet.server;

import com.google.common.collect.Iterables;
import com.google.common.io.Resources;
import com.google.inject.AbstractModule;
import com.google.inject.Module;
import com.google.inject.multibindings.MapBinder;
import com.google.inject.multibindings.Multibinder;
import com.google.inject.util.Modules;
import dev.procnet.server.config.ListenAddress;
import dev.procnet.server.config.ServerConfig;
import dev.procnet.server.security.MethodRule;
import io.grpc.BindableService;
import io.grpc.ManagedChannel;
import io.grpc.ServerInterceptor;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollDomainSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollIoHandler;
import io.grpc.netty.shaded.io.netty.channel.unix.DomainSocketAddress;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A server inside the test, on free ports, with a fake service beside its own. */
final class TestDaemon implements AutoCloseable {

  final FakeService service = new FakeService();
  final List<String> told = new ArrayList<>();
  private final Daemon daemon;
  private final List<ManagedChannel> channels = new ArrayList<>();

  /** Starts one; ports are free ones unless flags say otherwise. */
  static TestDaemon start(String... flags) throws StartException {
    return start(Modules.EMPTY_MODULE, flags);
  }

  /** Starts one some parts of which are others. */
  static TestDaemon start(Module others, String... flags) throws StartException {
    TestDaemon test = new TestDaemon(others, ProcnetServer.config(withFreePorts(flags)));
    test.daemon.start();
    return test;
  }

  private TestDaemon(Module others, ServerConfig config) {
    Iterable<Module> modules =
        Iterables.concat(ProcnetServer.modules(config), List.of(new FakeModule()));
    daemon = ProcnetServer.create(List.of(Modules.override(modules).with(others)));
  }

  private final class FakeModule extends AbstractModule {
    @Override
    protected void configure() {
      Multibinder.newSetBinder(binder(), BindableService.class).addBinding().toInstance(service);
      Multibinder.newSetBinder(binder(), DrainListener.class)
          .addBinding()
          .toInstance(() -> told.add("drain"));
      Multibinder.newSetBinder(binder(), ServerInterceptor.class);
      MapBinder.newMapBinder(binder(), String.class, MethodRule.class)
          .addBinding(FakeService.NAME)
          .toInstance(MethodRule.OPEN);
    }
  }

  Daemon daemon() {
    return daemon;
  }

  /** One channel to its first address, for all who ask. */
  ManagedChannel shared() {
    return channels.isEmpty() ? channel() : channels.getFirst();
  }

  /** A channel to its first address. */
  ManagedChannel channel() {
    return channel(daemon.grpcAddresses().getFirst());
  }

  /** A channel to its admin listener. */
  ManagedChannel admin() {
    return channel(daemon.adminAddress().orElseThrow());
  }

  ManagedChannel channel(ListenAddress address) {
    NettyChannelBuilder builder =
        switch (address) {
          case ListenAddress.Tcp tcp -> NettyChannelBuilder.forAddress(tcp.host(), tcp.port());
          case ListenAddress.Unix unix ->
              NettyChannelBuilder.forAddress(new DomainSocketAddress(unix.path().toFile()))
                  .channelType(EpollDomainSocketChannel.class)
                  .eventLoopGroup(new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory()));
        };
    ManagedChannel channel = builder.usePlaintext().build();
    channels.add(channel);
    return channel;
  }

  /** A page of its HTTP listener. */
  URI page(String path) {
    return URI.create("http://" + daemon.webAddress().orElseThrow() + path);
  }

  /** What a page says. */
  String text(String path) throws IOException {
    return Resources.toString(page(path).toURL(), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    channels.forEach(ManagedChannel::shutdownNow);
    service.letGo();
    daemon.close();
  }

  private static String[] withFreePorts(String... flags) {
    List<String> all = new ArrayList<>(List.of(flags));
    if (!all.contains("--listen")) {
      all.addAll(List.of("--listen", "127.0.0.1:0"));
    }
    if (!all.contains("--web-listen")) {
      all.addAll(List.of("--web-listen", "127.0.0.1:0"));
    }
    return all.toArray(String[]::new);
  }
}
