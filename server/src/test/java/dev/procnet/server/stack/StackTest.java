package dev.procnet.server.stack;

import static dev.procnet.server.stack.Samples.NOW;
import static dev.procnet.server.stack.Samples.apply;
import static dev.procnet.server.stack.Samples.openTcp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.procnet.server.stack.Batch.Precondition;
import dev.procnet.server.stack.Batch.Target;
import dev.procnet.server.stack.ProcnetException.Reason;
import dev.procnet.server.stack.Stack.Applied;
import dev.procnet.server.stack.Stack.Subscription;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class StackTest {

  private final Stack stack = Samples.stack();

  @Test
  void apply_batch_isOneRevision() {
    Applied applied = apply(stack, openTcp(80, TcpState.LISTEN), openTcp(81, TcpState.LISTEN));

    assertThat(applied.revision()).isEqualTo(2);
    assertThat(stack.snapshot().revision()).isEqualTo(2);
    assertThat(stack.snapshot().appliedAt()).isEqualTo(applied.appliedAt());
    assertThat(stack.snapshot().table(Section.TCP).size()).isEqualTo(2);
    assertThat(stack.revision(2).changes()).hasSize(2);
  }

  @Test
  void apply_oneBadMutation_appliesNone() {
    Mutation bad = new Mutation.AddInterfaceStatistics(99, InterfaceStatistics.ZERO);

    assertThatThrownBy(() -> apply(stack, openTcp(80, TcpState.LISTEN), bad))
        .isInstanceOfSatisfying(
            ProcnetException.class,
            e -> {
              assertThat(e.reason()).isEqualTo(Reason.ENTITY_NOT_FOUND);
              assertThat(e).hasMessage("mutations[1]: no interface of index 99");
            });
    assertThat(stack.snapshot().revision()).isEqualTo(1);
    assertThat(stack.snapshot().table(Section.TCP).size()).isZero();
  }

  @Test
  void apply_validateOnly_answersButAppliesNothing() {
    Applied applied =
        stack.apply(
            new Batch(RequestKey.NONE, List.of(), List.of(openTcp(80, TcpState.LISTEN)), true),
            NOW);

    assertThat(applied.results().getFirst().assignedId()).isPositive();
    assertThat(applied.revision()).isEqualTo(1);
    assertThat(stack.snapshot().socketCount()).isZero();
  }

  @Test
  void apply_sameRequestAgain_answersTheFirstAndAppliesOnce() {
    Batch batch =
        new Batch(
            new RequestKey("r1", "content"),
            List.of(),
            List.of(openTcp(80, TcpState.LISTEN)),
            false);
    Applied first = stack.apply(batch, NOW);
    apply(stack, openTcp(81, TcpState.LISTEN));

    Applied again = stack.apply(batch, NOW);

    assertThat(again.replayed()).isTrue();
    assertThat(again.results()).isEqualTo(first.results());
    assertThat(again.revision()).isEqualTo(2);
    assertThat(stack.snapshot().socketCount()).isEqualTo(2);
  }

  @Test
  void apply_requestIdWithOtherContent_isRefused() {
    List<Mutation> mutations = List.of(openTcp(80, TcpState.LISTEN));
    stack.apply(new Batch(new RequestKey("r1", "one"), List.of(), mutations, false), NOW);

    assertThatThrownBy(
            () ->
                stack.apply(
                    new Batch(new RequestKey("r1", "two"), List.of(), mutations, false), NOW))
        .isInstanceOfSatisfying(
            ProcnetException.class,
            e -> assertThat(e.reason()).isEqualTo(Reason.REQUEST_ID_REUSED));
    assertThat(stack.snapshot().revision()).isEqualTo(2);
  }

  @Test
  void apply_failedRequestAgain_isTriedAgain() {
    Batch batch =
        new Batch(
            new RequestKey("r1", "c"),
            List.of(new Precondition(Target.INTERFACE, 3, 0, true)),
            List.of(openTcp(80, TcpState.LISTEN)),
            false);
    assertThatThrownBy(() -> stack.apply(batch, NOW)).isInstanceOf(ProcnetException.class);
    apply(stack, new Mutation.PutInterface(StackTest::eth));

    assertThat(stack.apply(batch, NOW).replayed()).isFalse();
  }

  private static Interface eth(int index) {
    return new Interface(
        index,
        InterfaceName.of("eth" + index),
        1,
        com.google.protobuf.ByteString.EMPTY,
        1500,
        0,
        InterfaceStatistics.ZERO,
        null,
        0);
  }

  @Test
  void apply_preconditions_holdOrNothingIsApplied() {
    long socket = apply(stack, openTcp(80, TcpState.LISTEN)).results().getFirst().assignedId();

    for (Precondition holds :
        List.of(
            new Precondition(Target.STACK, 0, 2, false),
            new Precondition(Target.SOCKET, socket, 2, false),
            new Precondition(Target.SOCKET, socket, 0, true),
            new Precondition(Target.SOCKET, 999, 0, false),
            new Precondition(Target.INTERFACE, 1, 1, false),
            new Precondition(Target.ROUTE, 1, 0, false))) {
      stack.apply(new Batch(RequestKey.NONE, List.of(holds), List.of(), true), NOW);
    }
    for (Precondition fails :
        List.of(
            new Precondition(Target.STACK, 0, 1, false),
            new Precondition(Target.SOCKET, socket, 1, false),
            new Precondition(Target.SOCKET, socket, 0, false),
            new Precondition(Target.SOCKET, 999, 0, true),
            new Precondition(Target.INTERFACE, 1, 2, false),
            new Precondition(Target.ROUTE, 1, 0, true))) {
      assertThatThrownBy(
              () ->
                  stack.apply(
                      new Batch(
                          RequestKey.NONE,
                          List.of(fails),
                          List.of(openTcp(81, TcpState.LISTEN)),
                          false),
                      NOW))
          .isInstanceOfSatisfying(
              ProcnetException.class,
              e -> assertThat(e.reason()).isEqualTo(Reason.PRECONDITION_MISMATCH));
    }
    assertThat(stack.snapshot().revision()).isEqualTo(2);
  }

  @Test
  void snapshot_olderRevision_isAsItWas() {
    apply(stack, openTcp(80, TcpState.LISTEN));
    apply(stack, openTcp(81, TcpState.LISTEN));

    assertThat(stack.snapshot(1).socketCount()).isZero();
    assertThat(stack.snapshot(2).socketCount()).isEqualTo(1);
    assertThat(stack.snapshot(3).socketCount()).isEqualTo(2);
  }

  @Test
  void snapshot_revisionInFuture_isRefused() {
    assertThatThrownBy(() -> stack.snapshot(2))
        .isInstanceOfSatisfying(
            ProcnetException.class,
            e -> {
              assertThat(e.reason()).isEqualTo(Reason.REVISION_IN_FUTURE);
              assertThat(e.metadata())
                  .containsEntry("requested", "2")
                  .containsEntry("current_revision", "1");
            });
  }

  @Test
  void snapshot_beyondHistory_isCompacted() {
    Stack small = Samples.stack(Samples.host(Profile.LINUX_6_18), new HistoryLimits(3, 1000));
    for (int port = 1; port <= 5; port++) {
      apply(small, openTcp(port, TcpState.LISTEN));
    }

    assertThat(small.oldestRevision()).isEqualTo(4);
    assertThat(small.snapshot(4).socketCount()).isEqualTo(3);
    assertThatThrownBy(() -> small.snapshot(3))
        .isInstanceOfSatisfying(
            ProcnetException.class,
            e -> assertThat(e.reason()).isEqualTo(Reason.REVISION_COMPACTED));
  }

  @Test
  void snapshot_manyRowsInHistory_dropsTheOldestButNeverTheNewest() {
    Stack small = Samples.stack(Samples.host(Profile.LINUX_6_18), new HistoryLimits(100, 10));
    Mutation[] five = new Mutation[5];
    java.util.Arrays.fill(five, openTcp(1, TcpState.LISTEN));
    for (int i = 0; i < 4; i++) {
      apply(small, five);
    }
    assertThat(small.oldestRevision()).isEqualTo(5);

    Mutation[] fifty = new Mutation[50];
    java.util.Arrays.fill(fifty, openTcp(2, TcpState.LISTEN));
    apply(small, fifty);

    assertThat(small.oldestRevision()).isEqualTo(6);
    assertThat(small.snapshot(6).socketCount()).isEqualTo(70);
  }

  @Test
  void replace_wholeState_isOneRevisionAndWhatResetGoesBackTo() {
    Snapshot imported = Samples.host(Profile.GVISOR);
    apply(stack, openTcp(80, TcpState.LISTEN));

    Snapshot replaced = stack.replace(imported, 2, NOW);
    apply(stack, openTcp(81, TcpState.LISTEN));
    Applied reset = stack.reset(RequestKey.NONE, NOW);

    assertThat(replaced.revision()).isEqualTo(3);
    assertThat(replaced.profile()).isEqualTo(Profile.GVISOR);
    assertThat(stack.revision(3).replacedBy()).isEqualTo("import");
    assertThat(reset.revision()).isEqualTo(5);
    assertThat(stack.snapshot().socketCount()).isZero();
    assertThat(stack.snapshot().profile()).isEqualTo(Profile.GVISOR);
    assertThat(stack.revision(5).replacedBy()).isEqualTo("reset");
  }

  @Test
  void replace_atAnotherRevision_isRefused() {
    assertThatThrownBy(() -> stack.replace(Samples.host(Profile.GVISOR), 7, NOW))
        .isInstanceOfSatisfying(
            ProcnetException.class,
            e ->
                assertThat(e.metadata())
                    .containsEntry("expected", "revision 7")
                    .containsEntry("actual", "revision 1"));
    assertThat(stack.snapshot().profile()).isEqualTo(Profile.LINUX_6_18);
  }

  @Test
  void changedAt_sectionNotTouched_staysAtItsRevision() {
    apply(stack, openTcp(80, TcpState.LISTEN));

    assertThat(stack.snapshot().changedAt(Section.TCP)).isEqualTo(2);
    assertThat(stack.snapshot().changedAt(Section.UDP)).isEqualTo(1);
  }

  @Test
  void subscribe_untilClosed_isToldOfEachRevision() {
    List<Long> seen = new ArrayList<>();
    Subscription subscription = stack.subscribe(() -> seen.add(stack.snapshot().revision()));
    apply(stack, openTcp(80, TcpState.LISTEN));
    apply(stack, openTcp(81, TcpState.LISTEN));
    subscription.close();
    apply(stack, openTcp(82, TcpState.LISTEN));

    assertThat(seen).containsExactly(2L, 3L);
  }

  @Test
  void subscribe_listenerFails_batchIsAppliedAndOthersAreTold() {
    List<Long> seen = new ArrayList<>();
    stack.subscribe(
        () -> {
          throw new IllegalStateException("listener");
        });
    stack.subscribe(() -> seen.add(stack.snapshot().revision()));

    assertThat(apply(stack, openTcp(80, TcpState.LISTEN)).revision()).isEqualTo(2);
    assertThat(seen).containsExactly(2L);
  }

  /** One invariant over two sections: as many listening sockets as the counter says. */
  @Test
  void snapshot_underConcurrentWriters_neverShowsHalfABatch()
      throws InterruptedException, ExecutionException {
    AtomicBoolean stop = new AtomicBoolean();
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Future<Long>> readers = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        readers.add(threads.submit(() -> readUntil(stop)));
      }
      List<Future<?>> writers = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        writers.add(threads.submit(this::write));
      }
      for (Future<?> writer : writers) {
        writer.get();
      }
      stop.set(true);
      for (Future<Long> reader : readers) {
        assertThat(reader.get()).isPositive();
      }
    }
    assertThat(stack.snapshot().revision()).isEqualTo(1 + 2 * 500);
    assertThat(stack.snapshot().table(Section.TCP).size()).isEqualTo(1000);
  }

  private void write() {
    for (int i = 0; i < 500; i++) {
      apply(
          stack,
          openTcp(i, TcpState.LISTEN),
          new Mutation.AddCounters("snmp", "Udp", java.util.Map.of("NoPorts", 1L)));
    }
  }

  private long readUntil(AtomicBoolean stop) {
    long reads = 0;
    while (!stop.get()) {
      Snapshot snapshot = stack.snapshot();
      CounterGroup udp = snapshot.table(Section.COUNTERS).iterator().next();
      assertThat((long) snapshot.table(Section.TCP).size())
          .isEqualTo(udp.counters().get(1).value());
      reads++;
    }
    return reads;
  }
}
