package dev.procnet.client.fake;

import dev.procnet.v1.ApplyMutationsRequest;
import dev.procnet.v1.ImportStart;
import io.grpc.Server;
import io.grpc.ServerBuilder;
import io.grpc.ServerCredentials;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollIoHandler;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.unix.DomainSocketAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A fake server, listening. */
public final class FakeServer implements AutoCloseable {

  private final FakeState state = FakeState.fresh();
  private final CallLog log = new CallLog(state.faults());
  private final FakeIntrospection introspection = new FakeIntrospection(state);
  private final FakeStackService stacks = new FakeStackService(state);
  private final FakeTransfer transfer = new FakeTransfer(state);
  private final Server server;
  private final int port;

  private FakeServer(ServerBuilder<?> builder) {
    server =
        builder
            .addService(introspection)
            .addService(stacks)
            .addService(transfer)
            .addService(new FakeJournal())
            .addService(new FakeFaultService())
            .intercept(log)
            .build();
    try {
      server.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    port = server.getPort();
  }

  /** On a free port of the loopback. */
  public static FakeServer start() {
    return start(0);
  }

  public static FakeServer start(int port) {
    return new FakeServer(
        NettyServerBuilder.forAddress(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), port)));
  }

  /** On a free port of the loopback, with TLS. */
  public static FakeServer start(ServerCredentials credentials) {
    return new FakeServer(
        NettyServerBuilder.forAddress(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), credentials));
  }

  /** On a Unix socket. */
  public static FakeServer start(Path socket) {
    EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    return new FakeServer(
        NettyServerBuilder.forAddress(new DomainSocketAddress(socket.toFile()))
            .channelType(EpollServerDomainSocketChannel.class)
            .bossEventLoopGroup(loop)
            .workerEventLoopGroup(loop));
  }

  /** In this process. */
  public static FakeServer startInProcess(String name) {
    return new FakeServer(InProcessServerBuilder.forName(name));
  }

  public int port() {
    return port;
  }

  public String address() {
    return "127.0.0.1:" + port();
  }

  public String id() {
    return state.serverId();
  }

  /** The default stack. */
  public FakeStack stack() {
    return state.stack("default");
  }

  public FakeStack stack(String name) {
    return state.stack(name);
  }

  public List<String> stackNames() {
    return List.copyOf(state.stacks().keySet());
  }

  public Faults faults() {
    return state.faults();
  }

  /** Names of the methods called, in order; an attempt each. */
  public List<String> methods() {
    return log.methods();
  }

  /** What each call was authorized by; "null" where by nothing. */
  public List<String> authorizations() {
    return log.authorizations();
  }

  /** Messages of clients of a type, in order. */
  public <T> List<T> requests(Class<T> type) {
    return log.requests().stream().filter(type::isInstance).map(type::cast).toList();
  }

  /** Calls that are neither completed nor cancelled. */
  public int openCalls() {
    return log.open();
  }

  /** Batches carried out. */
  public List<ApplyMutationsRequest> applied() {
    return stacks.applied();
  }

  /** Imports carried out. */
  public List<ImportStart> imports() {
    return transfer.imports();
  }

  /** Bytes of imports that came so far. */
  public long importedBytes() {
    return transfer.received().get();
  }

  /** Imports are not read any further than their first message. */
  public void stallImports() {
    transfer.stall();
  }

  /** Ends it at once, as a crash does. */
  @Override
  public void close() {
    introspection.close();
    server.shutdownNow();
    try {
      server.awaitTermination(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
