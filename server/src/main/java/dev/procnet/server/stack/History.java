package dev.procnet.server.stack;

import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The newest revisions of a stack, bounded in number and in the rows they hold. One writer, readers
 * that never wait.
 *
 * <p>A ring: an entry is found by its revision, and one that was overwritten or dropped is seen to
 * be another.
 */
final class History {

  /**
   * One revision.
   *
   * @param before the state before it; null: it is the first, or the whole was replaced
   * @param snapshot the state
   * @param changes what changed since the one before; empty where the whole was replaced
   * @param replacedBy what replaced the whole state; null: nothing did
   */
  record Entry(
      @Nullable Snapshot before,
      Snapshot snapshot,
      List<Change> changes,
      @Nullable String replacedBy) {

    /** How many rows it may hold that the newest state does not. */
    private int weight(@Nullable Snapshot replaced) {
      return replacedBy != null && replaced != null ? replaced.rowCount() + 1 : changes.size() + 1;
    }
  }

  /** Of a new ring: most stacks see few changes, and many stacks may be there. */
  private static final int FIRST_SLOTS = 8;

  private final int capacity;
  private final long maxRows;
  private volatile AtomicReferenceArray<@Nullable Entry> ring;
  private int[] weights;
  private long rows;
  private volatile long oldest;
  private long newest;

  /**
   * @param capacity most revisions kept, at least 1
   * @param maxRows most changed rows kept; the newest revision is kept whatever it holds
   */
  History(int capacity, long maxRows) {
    int slots = Math.min(capacity, FIRST_SLOTS);
    this.capacity = capacity;
    this.maxRows = maxRows;
    this.ring = new AtomicReferenceArray<>(slots);
    this.weights = new int[slots];
  }

  /** Adds the next revision. Only by the stack's writer. */
  void add(Entry entry) {
    long revision = entry.snapshot().revision();
    Entry before = newest == 0 ? null : get(newest);
    if (newest == 0) {
      oldest = revision;
    } else if (revision - oldest >= capacity) {
      dropOldest();
    } else if (revision - oldest >= weights.length) {
      grow();
    }
    int slot = slot(revision, weights.length);
    weights[slot] = entry.weight(before == null ? null : before.snapshot());
    rows += weights[slot];
    ring.set(slot, entry);
    newest = revision;
    while (rows > maxRows && oldest < newest) {
      dropOldest();
    }
  }

  private void dropOldest() {
    long dropped = oldest;
    int slot = slot(dropped, weights.length);
    ring.set(slot, null);
    rows -= weights[slot];
    oldest = dropped + 1;
  }

  /** A reader that has the ring from before goes on to find in it what it had then. */
  private void grow() {
    int slots = Math.min(capacity, weights.length * 2);
    AtomicReferenceArray<@Nullable Entry> more = new AtomicReferenceArray<>(slots);
    int[] moreWeights = new int[slots];
    for (long revision = oldest; revision <= newest; revision++) {
      more.set(slot(revision, slots), get(revision));
      moreWeights[slot(revision, slots)] = weights[slot(revision, weights.length)];
    }
    ring = more;
    weights = moreWeights;
  }

  /** The oldest revision that is kept. */
  long oldest() {
    return oldest;
  }

  /** That revision; null: it is not kept, or not there yet. */
  @Nullable Entry get(long revision) {
    if (revision < 1) {
      return null;
    }
    AtomicReferenceArray<@Nullable Entry> entries = ring;
    Entry entry = entries.get(slot(revision, entries.length()));
    return entry != null && entry.snapshot().revision() == revision ? entry : null;
  }

  private static int slot(long revision, int slots) {
    return (int) (revision % slots);
  }
}
