package dev.procnet.server;

import com.google.inject.AbstractModule;
import com.google.inject.Module;
import com.google.inject.util.Modules;
import com.google.protobuf.ByteString;
import dev.procnet.server.fault.Pauses;
import dev.procnet.v1.ActiveFault;
import dev.procnet.v1.ApplyMutationsRequest;
import dev.procnet.v1.ApplyMutationsResponse;
import dev.procnet.v1.Endpoint;
import dev.procnet.v1.FaultEffect;
import dev.procnet.v1.FaultRule;
import dev.procnet.v1.FaultServiceGrpc;
import dev.procnet.v1.IntrospectionServiceGrpc;
import dev.procnet.v1.IntrospectionServiceGrpc.IntrospectionServiceBlockingStub;
import dev.procnet.v1.ListFaultsRequest;
import dev.procnet.v1.Mutation;
import dev.procnet.v1.ReadNetFileRequest;
import dev.procnet.v1.ReplaceFaultsRequest;
import dev.procnet.v1.ReplaceFaultsResponse;
import dev.procnet.v1.Socket;
import dev.procnet.v1.StackServiceGrpc;
import dev.procnet.v1.StackServiceGrpc.StackServiceBlockingStub;
import dev.procnet.v1.TcpSocket;
import dev.procnet.v1.TcpState;
import io.grpc.ManagedChannel;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** A server with faults, whose time a test advances, and a client over a real channel. */
final class FaultServer implements AutoCloseable {

  static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  final FakePauses pauses = new FakePauses();
  private final TestDaemon daemon;
  private final ManagedChannel channel;

  FaultServer(String... flags) throws StartException {
    this(Modules.EMPTY_MODULE, flags);
  }

  /** One some parts of which are others. */
  FaultServer(Module others, String... flags) throws StartException {
    daemon =
        TestDaemon.start(
            new AbstractModule() {
              @Override
              protected void configure() {
                install(others);
                bind(Pauses.class).toInstance(pauses);
                bind(InstantSource.class).toInstance(InstantSource.fixed(NOW));
              }
            },
            flags);
    channel = daemon.channel();
  }

  /** One in test mode. */
  static FaultServer start() throws StartException {
    return new FaultServer("--test-mode");
  }

  /** A rule that does this on every call. */
  static FaultRule.Builder rule(String name, FaultEffect.Builder effect) {
    return FaultRule.newBuilder().setName(name).addEffects(effect);
  }

  ReplaceFaultsResponse set(FaultRule.Builder... rules) {
    return set("", rules);
  }

  ReplaceFaultsResponse set(String stack, FaultRule.Builder... rules) {
    return set(
        ReplaceFaultsRequest.newBuilder()
            .setStack(stack)
            .addAllRules(List.of(rules).stream().map(FaultRule.Builder::build).toList()));
  }

  ReplaceFaultsResponse set(ReplaceFaultsRequest.Builder request) {
    return FaultServiceGrpc.newBlockingStub(channel)
        .withDeadlineAfter(Duration.ofSeconds(20))
        .replaceFaults(request.build());
  }

  List<ActiveFault> list(String stack) {
    return FaultServiceGrpc.newBlockingStub(channel)
        .withDeadlineAfter(Duration.ofSeconds(20))
        .listFaults(ListFaultsRequest.newBuilder().setStack(stack).build())
        .getFaultsList();
  }

  ManagedChannel channel() {
    return channel;
  }

  TestDaemon daemon() {
    return daemon;
  }

  IntrospectionServiceBlockingStub introspection() {
    return IntrospectionServiceGrpc.newBlockingStub(channel)
        .withDeadlineAfter(Duration.ofSeconds(20));
  }

  StackServiceBlockingStub control() {
    return StackServiceGrpc.newBlockingStub(channel).withDeadlineAfter(Duration.ofSeconds(20));
  }

  ByteString read(String file) {
    return introspection()
        .readNetFile(ReadNetFileRequest.newBuilder().setName(file).build())
        .getContent();
  }

  /** Opens a listener; the first has id 1 where the stack had none. */
  ApplyMutationsResponse listen(int port) {
    return control().applyMutations(opening(port));
  }

  static ApplyMutationsRequest opening(int port) {
    return ApplyMutationsRequest.newBuilder()
        .addMutations(
            Mutation.newBuilder()
                .setOpenSocket(
                    Socket.newBuilder()
                        .setTcp(
                            TcpSocket.newBuilder()
                                .setLocal(
                                    Endpoint.newBuilder().setAddress("127.0.0.1").setPort(port))
                                .setState(TcpState.TCP_STATE_LISTEN))))
        .build();
  }

  @Override
  public void close() {
    daemon.close();
  }
}
