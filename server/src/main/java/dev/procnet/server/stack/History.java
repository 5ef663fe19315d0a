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

  private final AtomicReferenceArray<@Nullable Entry> ring;
  private final int[] weights;
  private final long maxRows;
  private long rows;
  private volatile long oldest;
  private long newest;

  /**
   * @param capacity most revisions kept, at least 1
   * @param maxRows most changed rows kept; the newest revision is kept whatever it holds
   */
  History(int capacity, long maxRows) {
    this.ring = new AtomicReferenceArray<>(capacity);
    this.weights = new int[capacity];
    this.maxRows = maxRows;
  }

  /** Adds the next revision. Only by the stack's writer. */
  void add(Entry entry) {
    long revision = entry.snapshot().revision();
    Entry before = newest == 0 ? null : ring.get(slot(newest));
    if (newest == 0) {
      oldest = revision;
    } else if (revision - oldest >= ring.length()) {
      dropOldest();
    }
    ring.set(slot(revision), entry);
    weights[slot(revision)] = entry.weight(before == null ? null : before.snapshot());
    rows += weights[slot(revision)];
    newest = revision;
    while (rows > maxRows && oldest < newest) {
      dropOldest();
    }
  }

  private void dropOldest() {
    long dropped = oldest;
    ring.set(slot(dropped), null);
    rows -= weights[slot(dropped)];
    oldest = dropped + 1;
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
    Entry entry = ring.get(slot(revision));
    return entry != null && entry.snapshot().revision() == revision ? entry : null;
  }

  private int slot(long revision) {
    return (int) (revision % ring.length());
  }
}
