package dev.procnet.server.netfile;

import dev.procnet.server.stack.Profile;
import dev.procnet.server.stack.Table.Chunk;
import java.lang.ref.WeakReference;
import java.util.BitSet;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a chunk of a table as bytes. Of a chunk that was changed, the rows that are others
 * are kept beside the bytes that it has in common with the chunk before: to copy these would cost
 * more than the change.
 */
final class RenderedChunk {

  /** With more of them bytes are written anew, so that what is beside them stays little. */
  private static final int MOST_CHANGED = 16;

  private static final int[] NONE = new int[0];

  private final WeakReference<Object> printed;
  private final byte[] bytes;
  private final int[] ends;
  private final int rows;
  private final int first;
  private final Profile profile;
  private final int[] changedRows;
  private final byte[] changed;

  /** What the bytes print, where that is not the chunk itself, which is held by whom it is of. */
  @SuppressWarnings("unused") // It is there for as long as this is.
  private final @Nullable Object held;

  /**
   * @param chunk the identity of what it prints
   * @param bytes the rows, one behind the other
   * @param ends of each row, the place behind it
   * @param rows how many
   * @param first the number of the first row in its file, from 0
   * @param profile whose rows they are
   */
  // Neither is changed while anyone reads the rows, and a copy of each chunk would cost as much.
  @SuppressWarnings("ArrayIsStoredDirectly")
  RenderedChunk(Object chunk, byte[] bytes, int[] ends, int rows, int first, Profile profile) {
    this.printed = new WeakReference<>(chunk);
    this.bytes = bytes;
    this.ends = ends;
    this.rows = rows;
    this.first = first;
    this.profile = profile;
    this.changedRows = NONE;
    this.changed = new byte[0];
    this.held = null;
  }

  /** The same with other rows in some places. */
  private RenderedChunk(RenderedChunk same, Object held, int[] changedRows, byte[] changed) {
    this.printed = same.printed;
    this.bytes = same.bytes;
    this.ends = same.ends;
    this.rows = same.rows;
    this.first = same.first;
    this.profile = same.profile;
    this.changedRows = changedRows;
    this.changed = changed;
    this.held = held;
  }

  /** No rows. */
  static RenderedChunk empty(Profile profile) {
    return new RenderedChunk(profile, new byte[0], new int[0], 0, 0, profile);
  }

  /**
   * How a chunk prints that has many of the rows that these bytes print.
   *
   * @param other the chunk
   * @param writer writes the row of a place
   * @return null: that can't be told from this
   */
  @Nullable RenderedChunk of(Chunk<?> other, RowBuffer scratch, IntConsumer writer) {
    Object base = printed.get();
    BitSet places = base == null || rows != other.size() ? null : other.differences(base);
    if (base == null || places == null) {
      return null;
    }
    scratch.clear();
    for (int row = places.nextSetBit(0); row >= 0; row = places.nextSetBit(row + 1)) {
      int before = scratch.size();
      writer.accept(row);
      if (scratch.size() - before != length(row)) {
        return null;
      }
    }
    return places.isEmpty() || places.cardinality() > MOST_CHANGED
        ? rewritten(other, places, scratch)
        : new RenderedChunk(this, base, places.stream().toArray(), scratch.toArray());
  }

  /** Holds nothing but its bytes, so that the chunk that it prints may be forgotten. */
  private RenderedChunk rewritten(Chunk<?> other, BitSet places, RowBuffer written) {
    byte[] all = places.isEmpty() ? bytes : bytes.clone();
    byte[] from = written.room(0);
    int at = 0;
    for (int row = places.nextSetBit(0); row >= 0; row = places.nextSetBit(row + 1)) {
      System.arraycopy(from, at, all, start(row), length(row));
      at += length(row);
    }
    return new RenderedChunk(other.identity(), all, ends, rows, first, profile);
  }

  /** How many rows. */
  int rows() {
    return rows;
  }

  /** The number of the first row in its file, from 0. */
  int first() {
    return first;
  }

  /** Whose rows they are. */
  Profile profile() {
    return profile;
  }

  /** Where a row begins. */
  int start(int row) {
    return row == 0 ? 0 : ends[row - 1];
  }

  private int length(int row) {
    return ends[row] - start(row);
  }

  /** Bytes that it takes in memory, with those that it has in common with another. */
  int weight() {
    return bytes.length + (ends.length + changedRows.length) * Integer.BYTES + changed.length;
  }

  /** The first row, from {@code from} on, that ends at {@code place} or behind it; or the last. */
  int rowEndingAt(int from, int place) {
    int low = from;
    int high = rows - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (ends[middle] < place) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Writes some of its rows. */
  void copy(int from, int last, RowBuffer out) {
    int next = from;
    int at = 0;
    for (int row : changedRows) {
      if (row >= from && row <= last) {
        out.put(bytes, start(next), start(row));
        out.put(changed, at, at + length(row));
        next = row + 1;
      }
      at += length(row);
    }
    out.put(bytes, start(next), ends[last]);
  }
}
