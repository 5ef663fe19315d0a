package dev.procnet.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.common.util.concurrent.ListenableFuture;
import com.google.protobuf.StringValue;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.stub.BlockingClientCall;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

class DrainTest {

  @Test
  void stop_callUnderWay_finishes() throws Exception {
    try (TestDaemon test = TestDaemon.start("--drain-grace", "1m")) {
      ListenableFuture<StringValue> call = startCall(test);
      CompletableFuture<Boolean> stop = CompletableFuture.supplyAsync(test.daemon()::stop);
      await().until(() -> healthz(test) == 503);
      assertThat(test.told).containsExactly("drain");
      assertThat(stop).isNotDone();

      test.service.letGo();

      assertThat(call.get().getValue()).isEqualTo("last");
      assertThat(stop.get()).isTrue();
    }
  }

  @Test
  void stop_whileDraining_takesNoNewCalls() throws Exception {
    try (TestDaemon test = TestDaemon.start("--drain-grace", "1m")) {
      ListenableFuture<StringValue> call = startCall(test);
      ManagedChannel late = test.channel();
      CompletableFuture<Boolean> stop = CompletableFuture.supplyAsync(test.daemon()::stop);
      await().until(() -> healthz(test) == 503);

      await()
          .untilAsserted(
              () ->
                  assertThatThrownBy(() -> FakeService.say(late, "x"))
                      .isInstanceOfSatisfying(
                          StatusRuntimeException.class,
                          e ->
                              assertThat(e.getStatus().getCode())
                                  .isEqualTo(Status.Code.UNAVAILABLE)));

      test.service.letGo();
      assertThat(call.get().getValue()).isEqualTo("last");
      assertThat(stop.get()).isTrue();
    }
  }

  @Test
  void stop_callBeyondGrace_isEndedAsUnavailable() throws Exception {
    try (LogRecorder log = new LogRecorder(GrpcServer.class);
        TestDaemon test = TestDaemon.start("--drain-grace", "200ms")) {
      ListenableFuture<StringValue> call = startCall(test);

      long before = System.nanoTime();
      assertThat(test.daemon().stop()).isTrue();

      assertThat(Duration.ofNanos(System.nanoTime() - before))
          .isBetween(Duration.ofMillis(200), Duration.ofSeconds(8));
      assertThat(log.lines())
          .containsExactly("WARN calls go on as the grace time of PT0.2S ends, they are ended");
      assertThatThrownBy(call::get)
          .isInstanceOf(ExecutionException.class)
          .hasMessageContaining("UNAVAILABLE: the server is stopping");
    }
  }

  @Test
  void stop_healthWatch_isToldAndDoesNotHoldItUp() throws Exception {
    try (TestDaemon test = TestDaemon.start("--drain-grace", "1m")) {
      BlockingClientCall<?, HealthCheckResponse> watch =
          HealthGrpc.newBlockingV2Stub(test.channel())
              .watch(HealthCheckRequest.getDefaultInstance());
      assertThat(watch.read().getStatus()).isEqualTo(ServingStatus.SERVING);

      long before = System.nanoTime();
      assertThat(test.daemon().stop()).isTrue();

      assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(20));
      assertThat(watch.read().getStatus()).isEqualTo(ServingStatus.NOT_SERVING);
      assertThatThrownBy(watch::read)
          .isInstanceOf(StatusException.class)
          .hasMessage("UNAVAILABLE: the server is stopping");
    }
  }

  @Test
  void stop_idleConnection_doesNotHoldItUp() throws Exception {
    try (TestDaemon test = TestDaemon.start("--drain-grace", "1m")) {
      assertThat(FakeService.say(test.channel(), "x")).isEqualTo("x");

      long before = System.nanoTime();
      assertThat(test.daemon().stop()).isTrue();

      assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(20));
    }
  }

  private static ListenableFuture<StringValue> startCall(TestDaemon test)
      throws InterruptedException {
    ListenableFuture<StringValue> call = FakeService.startWait(test.channel(), "last");
    test.service.awaitCall();
    return call;
  }

  private static int healthz(TestDaemon test) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(HttpRequest.newBuilder(test.page("/healthz")).build(), BodyHandlers.discarding())
          .statusCode();
    }
  }
}
