package dev.procnet.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.common.collect.Iterables;
import dev.procnet.server.config.ListenAddress;
import dev.procnet.v1.ApplyMutationsRequest;
import dev.procnet.v1.Endpoint;
import dev.procnet.v1.GetStackRequest;
import dev.procnet.v1.IntrospectionServiceGrpc;
import dev.procnet.v1.Mutation;
import dev.procnet.v1.Socket;
import dev.procnet.v1.SocketFilter;
import dev.procnet.v1.StackServiceGrpc;
import dev.procnet.v1.StreamSocketsRequest;
import dev.procnet.v1.StreamSocketsResponse;
import dev.procnet.v1.TcpSocket;
import dev.procnet.v1.TcpState;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.stub.StreamObserver;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One caller comes by TCP and wants all, the other by a Unix socket and wants little. */
class FairSharingTest {

  private static final int SOCKETS = 30_000;
  private static final int GREEDY = 300;

  @TempDir Path directory;

  private TestDaemon start(String... flags) throws StartException {
    return TestDaemon.start(
        Iterables.toArray(
            Iterables.concat(
                java.util.List.of(
                    "--listen", "127.0.0.1:0",
                    "--listen", "unix:" + directory.resolve("socket"),
                    "--max-mutations", "100000",
                    "--grpc-threads", "2"),
                java.util.List.of(flags)),
            String.class));
  }

  private ManagedChannel other(TestDaemon server) {
    return server.channel(ListenAddress.parse("unix:" + directory.resolve("socket")));
  }

  private static void smallCall(ManagedChannel channel) {
    var _ =
        StackServiceGrpc.newBlockingStub(channel)
            .withDeadlineAfter(10, TimeUnit.SECONDS)
            .getStack(GetStackRequest.getDefaultInstance());
  }

  @Test
  void smallCalls_besideHundredsOfExpensiveStreams_areNotBehindThem() throws Exception {
    try (TestDaemon server = start()) {
      ManagedChannel channel = server.channel();
      ManagedChannel other = other(server);
      fill(channel);
      smallCall(other);
      StreamSocketsRequest expensive = expensive();
      Counting<StreamSocketsResponse> greedy = new Counting<>();
      for (int i = 0; i < GREEDY; i++) {
        IntrospectionServiceGrpc.newStub(channel).streamSockets(expensive, greedy);
      }
      await().until(() -> greedy.messages.get() > 0);

      for (int i = 0; i < 20; i++) {
        smallCall(other);
      }

      // In the order that they came, all streams would have begun and most have ended before.
      assertThat(greedy.ends.get()).isLessThan(GREEDY / 2);
    }
  }

  /** Looks at much and finds nothing, so that what is busy is the server and not this test. */
  private static StreamSocketsRequest expensive() {
    SocketFilter.Builder filter = SocketFilter.newBuilder();
    for (int i = 0; i < 100; i++) {
      filter.addLocalPrefixes("10.0." + i + ".0/24");
    }
    return StreamSocketsRequest.newBuilder().setFilter(filter).build();
  }

  private static void fill(ManagedChannel channel) {
    ApplyMutationsRequest.Builder batch = ApplyMutationsRequest.newBuilder();
    for (int port = 1; port <= SOCKETS; port++) {
      batch.addMutations(
          Mutation.newBuilder()
              .setOpenSocket(
                  Socket.newBuilder()
                      .setTcp(
                          TcpSocket.newBuilder()
                              .setLocal(Endpoint.newBuilder().setAddress("127.0.0.1").setPort(port))
                              .setState(TcpState.TCP_STATE_LISTEN))));
    }
    var _ = StackServiceGrpc.newBlockingStub(channel).applyMutations(batch.build());
  }

  @Test
  void calls_whereOneCallerHasAll_areStillTakenOfAnother() throws Exception {
    try (TestDaemon server = start("--max-total-calls", "40")) {
      ManagedChannel channel = server.channel();
      Counting<HealthCheckResponse> greedy = new Counting<>();
      for (int i = 0; i < 45; i++) {
        HealthGrpc.newStub(channel).watch(HealthCheckRequest.getDefaultInstance(), greedy);
      }
      await().until(() -> greedy.messages.get() == 40 && greedy.ends.get() == 5);

      ManagedChannel other = other(server);
      smallCall(other);
      assertThatThrownBy(() -> smallCall(channel))
          .isInstanceOfSatisfying(
              StatusRuntimeException.class,
              e -> assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED))
          .hasMessageContaining("calls of 127.0.0.1 would be one more than its share of the 40");
      assertThat(server.text("/metrics/server"))
          .contains("procnet_limit_refusals_total{limit=\"calls\"} 6.0", "procnet_calls 40.0");
    }
  }

  private static final class Counting<A> implements StreamObserver<A> {

    final AtomicInteger messages = new AtomicInteger();
    final AtomicInteger ends = new AtomicInteger();

    @Override
    public void onNext(A message) {
      messages.incrementAndGet();
    }

    @Override
    public void onError(Throwable error) {
      ends.incrementAndGet();
    }

    @Override
    public void onCompleted() {
      ends.incrementAndGet();
    }
  }
}
