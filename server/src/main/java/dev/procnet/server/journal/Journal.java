package dev.procnet.server.journal;

import dev.procnet.v1.CallRecord;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The calls that have ended last, as many as fit into so many bytes. Thread-safe. */
public final class Journal {

  /** What a record costs beside its own bytes: objects, strings' headers, references. About. */
  private static final int OVERHEAD = 512;

  private final long capacity;
  private final Deque<CallRecord> calls = new ArrayDeque<>();
  private final List<Waiter> waiters = new ArrayList<>();
  private long size;
  private long dropped;
  private long last;

  /**
   * An empty one.
   *
   * @param capacity bytes, about
   */
  public Journal(long capacity) {
    this.capacity = capacity;
  }

  /**
   * How many calls there are.
   *
   * @param kept now
   * @param dropped so far, for want of room
   * @param last sequence of the last one that ended
   */
  public record Counts(long kept, long dropped, long last) {}

  /** Someone who waits for calls. Guarded by the journal. */
  private static final class Waiter {

    private final Predicate<CallRecord> wanted;
    private final Consumer<Long> then;
    private long missing;
    private long seen;

    Waiter(Predicate<CallRecord> wanted, long missing, Consumer<Long> then) {
      this.wanted = wanted;
      this.missing = missing;
      this.then = then;
    }

    /** True: that was the last one missing. */
    boolean sees(CallRecord call) {
      if (wanted.test(call)) {
        seen++;
        missing--;
      }
      return missing <= 0;
    }
  }

  /** Ends a wait. */
  @FunctionalInterface
  public interface Wait {

    /** How many calls have come; -1: the wait was over, and its caller has been told. */
    long end();
  }

  /** Adds a call that has ended, and tells those who waited for it, on this thread. */
  public void add(CallRecord.Builder call) {
    List<Waiter> served = new ArrayList<>();
    synchronized (this) {
      CallRecord added = call.setSequence(++last).build();
      calls.add(added);
      size += size(added);
      makeRoom();
      for (Iterator<Waiter> all = waiters.iterator(); all.hasNext(); ) {
        Waiter waiter = all.next();
        if (waiter.sees(added)) {
          all.remove();
          served.add(waiter);
        }
      }
    }
    served.forEach(waiter -> waiter.then.accept(waiter.seen));
  }

  /** The newest is kept whatever it holds. */
  private void makeRoom() {
    while (size > capacity && calls.size() > 1) {
      size -= size(calls.remove());
      dropped++;
    }
  }

  /** Those that are wanted, the oldest first. */
  public synchronized List<CallRecord> list(Predicate<CallRecord> wanted) {
    return calls.stream().filter(wanted).toList();
  }

  /**
   * Waits until there are so many that are wanted, those that are kept included.
   *
   * @param then gets how many there are, once: now, or on the thread of the call that was missing
   */
  public Wait await(Predicate<CallRecord> wanted, long atLeast, Consumer<Long> then) {
    Waiter waiter = new Waiter(wanted, atLeast, then);
    boolean served;
    synchronized (this) {
      calls.forEach(waiter::sees);
      served = waiter.missing <= 0;
      if (!served) {
        waiters.add(waiter);
      }
    }
    if (served) {
      then.accept(waiter.seen);
    }
    return () -> end(waiter);
  }

  private synchronized long end(Waiter waiter) {
    return waiters.remove(waiter) ? waiter.seen : -1;
  }

  /** Forgets calls. */
  public synchronized long removeIf(Predicate<CallRecord> unwanted) {
    long before = calls.size();
    calls.removeIf(unwanted);
    size = calls.stream().mapToLong(Journal::size).sum();
    return before - calls.size();
  }

  /** How many there are. */
  public synchronized Counts counts() {
    return new Counts(calls.size(), dropped, last);
  }

  private static long size(CallRecord call) {
    return OVERHEAD + (long) call.getSerializedSize();
  }
}
