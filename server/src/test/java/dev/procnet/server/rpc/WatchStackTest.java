package dev.procnet.server.rpc;

import static dev.procnet.server.rpc.Requests.close;
import static dev.procnet.server.rpc.Requests.openListener;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.util.Durations;
import com.google.rpc.RetryInfo;
import dev.procnet.server.stack.HistoryLimits;
import dev.procnet.v1.Change;
import dev.procnet.v1.Counter;
import dev.procnet.v1.CounterGroup;
import dev.procnet.v1.CreateStackRequest;
import dev.procnet.v1.DeleteStackRequest;
import dev.procnet.v1.EntityKind;
import dev.procnet.v1.ErrorReason;
import dev.procnet.v1.GetStackRequest;
import dev.procnet.v1.IdMapping;
import dev.procnet.v1.InterfaceAddress;
import dev.procnet.v1.InterfaceRemoval;
import dev.procnet.v1.IntrospectionServiceGrpc;
import dev.procnet.v1.Mutation;
import dev.procnet.v1.Neighbor;
import dev.procnet.v1.Reader;
import dev.procnet.v1.ResetStackRequest;
import dev.procnet.v1.RestoreCheckpointRequest;
import dev.procnet.v1.Route;
import dev.procnet.v1.SaveCheckpointRequest;
import dev.procnet.v1.Stack;
import dev.procnet.v1.StackSettings;
import dev.procnet.v1.WatchStackRequest;
import dev.procnet.v1.WatchStackResponse;
import dev.procnet.v1.WatchStackResponse.EventCase;
import io.grpc.Status.Code;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WatchStackTest {

  private RpcServer server = RpcServer.start(RpcServer.Setup.NETTY);

  @AfterEach
  void stop() {
    server.close();
  }

  private void startWith(HistoryLimits limits) {
    server.close();
    server = RpcServer.start(RpcServer.Setup.NETTY.with(limits));
  }

  private Recorder<WatchStackRequest, WatchStackResponse> watch(WatchStackRequest.Builder request) {
    return watch(request, Recorder.running());
  }

  private Recorder<WatchStackRequest, WatchStackResponse> watch(
      WatchStackRequest.Builder request, Recorder<WatchStackRequest, WatchStackResponse> recorder) {
    int before = server.stacks().get(request.getStack()).listenerCount();
    IntrospectionServiceGrpc.newStub(server.channel()).watchStack(request.build(), recorder);
    Awaitility.await()
        .until(
            () ->
                server.stacks().get(request.getStack()).listenerCount() > before
                    || recorder.hasEnded());
    return recorder;
  }

  private static WatchStackRequest.Builder next() {
    return WatchStackRequest.newBuilder();
  }

  private static WatchStackRequest.Builder after(long revision) {
    return WatchStackRequest.newBuilder().setAfterRevision(revision);
  }

  private static WatchStackRequest.Builder whole() {
    return WatchStackRequest.newBuilder().setInitialState(true);
  }

  @Test
  void watch_ofWhatComesNext_tellsEachRevision() {
    server.apply(openListener(79));
    Recorder<WatchStackRequest, WatchStackResponse> watch = watch(next());
    assertThat(
            server
                .control()
                .getStack(GetStackRequest.getDefaultInstance())
                .getStack()
                .getUsage()
                .getWatchers())
        .isEqualTo(1);

    server.apply(openListener(80), openListener(81));
    server.apply(close(1));

    WatchStackResponse first = watch.next();
    assertThat(first.getHeader().getRevision()).isEqualTo(3);
    assertThat(first.getChanges().getChangesList())
        .extracting(change -> change.getSocket().getTcp().getLocal().getPort())
        .containsExactly(80, 81);
    assertThat(first.getChanges().getChanges(0).getSocket().getRevision()).isEqualTo(3);
    WatchStackResponse second = watch.next();
    assertThat(second.getHeader().getRevision()).isEqualTo(4);
    assertThat(second.getChanges().getChanges(0).getDeleted()).isTrue();
    assertThat(second.getChanges().getChanges(0).getSocket().getTcp().getLocal().getPort())
        .isEqualTo(79);
    assertThat(watch.isEmpty()).isTrue();
  }

  @Test
  void watch_afterARevision_tellsWhatCameSince() {
    server.apply(openListener(80));
    server.apply(openListener(81));

    Recorder<WatchStackRequest, WatchStackResponse> watch = watch(after(2));

    assertThat(watch.next().getHeader().getRevision()).isEqualTo(3);
  }

  @Test
  void watch_afterNothing_tellsTheFirstRevision() {
    Recorder<WatchStackRequest, WatchStackResponse> watch = watch(after(0));

    assertThat(watch.next().getReplaced().getCause()).isEqualTo("create");
  }

  @Test
  void watch_afterTheFuture_isRefused() {
    Failure failure = watch(after(2)).failure();

    assertThat(failure.code()).isEqualTo(Code.OUT_OF_RANGE);
    assertThat(failure.reason()).isEqualTo(ErrorReason.ERROR_REASON_REVISION_IN_FUTURE);
  }

  @Test
  void watch_afterWhatIsNoLongerKept_isRefused() {
    startWith(new HistoryLimits(3, 1000));
    for (int i = 1; i <= 5; i++) {
      server.apply(openListener(i));
    }

    Failure failure = watch(after(2)).failure();

    assertThat(failure.code()).isEqualTo(Code.OUT_OF_RANGE);
    assertThat(failure.reason()).isEqualTo(ErrorReason.ERROR_REASON_REVISION_COMPACTED);
    assertThat(failure.metadata())
        .containsEntry("requested", "2")
        .containsEntry("compact_revision", "4");
    assertThat(watch(after(3)).next().getHeader().getRevision()).isEqualTo(4);
  }

  @Test
  void watch_ofTheWholeState_tellsItThenWhatComes() {
    for (int port = 1; port <= 5000; port++) {
      server.stack().apply(TestBatches.open(port), RpcServer.START);
    }
    Recorder<WatchStackRequest, WatchStackResponse> watch = watch(whole());

    List<Change> state = new ArrayList<>();
    int messages = 0;
    WatchStackResponse message = watch.next();
    while (message.getEventCase() == EventCase.INITIAL) {
      assertThat(message.getSerializedSize()).isLessThan(1 << 20);
      assertThat(message.getHeader().getRevision()).isEqualTo(5001);
      state.addAll(message.getInitial().getChangesList());
      messages++;
      message = watch.next();
    }
    assertThat(messages).isGreaterThan(1);
    assertThat(message.getBookmark().getSynced()).isTrue();
    assertThat(state.stream().filter(Change::hasSocket)).hasSize(5000);
    assertThat(state.stream().filter(Change::hasInterface)).hasSize(2);
    assertThat(state.stream().filter(Change::hasCounters)).hasSize(5);

    server.apply(openListener(9));
    assertThat(watch.next().getChanges().getChanges(0).getSocket().getId()).isEqualTo(5001);
  }

  @Test
  void watch_whileACheckpointIsRestored_tellsOneReplacement() {
    var _ =
        server.control().saveCheckpoint(SaveCheckpointRequest.newBuilder().setName("a").build());
    Recorder<WatchStackRequest, WatchStackResponse> changes = watch(next());
    server.apply(openListener(1));
    assertThat(changes.next().hasChanges()).isTrue();

    var _ =
        server
            .control()
            .restoreCheckpoint(RestoreCheckpointRequest.newBuilder().setName("a").build());
    server.apply(openListener(2));

    assertThat(changes.next().getReplaced().getCause()).isEqualTo("restore");
    WatchStackResponse after = changes.next();
    assertThat(after.getHeader().getRevision()).isEqualTo(4);
    assertThat(after.getChanges().getChangesCount()).isEqualTo(1);
  }

  @Test
  void watch_whileAllIsReplaced_tellsSoAndTheStateAgain() {
    Recorder<WatchStackRequest, WatchStackResponse> state = watch(whole());
    Recorder<WatchStackRequest, WatchStackResponse> changes = watch(next());
    assertThat(state.next().hasInitial()).isTrue();
    assertThat(state.next().getBookmark().getSynced()).isTrue();

    server.control().resetStack(ResetStackRequest.getDefaultInstance());
    server.apply(openListener(1));

    assertThat(state.next().getReplaced().getCause()).isEqualTo("reset");
    WatchStackResponse again = state.next();
    assertThat(again.hasInitial()).isTrue();
    assertThat(again.getHeader().getRevision()).isEqualTo(2);
    assertThat(state.next().getBookmark().getSynced()).isTrue();
    assertThat(state.next().getChanges().getChangesCount()).isEqualTo(1);
    assertThat(changes.next().getReplaced().getCause()).isEqualTo("reset");
    assertThat(changes.next().getHeader().getRevision()).isEqualTo(3);
  }

  @Test
  void watch_ofSomeKinds_tellsThoseOnly() {
    Recorder<WatchStackRequest, WatchStackResponse> watch =
        watch(next().addKinds(EntityKind.ENTITY_KIND_SETTINGS));

    server.apply(openListener(1));
    server.apply(
        openListener(2),
        Mutation.newBuilder().setSetSettings(StackSettings.newBuilder().setIpv6(false)).build());

    WatchStackResponse message = watch.next();
    assertThat(message.getHeader().getRevision()).isEqualTo(3);
    assertThat(message.getChanges().getChangesList())
        .singleElement()
        .satisfies(
            change -> assertThat(change.getSettings().getNamesList()).containsExactly("settings"));
    assertThat(watch.isEmpty()).isTrue();
  }

  @Test
  void watch_withBookmarks_saysHowFarItIs() {
    Recorder<WatchStackRequest, WatchStackResponse> watch =
        watch(
            next()
                .addKinds(EntityKind.ENTITY_KIND_ROUTE)
                .setBookmarkInterval(Durations.fromMillis(100)));

    assertThat(watch.next().getBookmark().getSynced()).isFalse();
    server.apply(openListener(1));

    WatchStackResponse message = watch.next();
    while (message.getHeader().getRevision() < 2) {
      message = watch.next();
    }
    assertThat(message.hasBookmark()).isTrue();
  }

  @Test
  void watch_withWrongFields_tellsAll() {
    Failure failure =
        watch(
                next()
                    .addKinds(EntityKind.ENTITY_KIND_UNSPECIFIED)
                    .setBookmarkInterval(Durations.fromMillis(99))
                    .setReader(Reader.newBuilder().addUidMap(IdMapping.getDefaultInstance())))
            .failure();

    assertThat(failure.violations())
        .containsOnlyKeys("kinds[0]", "bookmark_interval", "reader.uid_map[0]");
  }

  @Test
  void change_ofAnAddress_isOneOfItsInterface() {
    Recorder<WatchStackRequest, WatchStackResponse> watch = watch(next().setIncludePrevious(true));
    Mutation.Builder first = Mutation.newBuilder();
    first.getPutAddressBuilder().setInterfaceIndex(2).setAddress("fe80::1").setPrefixLength(64);
    Mutation.Builder second = Mutation.newBuilder();
    second.getPutAddressBuilder().setInterfaceIndex(2).setAddress("fe80::2").setPrefixLength(64);

    server.apply(first.build(), second.build());
    server.apply(
        Mutation.newBuilder()
            .setDeleteInterface(InterfaceRemoval.newBuilder().setIndex(2))
            .build());

    Change added = watch.next().getChanges().getChanges(0);
    assertThat(added.getInterface().getAddressesList())
        .extracting(InterfaceAddress::getAddress)
        .containsExactly("fe80::1", "fe80::2");
    assertThat(added.getPreviousInterface().getAddressesList()).isEmpty();
    WatchStackResponse removal = watch.next();
    assertThat(removal.getChanges().getChangesCount()).isEqualTo(1);
    assertThat(removal.getChanges().getChanges(0).getDeleted()).isTrue();
    assertThat(removal.getChanges().getChanges(0).getInterface().getName()).isEqualTo("eth0");
    assertThat(removal.getChanges().getChanges(0).getInterface().getAddressesCount()).isEqualTo(2);
  }

  @Test
  void change_ofOneEntityAgainAndAgain_isToldOnce() {
    Recorder<WatchStackRequest, WatchStackResponse> watch = watch(next().setIncludePrevious(true));
    Mutation count =
        Mutation.newBuilder()
            .setAddCounters(
                CounterGroup.newBuilder()
                    .setFile("snmp")
                    .setName("Tcp")
                    .addCounters(Counter.newBuilder().setName("InSegs").setValue(1)))
            .build();

    server.apply(count, count, openListener(1), close(1), count);

    WatchStackResponse message = watch.next();
    assertThat(message.getChanges().getChangesList())
        .singleElement()
        .satisfies(
            change -> {
              assertThat(change.getCounters().getCounters(1).getValue()).isEqualTo(3);
              assertThat(change.getPreviousCounters().getCounters(1).getValue()).isZero();
            });
  }

  @Test
  void change_ofRoutesAndNeighbors_isTold() {
    Recorder<WatchStackRequest, WatchStackResponse> watch = watch(next());

    server.apply(
        Mutation.newBuilder()
            .setPutNeighbor(Neighbor.newBuilder().setInterfaceIndex(2).setAddress("10.0.0.2"))
            .build(),
        Mutation.newBuilder()
            .setPutRoute(Route.newBuilder().setDestination("2001:db8::").setPrefixLength(32))
            .build());

    assertThat(watch.next().getChanges().getChangesList())
        .extracting(Change::getEntityCase)
        // The first route of its table brings the table's null entry.
        .containsExactly(
            Change.EntityCase.NEIGHBOR, Change.EntityCase.ROUTE, Change.EntityCase.ROUTE);
  }

  @Test
  void watch_underManyWriters_tellsEachRevisionOnceInOrder() throws InterruptedException {
    Recorder<WatchStackRequest, WatchStackResponse> watch = watch(next());
    Thread[] writers = new Thread[3];
    for (int i = 0; i < writers.length; i++) {
      int base = 1000 * (i + 1);
      writers[i] =
          Thread.ofPlatform()
              .start(
                  () -> {
                    for (int n = 0; n < 200; n++) {
                      server.stack().apply(TestBatches.open(base + n), RpcServer.START);
                    }
                  });
    }
    for (Thread writer : writers) {
      writer.join();
    }

    for (long revision = 2; revision <= 601; revision++) {
      WatchStackResponse message = watch.next();
      assertThat(message.getHeader().getRevision()).isEqualTo(revision);
      assertThat(message.getChanges().getChangesList())
          .singleElement()
          .satisfies(
              change ->
                  assertThat(change.getSocket().getId())
                      .isEqualTo(message.getHeader().getRevision() - 1));
    }
    assertThat(watch.isEmpty()).isTrue();
  }

  @Test
  void watch_thatDoesNotKeepUp_isToldWhereItWas() {
    startWith(new HistoryLimits(10, 1_000_000));
    Recorder<WatchStackRequest, WatchStackResponse> watch = watch(next(), Recorder.paused());
    // More than the transport buffers on its way to a client that takes nothing.
    for (int i = 0; i < 2000; i++) {
      server.apply(
          java.util.stream.IntStream.range(0, 50)
              .mapToObj(Requests::openListener)
              .toArray(Mutation[]::new));
    }

    watch.call().request(Integer.MAX_VALUE);

    Failure failure = watch.failure();
    assertThat(failure.code()).isEqualTo(Code.RESOURCE_EXHAUSTED);
    assertThat(failure.reason()).isEqualTo(ErrorReason.ERROR_REASON_WATCHER_TOO_SLOW);
    RpcCounts counts = server.get(RpcCounts.class);
    assertThat(counts.failures())
        .containsEntry(new RpcCounts.Failure("WatchStack", "WATCHER_TOO_SLOW"), 1L);
    await().until(() -> counts.watchers() == 0);
    List<WatchStackResponse> told = watch.rest();
    long revision = 1;
    for (WatchStackResponse message : told) {
      revision++;
      assertThat(message.getHeader().getRevision()).isEqualTo(revision);
    }
    assertThat(failure.metadata())
        .containsEntry("last_sent_revision", String.valueOf(revision))
        .containsKey("compact_revision");
    assertThat(server.stack().listenerCount()).isZero();
  }

  @Test
  void watch_ofAStackThatIsDeleted_tellsAllThenSo() {
    server
        .control()
        .createStack(
            CreateStackRequest.newBuilder().setStack(Stack.newBuilder().setName("a")).build());
    Recorder<WatchStackRequest, WatchStackResponse> watch = watch(next().setStack("a"));

    server.stacks().get("a").apply(TestBatches.open(1), RpcServer.START);
    server.control().deleteStack(DeleteStackRequest.newBuilder().setStack("a").build());

    assertThat(watch.next().getHeader().getRevision()).isEqualTo(2);
    Failure failure = watch.failure();
    assertThat(failure.code()).isEqualTo(Code.NOT_FOUND);
    assertThat(failure.reason()).isEqualTo(ErrorReason.ERROR_REASON_STACK_DELETED);
  }

  @Test
  void watch_whileTheServerDrains_isToldSo() {
    Recorder<WatchStackRequest, WatchStackResponse> watch = watch(next());

    server.drain().begin();

    Failure failure = watch.failure();
    assertThat(failure.code()).isEqualTo(Code.UNAVAILABLE);
    assertThat(failure.reason()).isEqualTo(ErrorReason.ERROR_REASON_DRAINING);
    assertThat(failure.detail(RetryInfo.class).hasRetryDelay()).isTrue();
    assertThat(watch(next()).failure().reason()).isEqualTo(ErrorReason.ERROR_REASON_DRAINING);
  }

  @Test
  void watch_cancelled_leavesNothingBehind() {
    Recorder<WatchStackRequest, WatchStackResponse> watch = watch(next());

    watch.call().cancel("enough", null);

    Awaitility.await().until(() -> server.stack().listenerCount() == 0);
  }
}
