package dev.procnet.server.stack;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * An immutable, ordered table of rows in chunks, which a changed copy shares with its original.
 *
 * <p>The order may leave rows equal; equal rows stand in the order of their insertion. A change
 * copies one chunk and the list of chunks, not the rows; a batch of changes copies each of these
 * once.
 */
public final class Table<T> implements Iterable<T> {

  /** Rows stand in the order of their insertion alone. */
  public static final Comparator<Object> APPEND = (_, _) -> 0;

  /** A chunk is split when it would grow beyond this. */
  static final int CHUNK = 256;

  private final Comparator<? super T> order;
  private Object[][] chunks;
  private int chunkCount;
  private int size;

  /** Chunks that no other table has, and that may be written to; null: anyone may see this one. */
  private @Nullable Set<Object[]> owned;

  /** Where the last row was found that was sought in a copy that nobody else sees yet. */
  private @Nullable Place found;

  private Table(Comparator<? super T> order, Object[][] chunks, int chunkCount, int size) {
    this.order = order;
    this.chunks = chunks;
    this.chunkCount = chunkCount;
    this.size = size;
  }

  /** A table without rows. */
  public static <T> Table<T> empty(Comparator<? super T> order) {
    return new Table<>(order, new Object[0][], 0, 0);
  }

  /**
   * A table of these rows as they stand: in {@code natural} order if they are, in order of
   * insertion otherwise.
   */
  public static <T> Table<T> copyOf(List<T> rows, Comparator<? super T> natural) {
    int count = (rows.size() + CHUNK - 1) / CHUNK;
    Object[][] chunks = new Object[count][];
    for (int i = 0; i < count; i++) {
      chunks[i] = rows.subList(i * CHUNK, Math.min(rows.size(), (i + 1) * CHUNK)).toArray();
    }
    return new Table<>(isSorted(rows, natural) ? natural : APPEND, chunks, count, rows.size());
  }

  private static <T> boolean isSorted(List<T> rows, Comparator<? super T> order) {
    for (int i = 1; i < rows.size(); i++) {
      if (order.compare(rows.get(i - 1), rows.get(i)) > 0) {
        return false;
      }
    }
    return true;
  }

  /** How many rows. */
  public int size() {
    return size;
  }

  /** What the rows are ordered by. */
  public Comparator<? super T> order() {
    return order;
  }

  /** The first row that matches, found by looking at each; or null. */
  public @Nullable T first(Predicate<? super T> condition) {
    for (T row : this) {
      if (condition.test(row)) {
        return row;
      }
    }
    return null;
  }

  /** The rows that match, found by looking at each. */
  public List<T> all(Predicate<? super T> condition) {
    List<T> matching = new ArrayList<>();
    for (T row : this) {
      if (condition.test(row)) {
        matching.add(row);
      }
    }
    return matching;
  }

  /**
   * A row found by its number; or null. The search begins where the row stands if numbers grow
   * evenly, as ids mostly do that were given one after the other: in a million rows it so looks at
   * few, and each look is one at memory that is far away.
   *
   * @param position negative for rows before the one sought, positive for rows after it; consistent
   *     with the order
   * @param number of a row, in the order of the rows but for some
   * @param sought the number of the row
   */
  @Nullable T search(
      ToIntFunction<? super T> position, ToLongFunction<? super T> number, long sought) {
    if (chunkCount == 0) {
      return null;
    }
    int chunk =
        firstFrom(
            chunkCount,
            guess(number.applyAsLong(row(0, 0)), number.applyAsLong(last()), sought, chunkCount),
            at -> position.applyAsInt(row(at, chunks[at].length - 1)) < 0);
    if (chunk == chunkCount) {
      return null;
    }
    int length = chunks[chunk].length;
    int index =
        firstFrom(
            length,
            guess(
                number.applyAsLong(row(chunk, 0)),
                number.applyAsLong(row(chunk, length - 1)),
                sought,
                length),
            at -> position.applyAsInt(row(chunk, at)) < 0);
    // The last row of the chunk is not before it, so that there is one.
    return foundAt(new Place(chunk, index), position);
  }

  private @Nullable T foundAt(Place place, ToIntFunction<? super T> position) {
    T row = row(place.chunk, place.index);
    if (position.applyAsInt(row) != 0) {
      return null;
    }
    if (owned != null) {
      found = place;
    }
    return row;
  }

  private static int guess(long first, long last, long sought, int count) {
    double part = (double) (sought - first) / (last - first);
    return (int) Math.clamp(part * count, 0, count - 1);
  }

  /**
   * The first place that is not before what is sought, found from a guess by steps that double.
   *
   * @return {@code count} where all are before it
   */
  private static int firstFrom(int count, int guess, IntPredicate isBefore) {
    int low = 0;
    int high = count;
    int at = guess;
    for (int step = 1; low < high; step *= 2) {
      boolean before = isBefore.test(at);
      boolean turned = before ? high < count : low > 0;
      if (before) {
        low = at + 1;
        at = Math.min(count - 1, at + step);
      } else {
        high = at;
        at = Math.max(0, at - step);
      }
      if (turned) {
        return firstBetween(low, high, isBefore);
      }
    }
    return low;
  }

  private static int firstBetween(int from, int to, IntPredicate isBefore) {
    int low = from;
    int high = to;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (isBefore.test(middle)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  @Override
  public Iterator<T> iterator() {
    return new RowIterator();
  }

  /**
   * The rows in chunks, which changed copies share: what is the same chunk by its {@link
   * Chunk#identity} has the same rows.
   */
  public Iterator<Chunk<T>> chunks() {
    return new Iterator<>() {
      private int chunk;

      @Override
      public boolean hasNext() {
        return chunk < chunkCount;
      }

      @Override
      public Chunk<T> next() {
        if (chunk >= chunkCount) {
          throw new NoSuchElementException();
        }
        return new Chunk<>(chunks[chunk++]);
      }
    };
  }

  /**
   * Some rows that stand one after the other, at least one.
   *
   * @param <T> rows of the table
   */
  public static final class Chunk<T> {

    private final Object[] rows;

    private Chunk(Object[] rows) {
      this.rows = rows;
    }

    /** How many rows. */
    public int size() {
      return rows.length;
    }

    /** A row, from 0. */
    // Only rows of T go in.
    @SuppressWarnings("unchecked")
    public T get(int index) {
      return (T) rows[index];
    }

    /**
     * The places where this chunk has another row than one that is known by its identity.
     *
     * @return null: it has more rows, or fewer
     */
    // A row that is equal is the same row only where it was not put there again.
    @SuppressWarnings("ReferenceEquality")
    public @Nullable BitSet differences(Object identity) {
      Object[] others = (Object[]) identity;
      if (others.length != rows.length) {
        return null;
      }
      BitSet different = new BitSet(rows.length);
      for (int i = 0; i < rows.length; i++) {
        if (rows[i] != others[i]) {
          different.set(i);
        }
      }
      return different;
    }

    /** What is the same object for the same chunk, and is gone when no table has it. */
    public Object identity() {
      return rows;
    }
  }

  /** A copy to be changed before anyone else sees it. */
  Table<T> copy() {
    Table<T> copy = new Table<>(order, chunks.clone(), chunkCount, size);
    copy.owned = Collections.newSetFromMap(new IdentityHashMap<>());
    return copy;
  }

  /** Ends the changes of a copy: others may see it from now on. */
  void seal() {
    owned = null;
    found = null;
  }

  /** Adds a row, after those that are equal in order. Only for a copy that nobody else sees yet. */
  void insert(T row) {
    if (chunkCount > 0 && order.compare(last(), row) <= 0) {
      insertAt(new Place(chunkCount, 0), row);
      return;
    }
    insertAt(lowerBound(other -> order.compare(other, row) <= 0 ? -1 : 1), row);
  }

  /**
   * Adds a row, before those that are equal in order. Only for a copy that nobody else sees yet.
   */
  void insertBeforeEqual(T row) {
    insertAt(lowerBound(other -> order.compare(other, row)), row);
  }

  private void insertAt(Place lowerBound, T row) {
    Place place = lowerBound;
    if (place.chunk == chunkCount && chunkCount > 0) {
      place = new Place(chunkCount - 1, chunks[chunkCount - 1].length);
    }
    if (chunkCount == 0) {
      insertChunk(0, new Object[] {row});
    } else {
      insertInto(place, row);
    }
    size++;
  }

  /** Puts a row in the place of one that is there. Only for a copy that nobody else sees yet. */
  void replace(T old, T row) {
    if (order.compare(old, row) == 0) {
      Place place = placeOf(old);
      own(place.chunk)[place.index] = row;
    } else {
      remove(old);
      insert(row);
    }
  }

  /** A chunk to write to: each is copied once, however much of it a batch changes. */
  private Object[] own(int at) {
    Object[] chunk = chunks[at];
    Set<Object[]> mine = Objects.requireNonNull(owned, "a table that others may see");
    if (mine.contains(chunk)) {
      return chunk;
    }
    Object[] copy = chunk.clone();
    mine.add(copy);
    chunks[at] = copy;
    return copy;
  }

  /** Takes out a row that is there. Only for a copy that nobody else sees yet. */
  void remove(T old) {
    Place place = placeOf(old);
    Object[] chunk = chunks[place.chunk];
    if (chunk.length == 1) {
      removeChunk(place.chunk);
    } else {
      Object[] less = new Object[chunk.length - 1];
      System.arraycopy(chunk, 0, less, 0, place.index);
      System.arraycopy(chunk, place.index + 1, less, place.index, less.length - place.index);
      chunks[place.chunk] = less;
      mergeWithNext(place.chunk);
    }
    size--;
  }

  private void insertInto(Place place, T row) {
    Object[] chunk = chunks[place.chunk];
    if (chunk.length == CHUNK) {
      // At the end all stays full: rows mostly come in order, and half-full chunks would double the
      // list.
      int cut = place.index == CHUNK ? CHUNK : CHUNK / 2;
      Object[] tail = new Object[CHUNK - cut];
      System.arraycopy(chunk, cut, tail, 0, tail.length);
      if (cut == CHUNK) {
        insertChunk(place.chunk + 1, new Object[] {row});
        return;
      }
      Object[] head = new Object[cut];
      System.arraycopy(chunk, 0, head, 0, cut);
      chunks[place.chunk] = head;
      insertChunk(place.chunk + 1, tail);
      insertInto(place.index <= cut ? place : new Place(place.chunk + 1, place.index - cut), row);
      return;
    }
    Object[] more = new Object[chunk.length + 1];
    System.arraycopy(chunk, 0, more, 0, place.index);
    more[place.index] = row;
    System.arraycopy(chunk, place.index, more, place.index + 1, chunk.length - place.index);
    chunks[place.chunk] = more;
  }

  private void insertChunk(int at, Object[] chunk) {
    if (chunkCount == chunks.length) {
      Object[][] more = new Object[chunkCount + 4 + chunkCount / 8][];
      System.arraycopy(chunks, 0, more, 0, chunkCount);
      chunks = more;
    }
    System.arraycopy(chunks, at, chunks, at + 1, chunkCount - at);
    chunks[at] = chunk;
    chunkCount++;
  }

  private void removeChunk(int at) {
    System.arraycopy(chunks, at + 1, chunks, at, chunkCount - at - 1);
    chunkCount--;
    // What is gone must not be held by a snapshot that lives on.
    java.util.Arrays.fill(chunks, chunkCount, chunks.length, null);
  }

  private void mergeWithNext(int at) {
    if (at + 1 < chunkCount && chunks[at].length + chunks[at + 1].length <= CHUNK / 2) {
      Object[] head = chunks[at];
      Object[] tail = chunks[at + 1];
      Object[] both = java.util.Arrays.copyOf(head, head.length + tail.length);
      System.arraycopy(tail, 0, both, head.length, tail.length);
      chunks[at] = both;
      removeChunk(at + 1);
    }
  }

  // The row itself is sought: an equal one beside it may be another entity.
  @SuppressWarnings("ReferenceEquality")
  private Place placeOf(T row) {
    Place last = found;
    if (last != null
        && last.chunk < chunkCount
        && last.index < chunks[last.chunk].length
        && chunks[last.chunk][last.index] == row) {
      return last;
    }
    Place place = lowerBound(other -> order.compare(other, row));
    int index = place.index;
    for (int chunk = place.chunk; chunk < chunkCount; chunk++) {
      for (; index < chunks[chunk].length; index++) {
        if (chunks[chunk][index] == row) {
          return new Place(chunk, index);
        }
      }
      index = 0;
    }
    throw new NoSuchElementException("row is not in its table: " + row);
  }

  /** Where the first row stands that is not before the one sought. */
  private Place lowerBound(ToIntFunction<? super T> position) {
    int chunk =
        firstBetween(0, chunkCount, at -> position.applyAsInt(row(at, chunks[at].length - 1)) < 0);
    return chunk == chunkCount
        ? new Place(chunkCount, 0)
        : new Place(
            chunk,
            firstBetween(
                0, chunks[chunk].length - 1, at -> position.applyAsInt(row(chunk, at)) < 0));
  }

  private T last() {
    return row(chunkCount - 1, chunks[chunkCount - 1].length - 1);
  }

  // Only rows of T go in.
  @SuppressWarnings("unchecked")
  private T row(int chunk, int index) {
    return (T) chunks[chunk][index];
  }

  private record Place(int chunk, int index) {}

  private final class RowIterator implements Iterator<T> {
    private int chunk;
    private int index;

    @Override
    public boolean hasNext() {
      return chunk < chunkCount;
    }

    @Override
    public T next() {
      if (chunk >= chunkCount) {
        throw new NoSuchElementException();
      }
      T row = row(chunk, index);
      index++;
      if (index == chunks[chunk].length) {
        chunk++;
        index = 0;
      }
      return row;
    }
  }
}
