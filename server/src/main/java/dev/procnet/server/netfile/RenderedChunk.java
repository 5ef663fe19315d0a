package dev.procnet.server.netfile;

import dev.procnet.server.stack.Profile;

/** The rows of a chunk of a table as bytes. */
final class RenderedChunk {

  private final byte[] bytes;
  private final int[] ends;
  private final int rows;
  private final int first;
  private final Profile profile;

  /**
   * @param bytes the rows, one behind the other; there may be more room behind them
   * @param ends of each row, the place behind it
   * @param rows how many
   * @param first the number of the first row in its file, from 0
   * @param profile whose rows they are
   */
  // Neither is changed while anyone reads the rows, and a copy of each chunk would cost as much.
  @SuppressWarnings("ArrayIsStoredDirectly")
  RenderedChunk(byte[] bytes, int[] ends, int rows, int first, Profile profile) {
    this.bytes = bytes;
    this.ends = ends;
    this.rows = rows;
    this.first = first;
    this.profile = profile;
  }

  /** No rows. */
  static RenderedChunk empty(Profile profile) {
    return new RenderedChunk(new byte[0], new int[0], 0, 0, profile);
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

  /** Bytes that it takes in memory. */
  int weight() {
    return bytes.length + ends.length * Integer.BYTES;
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
    out.put(bytes, start(from), ends[last]);
  }
}
