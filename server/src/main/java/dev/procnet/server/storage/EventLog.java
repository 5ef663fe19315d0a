package dev.procnet.server.storage;

import com.google.common.util.concurrent.ThreadFactoryBuilder;
import dev.procnet.server.config.StateConfig;
import dev.procnet.server.config.StateConfig.Fsync;
import dev.procnet.server.stack.Ledger;
import dev.procnet.server.stack.ProcnetException;
import dev.procnet.server.stack.ProcnetException.Reason;
import dev.procnet.server.stack.StackEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps events in the store, by a thread of its own that takes all that have come while it wrote
 * the ones before: so events that come together share one write and one fsync.
 *
 * <p>Where the disk takes no more, it takes no more events, until the disk does again; it tries
 * once a second.
 */
public final class EventLog implements Ledger {

  private static final Logger LOG = LoggerFactory.getLogger(EventLog.class);
  private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** Of one write. */
  private static final long GROUP_BYTES = 16L << 20;

  /** Of events that wait for the disk. */
  private static final long WAITING_BYTES = 256L << 20;

  private final StateConfig config;
  private final EventFormat format;
  private final LogCounts counts = new LogCounts();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private long waitingBytes;
  private @Nullable String refusal;
  private boolean live;
  private boolean closing;
  private @Nullable Thread writer;
  private long next;
  private long lastSync;

  /**
   * One that keeps nothing yet: what happens until {@link #begin} is what has been kept already.
   */
  public EventLog(StateConfig config, Batches batches) {
    this.config = config;
    this.format = new EventFormat(batches);
  }

  /** An event that is not kept yet. */
  private static final class Waiting {

    private final byte[] event;
    private final Outcome outcome;

    Waiting(byte[] event, Outcome outcome) {
      this.event = event;
      this.outcome = outcome;
    }

    byte[] event() {
      return event;
    }

    Outcome outcome() {
      return outcome;
    }
  }

  EventFormat format() {
    return format;
  }

  /** What it counts of itself. */
  public LogCounts counts() {
    return counts;
  }

  @Override
  public void append(StackEvent event, Outcome outcome) {
    if (!isLive()) {
      outcome.kept();
      return;
    }
    byte[] bytes = format.write(event);
    lock.lock();
    try {
      checkTaking(bytes.length);
      waiting.add(new Waiting(bytes, outcome));
      waitingBytes += bytes.length;
      counts.waiting(waiting.size());
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private boolean isLive() {
    lock.lock();
    try {
      return live;
    } finally {
      lock.unlock();
    }
  }

  private void checkTaking(int bytes) {
    if (refusal != null) {
      counts.refused();
      throw failed(refusal);
    }
    if (closing) {
      throw failed("the server is stopping");
    }
    if (waitingBytes > 0 && waitingBytes + bytes > WAITING_BYTES) {
      counts.refused();
      throw failed(
          waitingBytes
              + " bytes wait for a disk that is too slow, expected at most "
              + WAITING_BYTES);
    }
  }

  static ProcnetException failed(String why) {
    return ProcnetException.of(
        Reason.STORAGE_FAILED, "the state directory takes no changes now: " + why);
  }

  /**
   * Keeps all that happens from now on.
   *
   * @param nextNumber of the next event
   */
  void begin(StateDirectory opened, long nextNumber) {
    ThreadFactory threads =
        new ThreadFactoryBuilder().setNameFormat("procnet-state").setDaemon(true).build();
    lock.lock();
    try {
      next = nextNumber;
      lastSync = System.nanoTime();
      live = true;
      writer = threads.newThread(() -> run(opened));
      writer.start();
    } finally {
      lock.unlock();
    }
  }

  /** Keeps what has come, and takes no more. */
  void end() throws InterruptedException {
    Thread running;
    lock.lock();
    try {
      closing = true;
      running = writer;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    if (running != null) {
      running.join();
    }
  }

  private void run(StateDirectory opened) {
    try {
      while (awaitWork()) {
        List<Waiting> group = takeGroup();
        if (!group.isEmpty()) {
          keep(opened, group);
        }
        syncIfDue(opened);
        recoverIfDue(opened);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) {
      LOG.error("the state directory is no longer written to", e);
      fail(List.of(), "a defect of the server, told in its log: " + e);
    }
  }

  /** False: there is none, and none will come. */
  private boolean awaitWork() throws InterruptedException {
    lock.lock();
    try {
      long left = pause();
      while (waiting.isEmpty() && !closing && left > 0) {
        left = changed.awaitNanos(left);
      }
      return !closing || !waiting.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  private long pause() {
    return config.fsync() == Fsync.INTERVAL
        ? Math.min(RETRY_NANOS, config.interval().toNanos())
        : RETRY_NANOS;
  }

  private List<Waiting> takeGroup() {
    List<Waiting> group = new ArrayList<>();
    lock.lock();
    try {
      long bytes = 0;
      while (!waiting.isEmpty()
          && (group.isEmpty() || bytes + waiting.getFirst().event().length <= GROUP_BYTES)) {
        Waiting first = waiting.removeFirst();
        bytes += first.event().length;
        group.add(first);
      }
      waitingBytes -= bytes;
      counts.waiting(waiting.size());
      return group;
    } finally {
      lock.unlock();
    }
  }

  private void keep(StateDirectory opened, List<Waiting> group) {
    long start = System.nanoTime();
    try {
      opened.append(
          next, group.stream().map(Waiting::event).toList(), config.fsync() == Fsync.EACH);
    } catch (RocksDBException e) {
      LOG.error("the state directory takes no changes, all stacks are read-only until it does", e);
      fail(group, String.valueOf(e.getMessage()));
      return;
    }
    next += group.size();
    long bytes = group.stream().mapToLong(each -> each.event().length).sum();
    counts.kept(group.size(), bytes, System.nanoTime() - start);
    group.forEach(each -> tell(each.outcome()::kept));
    opened.written(next - 1, bytes);
  }

  /** A defect in what hears of it must not end this thread. */
  private static void tell(Runnable outcome) {
    try {
      outcome.run();
    } catch (RuntimeException | Error e) {
      LOG.error("a change was kept or lost, but who made it can't be told", e);
    }
  }

  /** Refuses what comes, then tells all that have come: none of them was kept. */
  private void fail(List<Waiting> group, String why) {
    List<Waiting> lost = new ArrayList<>(group);
    lock.lock();
    try {
      refusal = why;
      counts.readOnly(true);
      lost.addAll(waiting);
      waiting.clear();
      waitingBytes = 0;
      counts.waiting(0);
    } finally {
      lock.unlock();
    }
    lost.forEach(each -> tell(() -> each.outcome().lost(failed(why))));
  }

  private void syncIfDue(StateDirectory opened) {
    if (config.fsync() != Fsync.INTERVAL
        || System.nanoTime() - lastSync < config.interval().toNanos()) {
      return;
    }
    lastSync = System.nanoTime();
    try {
      opened.sync();
    } catch (RocksDBException e) {
      LOG.error("the state directory can't be written through", e);
      fail(List.of(), String.valueOf(e.getMessage()));
    }
  }

  private void recoverIfDue(StateDirectory opened) throws InterruptedException {
    lock.lock();
    try {
      if (refusal == null || closing) {
        return;
      }
    } finally {
      lock.unlock();
    }
    try {
      opened.reopen(next);
    } catch (RocksDBException e) {
      LOG.debug("the state directory still takes no changes", e);
      return;
    }
    LOG.info("the state directory takes changes again");
    lock.lock();
    try {
      refusal = null;
      counts.readOnly(false);
    } finally {
      lock.unlock();
    }
  }
}
