package dev.procnet.server.stack;

import static dev.procnet.server.stack.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.procnet.server.stack.ProcnetException.Reason;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/**
 * Readers against writers that move sockets between two files and count each move in a third, while
 * the ledger keeps from another thread, and loses now and then: no snapshot shows half a move, or
 * one that is lost.
 */
class StackInvariantTest {

  private static final int MOVES = 1000;
  private static final int SOCKETS = 8;
  private static final long SEED = 8;

  private volatile boolean stopped;
  private final LossyLedger ledger = new LossyLedger();
  private final Stack stack =
      new StackRegistry(HistoryLimits.DEFAULT, 10, StackLimits.NONE, ledger)
          .create("s", Map.of(), Samples.host(Profile.LINUX_6_18), NOW);

  /** Keeps by hand of {@link #run}; what it loses, it loses with all that waits behind it. */
  private static final class LossyLedger implements Ledger, Runnable {

    private final Deque<Outcome> waiting = new ArrayDeque<>();
    private final Random random = new Random(SEED);
    private boolean threaded;
    private boolean refuses;
    private boolean stopped;
    private int lost;

    @Override
    public void append(StackEvent event, Outcome outcome) {
      synchronized (this) {
        if (refuses) {
          throw failed();
        }
        if (threaded) {
          waiting.add(outcome);
          notifyAll();
          return;
        }
      }
      outcome.kept();
    }

    private static ProcnetException failed() {
      return ProcnetException.of(Reason.STORAGE_FAILED, "lost on purpose");
    }

    synchronized void stop() {
      stopped = true;
      notifyAll();
    }

    private synchronized List<Outcome> take() throws InterruptedException {
      while (waiting.isEmpty() && !stopped) {
        wait();
      }
      List<Outcome> taken = List.copyOf(waiting);
      waiting.clear();
      refuses = random.nextInt(50) == 0;
      return taken;
    }

    @Override
    public void run() {
      try {
        for (List<Outcome> taken = take(); !taken.isEmpty(); taken = take()) {
          // Only this thread sets it.
          if (refuses) {
            taken.forEach(each -> each.lost(failed()));
            lost += taken.size();
            allow();
          } else {
            taken.forEach(Outcome::kept);
          }
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private synchronized void allow() {
      refuses = false;
    }
  }

  @Test
  void snapshot_underWritersAndALedgerThatLoses_showsWholeKeptMovesOnly() throws Exception {
    List<Long> mine = openSome();
    List<Long> others = openSome();
    long first = stack.snapshot().revision();
    ledger.threaded = true;
    Thread keeper = Thread.ofPlatform().start(ledger);
    ExecutorService threads = Executors.newFixedThreadPool(5);
    try {
      List<Future<List<Long>>> writers =
          List.of(threads.submit(() -> move(mine)), threads.submit(() -> move(others)));
      Callable<Long> reader = () -> readUntilStopped(first);
      List<Future<Long>> readers =
          List.of(threads.submit(reader), threads.submit(reader), threads.submit(reader));
      List<Long> revisions = new ArrayList<>();
      for (Future<List<Long>> writer : writers) {
        assertThat(writer.get()).as("revisions of one writer").isSorted();
        revisions.addAll(writer.get());
      }
      stopped = true;
      for (Future<Long> each : readers) {
        assertThat(each.get()).isPositive();
      }
      revisions.sort(null);
      assertThat(revisions).doesNotHaveDuplicates().hasSize(2 * MOVES).first().isEqualTo(first + 1);
      assertThat(revisions.getLast()).isEqualTo(stack.snapshot().revision());
    } finally {
      stopped = true;
      ledger.stop();
      keeper.join();
      threads.shutdownNow();
    }
    assertThat(ledger.lost).isPositive();
  }

  private List<Long> openSome() {
    List<Long> ids = new ArrayList<>();
    for (int i = 0; i < SOCKETS; i++) {
      ids.add(Samples.apply(stack, open(i % 2 == 0)).results().getFirst().assignedId());
    }
    return ids;
  }

  private static Mutation open(boolean four) {
    IpAddress any = four ? Ipv4Address.UNSPECIFIED : Ipv6Address.UNSPECIFIED;
    return new Mutation.OpenSocket(
        context -> Samples.tcp(context.id(), context.freeInode(), TcpState.LISTEN, any, 80));
  }

  /** Moves each of some sockets again and again: one goes, one comes in the other file. */
  private List<Long> move(List<Long> ids) {
    List<Long> revisions = new ArrayList<>();
    for (int i = 0; i < MOVES; i++) {
      int which = i % SOCKETS;
      boolean four = (which + i / SOCKETS) % 2 != 0;
      Stack.Applied applied = moveOne(ids.get(which), four);
      ids.set(which, applied.results().get(1).assignedId());
      assertThat(applied.results().getFirst().changed()).as("the one that goes was there").isTrue();
      revisions.add(applied.revision());
    }
    return revisions;
  }

  private Stack.Applied moveOne(long id, boolean four) {
    while (true) {
      try {
        return Samples.apply(
            stack,
            new Mutation.CloseSocket(Samples.id(id)),
            open(four),
            new Mutation.AddCounters("snmp", "Udp", Map.of("NoPorts", 1L)));
      } catch (ProcnetException e) {
        assertThat(e.reason()).isEqualTo(Reason.STORAGE_FAILED);
      }
    }
  }

  private long readUntilStopped(long first) {
    long reads = 0;
    long seen = first;
    while (!stopped) {
      Snapshot state = stack.snapshot();
      assertThat(state.revision()).as("goes on").isGreaterThanOrEqualTo(seen);
      check(state, first);
      seen = state.revision();
      long past = Math.max(first, seen - reads % 100);
      check(stack.snapshot(past), first);
      reads++;
    }
    return reads;
  }

  private static void check(Snapshot state, long first) {
    CounterGroup udp = state.table(Section.COUNTERS).iterator().next();
    assertThat(state.table(Section.TCP).size() + state.table(Section.TCP6).size())
        .as("sockets at revision %d", state.revision())
        .isEqualTo(2 * SOCKETS);
    assertThat(udp.counters().get(1).value())
        .as("moves counted at revision %d", state.revision())
        .isEqualTo(Math.max(0, state.revision() - first));
  }
}
