package dev.procnet.server;

import static dev.procnet.server.FaultServer.rule;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.common.util.concurrent.ListenableFuture;
import com.google.inject.Module;
import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.util.Durations;
import com.google.rpc.RetryInfo;
import dev.procnet.server.config.ListenAddress;
import dev.procnet.server.fault.Connections;
import dev.procnet.server.rpc.Failure;
import dev.procnet.v1.ApplyMutationsResponse;
import dev.procnet.v1.CallStatus;
import dev.procnet.v1.ErrorReason;
import dev.procnet.v1.FaultDelay;
import dev.procnet.v1.FaultDestroyedSockets;
import dev.procnet.v1.FaultDribble;
import dev.procnet.v1.FaultDropConnection;
import dev.procnet.v1.FaultEffect;
import dev.procnet.v1.FaultLogNormalDelay;
import dev.procnet.v1.FaultMatch;
import dev.procnet.v1.FaultPhase;
import dev.procnet.v1.FaultRule;
import dev.procnet.v1.FaultUnavailableStatistics;
import dev.procnet.v1.FaultUniformDelay;
import dev.procnet.v1.GetStackRequest;
import dev.procnet.v1.IntrospectionServiceGrpc;
import dev.procnet.v1.ListSocketsRequest;
import dev.procnet.v1.ReadNetFileRequest;
import dev.procnet.v1.ReadNetFileResponse;
import dev.procnet.v1.ReadOptions;
import dev.procnet.v1.Socket;
import dev.procnet.v1.StackServiceGrpc;
import dev.procnet.v1.StreamNetFileRequest;
import dev.procnet.v1.StreamNetFileResponse;
import dev.procnet.v1.WatchStackRequest;
import dev.procnet.v1.WatchStackResponse;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.BlockingClientCall;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What each fault does to calls, over a real channel. */
class FaultEffectsTest {

  private static final Duration SECOND = Duration.ofSeconds(1);

  @TempDir Path directory;
  private FaultServer server;

  @BeforeEach
  void start() throws StartException {
    server = FaultServer.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void status_before_requestHasNoEffect() {
    server.set(rule("broken", status(14, "no luck")));

    Failure failure = Failure.of(() -> server.listen(80));

    assertThat(failure.code()).isEqualTo(Status.Code.UNAVAILABLE);
    assertThat(failure.status().getMessage()).isEqualTo("no luck");
    assertThat(failure.reason()).isEqualTo(ErrorReason.ERROR_REASON_FAULT_INJECTED);
    assertThat(failure.metadata()).containsEntry("rule", "broken");
    assertThat(revision()).isEqualTo(1);
  }

  @Test
  void status_after_answerIsLostAndRequestHasItsEffect() {
    server.set(after(rule("lost", status(14, "no luck"))));

    Failure failure = Failure.of(() -> server.listen(80));

    assertThat(failure.status().getMessage()).isEqualTo("no luck");
    assertThat(revision()).isEqualTo(2);
  }

  @Test
  void status_withDetails_isToldAsItIs() {
    Any detail = Any.pack(RetryInfo.newBuilder().setRetryDelay(Durations.fromSeconds(3)).build());
    server.set(
        rule(
            "own",
            FaultEffect.newBuilder()
                .setStatus(CallStatus.newBuilder().setCode(8).addDetails(detail))));

    assertThat(Failure.of(() -> server.read("tcp")).status())
        .isEqualTo(com.google.rpc.Status.newBuilder().setCode(8).addDetails(detail).build());
  }

  @Test
  void delay_fixed_requestWaits() throws Exception {
    server.set(rule("slow", delay(FaultDelay.newBuilder().setFixed(Durations.fromSeconds(1)))));

    ListenableFuture<ApplyMutationsResponse> answer =
        StackServiceGrpc.newFutureStub(server.channel()).applyMutations(FaultServer.opening(80));
    server.pauses.awaitTimer(SECOND).advance(Duration.ofMillis(999));
    assertThat(answer.isDone()).isFalse();
    server.pauses.advance(Duration.ofMillis(1));

    assertThat(answer.get(10, TimeUnit.SECONDS).getHeader().getRevision()).isEqualTo(2);
  }

  @Test
  void delay_after_answerWaits() throws Exception {
    server.set(
        after(rule("slow", delay(FaultDelay.newBuilder().setFixed(Durations.fromSeconds(1))))));

    ListenableFuture<ApplyMutationsResponse> answer =
        StackServiceGrpc.newFutureStub(server.channel()).applyMutations(FaultServer.opening(80));
    server.pauses.awaitTimer(SECOND);
    assertThat(revision()).isEqualTo(2);
    assertThat(answer.isDone()).isFalse();
    server.pauses.advance(SECOND);

    assertThat(answer.get(10, TimeUnit.SECONDS).getHeader().getRevision()).isEqualTo(2);
  }

  @Test
  void delay_callerGoesAway_requestHasNoEffect() {
    server.set(rule("slow", delay(FaultDelay.newBuilder().setFixed(Durations.fromSeconds(1)))));
    ListenableFuture<ApplyMutationsResponse> answer =
        StackServiceGrpc.newFutureStub(server.channel()).applyMutations(FaultServer.opening(80));
    server.pauses.awaitTimer(SECOND);

    answer.cancel(true);
    await().until(() -> !server.pauses.times().contains(SECOND));
    server.pauses.advance(SECOND);

    assertThat(revision()).isEqualTo(1);
  }

  @Test
  void delay_byChance_isTheSameForTheSameSeed() throws Exception {
    FaultEffect.Builder uniform =
        delay(
            FaultDelay.newBuilder()
                .setUniform(
                    FaultUniformDelay.newBuilder()
                        .setMin(Durations.fromMillis(10))
                        .setMax(Durations.fromMillis(20))));
    FaultEffect.Builder logNormal =
        delay(
            FaultDelay.newBuilder()
                .setLogNormal(
                    FaultLogNormalDelay.newBuilder()
                        .setMedian(Durations.fromMillis(100))
                        .setSigma(0.5)));

    List<Duration> first = delays(uniform, 1);
    List<Duration> normal = delays(logNormal, 1);

    assertThat(first)
        .allMatch(time -> time.toMillis() >= 10 && time.compareTo(Duration.ofMillis(20)) <= 0)
        .doesNotHaveDuplicates();
    assertThat(delays(uniform, 1)).isEqualTo(first);
    assertThat(delays(uniform, 2)).isNotEqualTo(first);
    assertThat(normal)
        .doesNotHaveDuplicates()
        .anyMatch(time -> time.toMillis() < 100)
        .anyMatch(time -> time.toMillis() > 100);
    assertThat(delays(logNormal, 1)).isEqualTo(normal);
  }

  /** Those of ten calls. */
  private List<Duration> delays(FaultEffect.Builder effect, long seed) throws Exception {
    server.set(rule("slow", effect).setSeed(seed));
    List<Duration> delays = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      List<Duration> before = server.pauses.times();
      ListenableFuture<ReadNetFileResponse> answer =
          IntrospectionServiceGrpc.newFutureStub(server.channel())
              .readNetFile(ReadNetFileRequest.newBuilder().setName("tcp").build());
      server.pauses.awaitTimers(before.size() + 1);
      Duration delay = server.pauses.times().getLast();
      delays.add(delay);
      server.pauses.advance(delay);
      assertThat(answer.get(10, TimeUnit.SECONDS).getEof()).isTrue();
    }
    return delays;
  }

  @Test
  void cutAfterBytes_stream_hasThatManyAndFails() throws Exception {
    ByteString whole = server.read("netstat");
    server.set(rule("cut", FaultEffect.newBuilder().setCutAfterBytes(100)));

    BlockingClientCall<?, StreamNetFileResponse> call = stream("netstat");

    assertThat(call.read().hasStart()).isTrue();
    assertThat(call.read().getChunk()).isEqualTo(whole.substring(0, 100));
    assertThatThrownBy(call::read)
        .isInstanceOfSatisfying(
            StatusException.class,
            e -> {
              Failure failure = Failure.of(e);
              assertThat(failure.code()).isEqualTo(Status.Code.UNAVAILABLE);
              assertThat(failure.reason()).isEqualTo(ErrorReason.ERROR_REASON_FAULT_INJECTED);
            });
  }

  @Test
  void truncateAfterBytes_stream_hasThatManyAndNoEnd() throws Exception {
    ByteString whole = server.read("netstat");
    server.set(rule("short", FaultEffect.newBuilder().setTruncateAfterBytes(100)));

    List<StreamNetFileResponse> all = readAll(stream("netstat"));

    assertThat(all).hasSize(2);
    assertThat(all.get(1).getChunk()).isEqualTo(whole.substring(0, 100));
  }

  @Test
  void truncateAfterBytes_oneAnswer_isShort() {
    ReadNetFileRequest request = ReadNetFileRequest.newBuilder().setName("netstat").build();
    ReadNetFileResponse whole = server.introspection().readNetFile(request);
    server.set(rule("short", FaultEffect.newBuilder().setTruncateAfterBytes(0)));

    assertThat(server.introspection().readNetFile(request))
        .isEqualTo(whole.toBuilder().clearContent().build());
  }

  @Test
  void truncateAfterBytes_moreThanThereAre_changesNothing() throws Exception {
    ByteString whole = server.read("netstat");
    server.set(rule("short", FaultEffect.newBuilder().setTruncateAfterBytes(whole.size())));

    List<StreamNetFileResponse> all = readAll(stream("netstat"));

    assertThat(all).hasSize(3);
    assertThat(all.getLast().getEnd().getBytesSent()).isEqualTo(whole.size());
  }

  @Test
  void dribble_stream_sendsAPieceATime() throws Exception {
    ByteString whole = server.read("netstat");
    int pieces = Math.ceilDiv(whole.size(), 1000);
    server.set(rule("drops", dribble(1000)));

    BlockingClientCall<?, StreamNetFileResponse> call = stream("netstat");
    assertThat(call.read().hasStart()).isTrue();
    ByteString read = ByteString.EMPTY;
    for (int i = 0; i < pieces; i++) {
      server.pauses.awaitTimer(SECOND);
      assertNothingComes(call);
      server.pauses.advance(SECOND);
      ByteString piece = call.read().getChunk();
      assertThat(piece.size()).isEqualTo(Math.min(1000, whole.size() - read.size()));
      read = read.concat(piece);
    }
    server.pauses.awaitTimer(SECOND).advance(SECOND);

    assertThat(call.read().getEnd().getBytesSent()).isEqualTo(whole.size());
    assertThat(call.read()).isNull();
    assertThat(read).isEqualTo(whole);
  }

  @Test
  void dribble_oneAnswer_comesWithItsLastPiece() throws Exception {
    int pieces = Math.ceilDiv(server.read("netstat").size(), 1000);
    server.set(rule("drops", dribble(1000)));

    ListenableFuture<ReadNetFileResponse> answer =
        IntrospectionServiceGrpc.newFutureStub(server.channel())
            .readNetFile(ReadNetFileRequest.newBuilder().setName("netstat").build());
    server.pauses.awaitTimer(SECOND).advance(SECOND.multipliedBy(pieces - 2));
    assertThat(answer.isDone()).isFalse();
    server.pauses.advance(SECOND);

    assertThat(answer.get(10, TimeUnit.SECONDS).getEof()).isTrue();
  }

  @Test
  void stall_fixed_sendsHeadersThenNothing() throws Exception {
    server.set(rule("still", FaultEffect.newBuilder().setStall(Durations.fromSeconds(1))));

    BlockingClientCall<?, StreamNetFileResponse> call = stream("tcp");
    server.pauses.awaitTimer(SECOND);
    assertNothingComes(call);
    server.pauses.advance(SECOND);

    assertThat(readAll(call)).hasSize(3);
  }

  @Test
  void stall_endlessAfterTheEffect_lastsUntilTheCallersDeadline() {
    server.set(after(rule("still", FaultEffect.newBuilder().setStall(Durations.fromSeconds(0)))));

    assertThatThrownBy(
            () ->
                StackServiceGrpc.newBlockingStub(server.channel())
                    .withDeadlineAfter(Duration.ofMillis(300))
                    .applyMutations(FaultServer.opening(80)))
        .hasMessageStartingWith("DEADLINE_EXCEEDED");

    assertThat(revision()).isEqualTo(2);
  }

  @Test
  void dropConnection_tcp_losesItAndTheNextOneWorks() {
    server.set(rule("drop", drop()).setTimes(1));

    assertThatThrownBy(() -> server.listen(80))
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            e -> assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE));

    assertThat(revision()).isEqualTo(1);
  }

  @Test
  void dropConnection_callInTheProcess_ends() throws Exception {
    Module none = binder -> binder.bind(Connections.class).toInstance(_ -> false);
    try (FaultServer without = new FaultServer(none, "--test-mode")) {
      without.set(rule("drop", drop()));

      assertThatThrownBy(() -> without.read("tcp"))
          .hasMessage("UNAVAILABLE: the connection was lost");
    }
  }

  @Test
  void dropConnection_unixSocket_losesThatOneAlone() throws Exception {
    Path socket = directory.resolve("s");
    try (FaultServer unix = new FaultServer("--test-mode", "--listen", "unix:" + socket)) {
      ListenAddress address = unix.daemon().daemon().grpcAddresses().getFirst();
      ManagedChannel other = unix.daemon().channel(address);
      Iterator<WatchStackResponse> watch =
          IntrospectionServiceGrpc.newBlockingStub(other)
              .watchStack(WatchStackRequest.newBuilder().setInitialState(true).build());
      assertThat(watch.next()).isNotNull();
      unix.set(
          after(
              rule("drop", drop())
                  .setTimes(1)
                  .setMatch(FaultMatch.newBuilder().addMethods("ApplyMutations"))));

      assertThatThrownBy(() -> unix.listen(80)).hasMessageStartingWith("UNAVAILABLE");
      unix.listen(81);

      while (!watch.next().hasChanges()) {
        // The whole state comes first.
      }
    }
  }

  @Test
  void staleByRevisions_reads_seeAnOldState() {
    server.listen(80);
    ByteString before = server.read("tcp");
    server.listen(81);
    server.set(rule("stale", FaultEffect.newBuilder().setStaleByRevisions(1)));

    ReadNetFileResponse stale =
        server.introspection().readNetFile(ReadNetFileRequest.newBuilder().setName("tcp").build());

    assertThat(stale.getContent()).isEqualTo(before);
    assertThat(stale.getHeader().getRevision()).isEqualTo(2);
    assertThat(
            server
                .introspection()
                .readNetFile(
                    ReadNetFileRequest.newBuilder()
                        .setName("tcp")
                        .setRead(ReadOptions.newBuilder().setMinRevision(3))
                        .build())
                .getHeader()
                .getRevision())
        .isEqualTo(3);
  }

  @Test
  void staleByRevisions_moreThanAreKept_seesTheOldest() {
    server.listen(80);
    server.set(rule("stale", FaultEffect.newBuilder().setStaleByRevisions(1000)));

    assertThat(
            server
                .introspection()
                .listSockets(ListSocketsRequest.getDefaultInstance())
                .getHeader()
                .getRevision())
        .isEqualTo(1);
  }

  @Test
  void staleByRevisions_pages_areOfOneRevision() {
    for (int port = 80; port < 85; port++) {
      server.listen(port);
    }
    server.set(rule("stale", FaultEffect.newBuilder().setStaleByRevisions(1)));

    var first =
        server.introspection().listSockets(ListSocketsRequest.newBuilder().setPageSize(3).build());
    var second =
        server
            .introspection()
            .listSockets(
                ListSocketsRequest.newBuilder()
                    .setPageSize(3)
                    .setPageToken(first.getNextPageToken())
                    .build());

    assertThat(first.getTotalSize()).isEqualTo(4 + netlinkSockets());
    assertThat(second.getHeader().getRevision()).isEqualTo(5);
  }

  @Test
  void watchLagBatches_changes_comeWhenNewerOnesAreThere() throws Exception {
    server.set(rule("lag", FaultEffect.newBuilder().setWatchLagBatches(2)));
    BlockingClientCall<?, WatchStackResponse> watch =
        IntrospectionServiceGrpc.newBlockingV2Stub(server.channel())
            .watchStack(WatchStackRequest.newBuilder().setInitialState(true).build());
    while (!watch.read().getBookmark().getSynced()) {
      // Does not lag.
    }

    server.listen(80);
    server.listen(81);
    assertNothingComes(watch);
    server.listen(82);

    WatchStackResponse told = watch.read();
    assertThat(told.hasChanges()).isTrue();
    assertThat(told.getHeader().getRevision()).isEqualTo(2);
    assertNothingComes(watch);
    watch.cancel("enough", null);
  }

  @Test
  void statisticsUnavailable_interface_isLeftOut() {
    ReadNetFileResponse whole =
        server.introspection().readNetFile(ReadNetFileRequest.newBuilder().setName("dev").build());
    assertThat(whole.getContent().toStringUtf8()).contains(" lo:");
    server.set(
        rule(
            "blind",
            FaultEffect.newBuilder()
                .setStatisticsUnavailable(
                    FaultUnavailableStatistics.newBuilder().setInterface("lo"))));

    ReadNetFileResponse blind =
        server
            .introspection()
            .readNetFile(
                ReadNetFileRequest.newBuilder()
                    .setName("dev")
                    .setIfChangedSince(whole.getHeader().getRevision())
                    .build());

    assertThat(blind.getNotModified()).isFalse();
    assertThat(blind.getContent().toStringUtf8()).doesNotContain("lo:").contains("Inter-|");
    server.set();
    assertThat(server.read("dev")).isEqualTo(whole.getContent());
  }

  @Test
  void statisticsUnavailable_counterGroup_isZero() {
    assertThat(server.read("snmp").toStringUtf8()).containsPattern("Ip: [12] 64 ");
    server.set(
        rule(
            "blind",
            FaultEffect.newBuilder()
                .setStatisticsUnavailable(
                    FaultUnavailableStatistics.newBuilder()
                        .setCounterGroup("Ip")
                        .setNotSupported(true))));

    assertThat(server.read("snmp").toStringUtf8()).contains("Ip: 0 0 0 ");
  }

  @Test
  void socketsDestroyed_ids_areNotSeen() {
    long first = server.listen(80).getResults(0).getAssignedId();
    long second = server.listen(81).getResults(0).getAssignedId();
    server.set(
        rule(
            "gone",
            FaultEffect.newBuilder()
                .setSocketsDestroyed(FaultDestroyedSockets.newBuilder().addIds(first))));

    assertThat(server.read("tcp").toStringUtf8().lines()).hasSize(2);
    assertThat(
            server
                .introspection()
                .listSockets(ListSocketsRequest.getDefaultInstance())
                .getSocketsList())
        .extracting(Socket::getId)
        .contains(second)
        .doesNotContain(first);
    server.set();
    assertThat(server.read("tcp").toStringUtf8().lines()).hasSize(3);
  }

  @Test
  void socketsDestroyed_byChance_areSoManyAndTheSameForTheSameSeed() {
    for (int port = 80; port < 90; port++) {
      server.listen(port);
    }

    List<List<Long>> first = seenThreeTimes(1);

    int all = 10 + netlinkSockets();
    assertThat(first).allSatisfy(seen -> assertThat(seen).hasSize(all - 3));
    assertThat(first).doesNotHaveDuplicates();
    assertThat(seenThreeTimes(1)).isEqualTo(first);
  }

  private List<List<Long>> seenThreeTimes(long seed) {
    server.set(
        rule(
                "gone",
                FaultEffect.newBuilder()
                    .setSocketsDestroyed(FaultDestroyedSockets.newBuilder().setCount(3)))
            .setSeed(seed));
    List<List<Long>> seen = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      seen.add(
          server
              .introspection()
              .listSockets(ListSocketsRequest.getDefaultInstance())
              .getSocketsList()
              .stream()
              .map(Socket::getId)
              .toList());
    }
    server.set();
    return seen;
  }

  @ParameterizedTest
  @EnumSource(
      value = FaultPhase.class,
      names = {"FAULT_PHASE_BEFORE", "FAULT_PHASE_AFTER"})
  void effects_several_actOneAfterAnother(FaultPhase phase) throws Exception {
    server.set(
        rule("both", delay(FaultDelay.newBuilder().setFixed(Durations.fromSeconds(1))))
            .addEffects(status(13, "late and wrong"))
            .setPhase(phase));

    ListenableFuture<ReadNetFileResponse> answer =
        IntrospectionServiceGrpc.newFutureStub(server.channel())
            .readNetFile(ReadNetFileRequest.newBuilder().setName("tcp").build());
    server.pauses.awaitTimer(SECOND);
    assertThat(answer.isDone()).isFalse();
    server.pauses.advance(SECOND);

    assertThatThrownBy(() -> answer.get(10, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .hasMessageContaining("INTERNAL: late and wrong");
  }

  @Test
  void service_failsInAHeldCall_itsErrorIsTold() throws Exception {
    server.set(rule("slow", delay(FaultDelay.newBuilder().setFixed(Durations.fromSeconds(1)))));

    ListenableFuture<ReadNetFileResponse> answer =
        IntrospectionServiceGrpc.newFutureStub(server.channel())
            .readNetFile(ReadNetFileRequest.newBuilder().setName("nosuch").build());
    server.pauses.awaitTimer(SECOND).advance(SECOND);

    assertThatThrownBy(() -> answer.get(10, TimeUnit.SECONDS))
        .cause()
        .satisfies(
            cause ->
                assertThat(Failure.of(cause).reason())
                    .isEqualTo(ErrorReason.ERROR_REASON_NET_FILE_UNKNOWN));
  }

  @Test
  void stream_cutWhileItIsRead_letsGoOfItsWatch() {
    server.set(
        rule("cut", FaultEffect.newBuilder().setCutAfterBytes(1))
            .setMatch(FaultMatch.newBuilder().addMethods("WatchStack")));

    assertThatThrownBy(
            () ->
                server
                    .introspection()
                    .watchStack(WatchStackRequest.newBuilder().setInitialState(true).build())
                    .forEachRemaining(_ -> {}))
        .hasMessageStartingWith("UNAVAILABLE: cut after 1 bytes");

    await()
        .until(
            () ->
                server
                        .control()
                        .getStack(GetStackRequest.getDefaultInstance())
                        .getStack()
                        .getUsage()
                        .getWatchers()
                    == 0);
  }

  private int netlinkSockets() {
    return (int) server.read("netlink").toStringUtf8().lines().count() - 1;
  }

  private static void assertNothingComes(BlockingClientCall<?, ?> call) {
    assertThatThrownBy(() -> call.read(20, TimeUnit.MILLISECONDS))
        .isInstanceOf(TimeoutException.class);
  }

  /** Without faults. */
  private long revision() {
    server.set();
    return server.control().getStack(GetStackRequest.getDefaultInstance()).getStack().getRevision();
  }

  private BlockingClientCall<?, StreamNetFileResponse> stream(String file) {
    return IntrospectionServiceGrpc.newBlockingV2Stub(server.channel())
        .streamNetFile(StreamNetFileRequest.newBuilder().setName(file).build());
  }

  private static List<StreamNetFileResponse> readAll(
      BlockingClientCall<?, StreamNetFileResponse> call) throws Exception {
    List<StreamNetFileResponse> all = new ArrayList<>();
    for (StreamNetFileResponse next = call.read(); next != null; next = call.read()) {
      all.add(next);
    }
    return all;
  }

  private static FaultRule.Builder after(FaultRule.Builder rule) {
    return rule.setPhase(FaultPhase.FAULT_PHASE_AFTER);
  }

  private static FaultEffect.Builder status(int code, String message) {
    return FaultEffect.newBuilder()
        .setStatus(CallStatus.newBuilder().setCode(code).setMessage(message));
  }

  private static FaultEffect.Builder delay(FaultDelay.Builder delay) {
    return FaultEffect.newBuilder().setDelay(delay);
  }

  private static FaultEffect.Builder dribble(int bytes) {
    return FaultEffect.newBuilder()
        .setDribble(
            FaultDribble.newBuilder().setChunkBytes(bytes).setInterval(Durations.fromSeconds(1)));
  }

  private static FaultEffect.Builder drop() {
    return FaultEffect.newBuilder().setDropConnection(FaultDropConnection.getDefaultInstance());
  }
}
