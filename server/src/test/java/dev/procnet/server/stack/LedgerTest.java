package dev.procnet.server.stack;

import static dev.procnet.server.stack.Samples.NOW;
import static dev.procnet.server.stack.Samples.openTcp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.procnet.server.stack.ProcnetException.Reason;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What stacks show of what a slow ledger keeps, refuses and loses. */
class LedgerTest {

  private final FakeLedger ledger = new FakeLedger();
  private final StackRegistry stacks =
      new StackRegistry(HistoryLimits.DEFAULT, 10, StackLimits.NONE, ledger);
  private final Stack stack = stacks.create("s", Map.of(), Samples.host(Profile.LINUX_6_18), NOW);

  LedgerTest() {
    ledger.slow = true;
  }

  /** Keeps at once, or waits to be told. */
  private static final class FakeLedger implements Ledger {

    private final Deque<Outcome> waiting = new ArrayDeque<>();
    private final List<StackEvent> taken = new ArrayList<>();
    private boolean slow;
    private boolean full;

    @Override
    public void append(StackEvent event, Outcome outcome) {
      if (full) {
        throw diskFull();
      }
      taken.add(event);
      if (slow) {
        waiting.add(outcome);
      } else {
        outcome.kept();
      }
    }

    void keepAll() {
      while (!waiting.isEmpty()) {
        waiting.removeFirst().kept();
      }
    }

    void loseAll() {
      while (!waiting.isEmpty()) {
        waiting.removeFirst().lost(diskFull());
      }
    }
  }

  private static ProcnetException diskFull() {
    return ProcnetException.of(Reason.STORAGE_FAILED, "the disk is full");
  }

  private CompletableFuture<Stack.Applied> open(int port) {
    Batch batch =
        new Batch(RequestKey.NONE, List.of(), List.of(openTcp(port, TcpState.LISTEN)), false);
    return stacks.submit(stack, batch, NOW);
  }

  private CompletableFuture<Checkpoint> save(String name) {
    return stack.submitSave(new RequestKey(name, "save"), name, false, NOW);
  }

  @Test
  void changes_notKeptYet_areSeenByWritersOnly() {
    CompletableFuture<Stack.Applied> opened = open(80);
    CompletableFuture<Checkpoint> saved = save("a");
    CompletableFuture<Stack.Applied> restored = stack.submitRestore(RequestKey.NONE, "a", 2, NOW);
    CompletableFuture<Stack> renewed = stacks.submitRenewal("s", Duration.ofSeconds(5), NOW);

    assertThat(stack.snapshot().revision()).isEqualTo(1);
    assertThat(stack.checkpoints()).isEmpty();
    assertThat(stack.lease()).isNull();
    assertThat(List.of(opened, saved, restored, renewed)).noneMatch(CompletableFuture::isDone);
    ledger.keepAll();

    assertThat(restored.join().revision()).isEqualTo(3);
    assertThat(stack.snapshot().revision()).isEqualTo(3);
    assertThat(stack.checkpoints()).containsExactly(saved.join());
    assertThat(saved.join().revision()).isEqualTo(2);
    assertThat(stack.lease()).isEqualTo(Lease.of(Duration.ofSeconds(5), NOW));
  }

  @Test
  void changes_lost_areAsIfTheyHadNeverCome() {
    ledger.slow = false;
    Checkpoint kept = save("kept").join();
    ledger.slow = true;
    CompletableFuture<Checkpoint> saved = save("a");
    CompletableFuture<Boolean> deleted = stack.submitDeletion("kept");
    CompletableFuture<Stack.Applied> restored = stack.submitRestore(RequestKey.NONE, "a", 0, NOW);
    CompletableFuture<Stack> renewed = stacks.submitRenewal("s", Duration.ofSeconds(5), NOW);

    ledger.loseAll();

    assertThat(List.of(saved, deleted, restored, renewed))
        .allSatisfy(each -> assertThat(each).isCompletedExceptionally());
    assertThat(stack.snapshot().revision()).isEqualTo(1);
    assertThat(stack.checkpoints()).containsExactly(kept);
    assertThat(stack.lease()).isNull();
    ledger.slow = false;
    assertThat(save("a").join().revision()).as("the same request, anew").isEqualTo(1);
    assertThat(open(80).join().revision()).isEqualTo(2);
  }

  @Test
  void change_refused_leavesThoseThatWaitBeforeIt() {
    CompletableFuture<Stack.Applied> first = open(80);
    ledger.full = true;

    assertThatThrownBy(() -> open(81)).hasMessage("the disk is full");

    ledger.full = false;
    CompletableFuture<Stack.Applied> third = open(82);
    ledger.keepAll();
    assertThat(first.join().revision()).isEqualTo(2);
    assertThat(third.join().revision()).isEqualTo(3);
    assertThat(stack.snapshot().table(Section.TCP).size()).isEqualTo(2);
  }

  @Test
  void removeEnded_refusedOrLost_isTriedAgain() {
    ledger.slow = false;
    stacks.renew("s", Duration.ofSeconds(5), NOW);
    List<Stack> removed = new ArrayList<>();
    ledger.full = true;
    stacks.removeEnded(NOW.plusSeconds(5), removed::add);
    ledger.full = false;
    ledger.slow = true;
    stacks.removeEnded(NOW.plusSeconds(6), removed::add);
    stacks.removeEnded(NOW.plusSeconds(6), removed::add);
    ledger.loseAll();
    assertThat(stack.isDeleted()).isFalse();

    stacks.removeEnded(NOW.plusSeconds(7), removed::add);
    ledger.keepAll();

    assertThat(removed).containsExactly(stack);
    assertThat(stack.isDeleted()).isTrue();
  }

  @Test
  void removeEnded_renewalThatIsNotKeptYet_counts() {
    ledger.slow = false;
    stacks.renew("s", Duration.ofSeconds(5), NOW);
    ledger.slow = true;
    CompletableFuture<Stack> renewed =
        stacks.submitRenewal("s", Duration.ofSeconds(60), NOW.plusSeconds(4));
    List<Stack> removed = new ArrayList<>();

    stacks.removeEnded(NOW.plusSeconds(5), removed::add);
    ledger.keepAll();

    assertThat(renewed).isCompletedWithValue(stack);
    assertThat(removed).isEmpty();
    assertThat(stack.isDeleted()).isFalse();
  }

  @Test
  void deleteCheckpoint_thatIsNotThere_isNothingToKeep() {
    int before = ledger.taken.size();

    assertThat(stack.deleteCheckpoint("none")).isFalse();

    assertThat(ledger.taken).hasSize(before);
  }
}
