package dev.procnet.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.rpc.QuotaFailure;
import dev.procnet.server.config.ListenAddress;
import dev.procnet.server.robust.RawHttp2;
import dev.procnet.v1.ApplyMutationsRequest;
import dev.procnet.v1.Endpoint;
import dev.procnet.v1.GetStackRequest;
import dev.procnet.v1.IntrospectionServiceGrpc;
import dev.procnet.v1.Listen;
import dev.procnet.v1.Mutation;
import dev.procnet.v1.ReadNetFileRequest;
import dev.procnet.v1.ReadOptions;
import dev.procnet.v1.StackServiceGrpc;
import dev.procnet.v1.WatchStackRequest;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What breaks the rules of HTTP/2 or takes more than its share is ended; others are served on. */
class AbuseTest {

  private static final String PATH = "/procnet.v1.StackService/GetStack";

  /** Says each refused stream with its trace; kept, as loggers are collected otherwise. */
  private static final Logger NOISE = Logger.getLogger("io.grpc.netty.shaded.io.grpc.netty");

  private static TestDaemon server;

  @BeforeAll
  static void start() throws StartException {
    NOISE.setLevel(Level.OFF);
    server =
        TestDaemon.start(
            "--max-calls", "100",
            "--max-resets", "200",
            "--handshake-time", "1s",
            "--max-metadata", "8KiB",
            "--max-peer-connections", "20",
            "--max-caller-calls", "300",
            "--max-watchers", "3",
            "--max-sockets", "10",
            "--max-mutations", "5",
            "--keepalive-time", "1s",
            "--keepalive-timeout", "1s",
            "--stream-time", "1s",
            "--call-time", "2s");
  }

  @AfterAll
  static void stop() {
    server.close();
    NOISE.setLevel(null);
  }

  /** Whatever was done, others are served, and what was done leaves nothing. */
  @AfterEach
  void othersAreServed() throws Exception {
    ManagedChannel other = server.channel();
    assertThat(
            StackServiceGrpc.newBlockingStub(other)
                .withDeadlineAfter(10, TimeUnit.SECONDS)
                .getStack(GetStackRequest.getDefaultInstance())
                .getStack()
                .getName())
        .isEqualTo("default");
    other.shutdownNow();
    await()
        .atMost(Duration.ofSeconds(15))
        .untilAsserted(() -> assertThat(meter("procnet_connections")).isLessThanOrEqualTo(1));
  }

  @Test
  void streams_moreThanAllowed_areRefused() throws Exception {
    try (RawHttp2 raw = connect().begin()) {
      int refused = 0;
      for (int i = 0; i < 300; i++) {
        raw.frame(RawHttp2.HEADERS, RawHttp2.END_HEADERS, 2 * i + 1, RawHttp2.headers(PATH));
      }
      RawHttp2.Frame frame = raw.read();
      while (frame != null && refused < 200) {
        refused += frame.type() == RawHttp2.RST_STREAM ? 1 : 0;
        frame = refused < 200 ? raw.read() : frame;
      }
      assertThat(refused).isEqualTo(200);
    }
  }

  @Test
  void resets_flood_endsTheConnection() throws Exception {
    try (RawHttp2 raw = connect().begin()) {
      assertThat(
              flood(
                  raw,
                  i -> {
                    raw.frame(
                        RawHttp2.HEADERS, RawHttp2.END_HEADERS, 2 * i + 1, RawHttp2.headers(PATH));
                    raw.frame(RawHttp2.RST_STREAM, 2 * i + 1, 8);
                  }))
          .contains("too_many_rststreams");
    }
    assertThat(refusals("resets")).isEqualTo(1);
  }

  @Test
  void pings_flood_endsTheConnection() throws Exception {
    try (RawHttp2 raw = connect().begin()) {
      assertThat(flood(raw, _ -> raw.frame(RawHttp2.PING, 0, 0, new byte[8])))
          .contains("too_many_pings");
    }
    assertThat(refusals("pings")).isEqualTo(1);
  }

  @Test
  void dataFrames_emptyWithoutEnd_endTheConnection() throws Exception {
    try (RawHttp2 raw = connect().begin()) {
      raw.frame(RawHttp2.HEADERS, RawHttp2.END_HEADERS, 1, RawHttp2.headers(PATH));
      assertThat(flood(raw, _ -> raw.frame(RawHttp2.DATA, 0, 1, new byte[0])))
          .contains("too_many_empty_frames");
    }
    assertThat(refusals("empty_frames")).isEqualTo(1);
  }

  @Test
  void message_neverComplete_isEndedAfterTheServersOwnTime() throws Exception {
    try (RawHttp2 raw = connect().begin()) {
      raw.frame(RawHttp2.HEADERS, RawHttp2.END_HEADERS, 1, RawHttp2.headers(PATH));
      raw.frame(RawHttp2.DATA, 0, 1, new byte[] {0, 0, 0, 1});
      RawHttp2.Frame frame = raw.read();
      while (frame != null && frame.stream() != 1) {
        frame = raw.read();
      }
      assertThat(frame).extracting(RawHttp2.Frame::type).isEqualTo(RawHttp2.HEADERS);
      await().untilAsserted(() -> assertThat(meter("procnet_callers")).isZero());
    }
  }

  @Test
  void settings_flood_endsTheConnection() throws Exception {
    try (RawHttp2 raw = connect().begin()) {
      // Whoever asks and never reads the answers: first the sockets fill, then the server has
      // enough.
      byte[] thousand = new byte[9000];
      for (int i = 0; i < 1000; i++) {
        thousand[9 * i + 3] = RawHttp2.SETTINGS;
      }
      flood(raw, _ -> raw.write(thousand));
    }
  }

  @Test
  void headers_bombOfContinuations_endsTheConnection() throws Exception {
    try (RawHttp2 raw = connect().begin()) {
      raw.frame(RawHttp2.HEADERS, 0, 1, RawHttp2.headers(PATH));
      byte[] more = RawHttp2.headers(PATH, "x", "y".repeat(10_000));
      flood(raw, _ -> raw.frame(RawHttp2.CONTINUATION, 0, 1, more));
    }
  }

  @Test
  void metadata_tooLarge_isRefused() throws Exception {
    try (RawHttp2 raw = connect().begin()) {
      raw.frame(
          RawHttp2.HEADERS,
          RawHttp2.END_HEADERS | RawHttp2.END_STREAM,
          1,
          RawHttp2.headers(PATH, "x", "y".repeat(12_000)));
      RawHttp2.Frame frame = raw.read();
      while (frame != null && frame.stream() != 1) {
        frame = raw.read();
      }
      assertThat(
              frame == null
                  || frame.type() == RawHttp2.HEADERS
                  || frame.type() == RawHttp2.RST_STREAM)
          .isTrue();
    }
  }

  @Test
  void connection_silent_isClosedAfterTheHandshakeTime() throws Exception {
    try (RawHttp2 raw = connect()) {
      long before = System.nanoTime();
      raw.readToEnd();
      assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(10));
    }
  }

  @Test
  void headers_neverEnd_areEndedByTheKeepalive() throws Exception {
    try (RawHttp2 raw = connect().begin()) {
      raw.frame(RawHttp2.HEADERS, 0, 1, RawHttp2.headers(PATH));
      raw.readToEnd();
    }
  }

  @Test
  void connection_halfClosed_isClosed() throws Exception {
    try (RawHttp2 raw = connect().begin()) {
      raw.frame(RawHttp2.HEADERS, RawHttp2.END_HEADERS, 1, RawHttp2.headers(PATH));
      raw.closeOutput();
      raw.readToEnd();
    }
  }

  @Test
  void bytes_thatAreNoHttp2_endTheConnection() throws Exception {
    try (RawHttp2 raw = connect()) {
      raw.write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      raw.readToEnd();
    }
    try (RawHttp2 raw = connect().begin()) {
      raw.frame(RawHttp2.WINDOW_UPDATE, 0, Integer.MAX_VALUE);
      assertThat(raw.readToEnd()).isNotEmpty();
    }
  }

  @Test
  void message_garbage_isAnErrorOfTheCaller() throws Exception {
    try (RawHttp2 raw = connect().begin()) {
      raw.frame(RawHttp2.HEADERS, RawHttp2.END_HEADERS, 1, RawHttp2.headers(PATH));
      ByteBuffer message = ByteBuffer.allocate(13).put((byte) 0).putInt(8).putLong(-1);
      raw.frame(RawHttp2.DATA, RawHttp2.END_STREAM, 1, message.array());
      RawHttp2.Frame frame = raw.read();
      while (frame != null && !(frame.type() == RawHttp2.HEADERS && frame.stream() == 1)) {
        frame = raw.read();
      }
      assertThat(frame).isNotNull();
    }
  }

  @Test
  void connections_moreThanAllowed_areClosedAndCounted() throws Exception {
    List<RawHttp2> all = new ArrayList<>();
    try {
      for (int i = 0; i < 25; i++) {
        all.add(connect());
      }
      await()
          .untilAsserted(() -> assertThat(refusals("peer_connections")).isGreaterThanOrEqualTo(5));
      assertThat(all.getLast().readToEnd()).isEmpty();
    } finally {
      all.forEach(RawHttp2::close);
    }
  }

  @Test
  void callerCalls_moreThanAllowed_areRefusedByName() {
    List<ManagedChannel> channels = new ArrayList<>();
    try {
      for (int i = 0; i < 4; i++) {
        ManagedChannel channel = server.channel();
        channels.add(channel);
        for (int j = 0; j < 80; j++) {
          HealthGrpc.newStub(channel)
              .watch(HealthCheckRequest.getDefaultInstance(), new Ignoring<>());
        }
      }
      await().untilAsserted(() -> assertThat(refusals("caller_calls")).isGreaterThanOrEqualTo(20));
    } finally {
      channels.forEach(ManagedChannel::shutdownNow);
    }
  }

  @Test
  void watchers_moreThanAllowed_areRefusedByName() {
    ManagedChannel channel = server.channel();
    try {
      var introspection = IntrospectionServiceGrpc.newBlockingStub(channel);
      for (int i = 0; i < 3; i++) {
        var _ =
            introspection
                .watchStack(WatchStackRequest.newBuilder().setInitialState(true).build())
                .next();
      }
      assertThatThrownBy(
              () ->
                  introspection
                      .watchStack(WatchStackRequest.newBuilder().setInitialState(true).build())
                      .next())
          .satisfies(e -> assertThat(quota(e)).isEqualTo("watchers"));
    } finally {
      channel.shutdownNow();
    }
  }

  @Test
  void call_withoutDeadline_endsAfterTheServersOwn() {
    ManagedChannel channel = server.channel();

    assertThatThrownBy(
            () ->
                IntrospectionServiceGrpc.newBlockingStub(channel)
                    .readNetFile(
                        ReadNetFileRequest.newBuilder()
                            .setName("tcp")
                            .setRead(ReadOptions.newBuilder().setMinRevision(1000))
                            .build()))
        .hasMessageContaining("DEADLINE_EXCEEDED: the call gave no deadline, and PT2S is");
    channel.shutdownNow();
  }

  @Test
  void stream_neverRead_isReset() throws Exception {
    try (RawHttp2 raw = connect()) {
      raw.begin(4, 0);
      raw.frame(
          RawHttp2.HEADERS,
          RawHttp2.END_HEADERS,
          1,
          RawHttp2.headers("/procnet.v1.IntrospectionService/StreamNetFile"));
      ByteBuffer message = ByteBuffer.allocate(10).put((byte) 0).putInt(5);
      message.put((byte) 0x12).put((byte) 3).put("tcp".getBytes(StandardCharsets.US_ASCII));
      raw.frame(RawHttp2.DATA, RawHttp2.END_STREAM, 1, message.array());
      await().untilAsserted(() -> assertThat(meter("procnet_callers")).isEqualTo(1));

      RawHttp2.Frame frame = raw.read();
      while (frame != null && frame.type() != RawHttp2.RST_STREAM) {
        frame = raw.read();
      }
      assertThat(frame).isNotNull();
      await().untilAsserted(() -> assertThat(meter("procnet_callers")).isZero());
    }
  }

  @Test
  void batch_beyondALimit_isRefusedByName() throws Exception {
    ManagedChannel channel = server.channel();
    Mutation open =
        Mutation.newBuilder()
            .setListen(Listen.newBuilder().setLocal(Endpoint.newBuilder().setAddress("::")))
            .build();
    StackServiceGrpc.StackServiceBlockingStub control = StackServiceGrpc.newBlockingStub(channel);

    assertThatThrownBy(
            () ->
                control.applyMutations(
                    ApplyMutationsRequest.newBuilder()
                        .addAllMutations(Collections.nCopies(3, open))
                        .build()))
        .satisfies(e -> assertThat(quota(e)).isEqualTo("sockets"));
    assertThatThrownBy(
            () ->
                control.applyMutations(
                    ApplyMutationsRequest.newBuilder()
                        .addAllMutations(Collections.nCopies(6, open))
                        .build()))
        .hasMessageContaining("mutations has 6, expected 1 to 5")
        .satisfies(e -> assertThat(quota(e)).isEqualTo("mutations"));
    assertThat(refusals("mutations")).isEqualTo(1);
    channel.shutdownNow();
  }

  private static final class Ignoring<A> implements StreamObserver<A> {

    @Override
    public void onNext(A answer) {}

    @Override
    public void onError(Throwable error) {}

    @Override
    public void onCompleted() {}
  }

  private interface Step {
    void run(int number) throws IOException;
  }

  /** Sends until the server has enough, and reads what it says. */
  private static String flood(RawHttp2 raw, Step step) {
    try {
      for (int i = 0; i < 20_000; i++) {
        step.run(i);
      }
      throw new AssertionError("the server took 20,000 of them");
    } catch (IOException closed) {
      return raw.readToEnd();
    }
  }

  private static RawHttp2 connect() throws IOException {
    ListenAddress.Tcp address = (ListenAddress.Tcp) server.daemon().grpcAddresses().getFirst();
    return new RawHttp2(address.host(), address.port());
  }

  private static String quota(Throwable error) throws Exception {
    com.google.rpc.Status status = Objects.requireNonNull(StatusProto.fromThrowable(error));
    assertThat(((StatusRuntimeException) error).getStatus().getCode())
        .isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    for (com.google.protobuf.Any detail : status.getDetailsList()) {
      if (detail.is(QuotaFailure.class)) {
        return detail.unpack(QuotaFailure.class).getViolations(0).getSubject();
      }
    }
    return "";
  }

  private static double refusals(String limit) throws Exception {
    return meter("procnet_limit_refusals_total{limit=\"" + limit + "\"}");
  }

  private static double meter(String name) throws Exception {
    URI page = server.page("/metrics/server");
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(HttpRequest.newBuilder(page).build(), BodyHandlers.ofString())
          .body()
          .lines()
          .filter(line -> line.startsWith(name + " "))
          .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
          .findFirst()
          .orElse(0);
    }
  }
}
