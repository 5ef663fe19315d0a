package dev.procnet.server.netfile;

import dev.procnet.server.stack.Profile;
import dev.procnet.server.stack.Table;
import dev.procnet.server.stack.Table.Chunk;
import java.util.Arrays;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * A header and the rows of a table, a chunk at a time. What a row prints must follow from the row
 * alone, but for its number where the file has a column of those.
 *
 * @param <T> rows of the table
 */
final class ChunkedRows<T> implements Rows {

  private final byte[] header;
  private final Table<T> table;
  private final Iterator<Chunk<T>> chunks;
  private final Iterator<T> anew;
  private final Format<T> format;
  private final Profile profile;
  private final RenderedChunks remembered;
  private @Nullable RowBuffer scratch;
  private RenderedChunk current;
  private boolean begun;
  private int row;
  private int number;

  /**
   * How rows are printed.
   *
   * @param <T> rows of the table
   */
  interface Format<T> {

    /** Writes a row with its number, from 0. Nothing: the file does not show it. */
    void write(T row, int number, RowBuffer out);

    /** Rows begin with their number, printed as {@code %4d}. */
    default boolean numbered() {
      return false;
    }
  }

  private ChunkedRows(
      byte[] header, Table<T> table, Format<T> format, Profile profile, RenderedChunks remembered) {
    this.header = header;
    this.table = table;
    this.chunks = table.chunks();
    this.anew = table.iterator();
    this.format = format;
    this.profile = profile;
    this.remembered = remembered;
    this.current = RenderedChunk.empty(profile);
  }

  /** Of which nothing is remembered. */
  static <T> ChunkedRows<T> of(byte[] header, Table<T> table, Format<T> format, Profile profile) {
    return new ChunkedRows<>(header, table, format, profile, RenderedChunks.none());
  }

  /** The same, where chunks are rendered that are not remembered. Before any row is taken. */
  ChunkedRows<T> remembering(RenderedChunks chunksRemembered) {
    return new ChunkedRows<>(header, table, format, profile, chunksRemembered);
  }

  @Override
  public boolean next(RowBuffer out) {
    return fill(out, out.size() + 1);
  }

  @Override
  public boolean fill(RowBuffer out, int size) {
    if (!begun && out.size() < size) {
      begun = true;
      out.put(header);
    }
    if (!remembered.any()) {
      return writeAnew(out, size);
    }
    while (out.size() < size) {
      if (row == current.rows() && !nextChunk()) {
        return false;
      }
      copy(out, size - out.size());
    }
    return true;
  }

  /** Straight to where they are wanted, as nobody wants them again. */
  private boolean writeAnew(RowBuffer out, int size) {
    while (out.size() < size) {
      if (!anew.hasNext()) {
        return false;
      }
      int before = out.size();
      format.write(anew.next(), number, out);
      if (out.size() > before) {
        number++;
      }
    }
    return true;
  }

  /** Goes to the next chunk that has rows to show. */
  private boolean nextChunk() {
    number += current.rows();
    row = 0;
    do {
      if (!chunks.hasNext()) {
        current = RenderedChunk.empty(profile);
        return false;
      }
      current = rendered(chunks.next());
    } while (current.rows() == 0);
    return true;
  }

  private RenderedChunk rendered(Chunk<T> chunk) {
    RenderedChunk before = remembered.get(chunk);
    if (before != null && fits(before)) {
      return before;
    }
    RenderedChunk rendered = changed(chunk, remembered.alike(chunk));
    if (rendered == null) {
      rendered = render(chunk);
    }
    remembered.put(chunk, rendered);
    return rendered;
  }

  /** A chunk that was rendered before some of its rows changed; null: it was not. */
  private @Nullable RenderedChunk changed(Chunk<T> chunk, @Nullable RenderedChunk before) {
    if (before == null || !fits(before)) {
      return null;
    }
    RowBuffer to = scratch(chunk);
    return before.of(
        chunk, to, place -> format.write(chunk.get(place), before.first() + place, to));
  }

  /** Its rows would print as long as they are with the numbers that they have now. */
  private boolean fits(RenderedChunk chunk) {
    return chunk.profile() == profile && (!format.numbered() || fitsNumbers(chunk));
  }

  private boolean fitsNumbers(RenderedChunk chunk) {
    return chunk.first() == number
        || (width(chunk.first()) == width(chunk.first() + chunk.rows() - 1)
            && width(number) == width(chunk.first())
            && width(number + chunk.rows() - 1) == width(number));
  }

  private RenderedChunk render(Chunk<T> chunk) {
    RowBuffer to = scratch(chunk);
    to.clear();
    int[] ends = new int[chunk.size()];
    int rows = 0;
    for (int i = 0; i < chunk.size(); i++) {
      int before = to.size();
      format.write(chunk.get(i), number + rows, to);
      if (to.size() > before) {
        ends[rows++] = to.size();
      }
    }
    return new RenderedChunk(
        chunk.identity(),
        to.toArray(),
        rows == ends.length ? ends : Arrays.copyOf(ends, rows),
        rows,
        number,
        profile);
  }

  private RowBuffer scratch(Chunk<T> chunk) {
    RowBuffer buffer = scratch;
    if (buffer == null) {
      buffer = new RowBuffer(chunk.size() * 160);
      scratch = buffer;
    }
    return buffer;
  }

  /** Copies whole rows, at least so many bytes of them where there are as many. */
  private void copy(RowBuffer out, int least) {
    int from = current.start(row);
    int last = current.rowEndingAt(row, from + least);
    int shift = out.size() - from;
    current.copy(row, last, out);
    if (format.numbered() && current.first() != number) {
      renumber(out, shift, last);
    }
    row = last + 1;
  }

  /** Writes the numbers that rows have now over those that they were rendered with. */
  private void renumber(RowBuffer out, int shift, int last) {
    byte[] to = out.room(0);
    int width = width(number);
    for (int i = row; i <= last; i++) {
      int start = current.start(i) + shift;
      int at = start + width;
      int rest = number + i;
      do {
        to[--at] = (byte) ('0' + rest % 10);
        rest /= 10;
      } while (rest > 0);
      Arrays.fill(to, start, at, (byte) ' ');
    }
  }

  /** Columns of {@code %4d}. */
  private static int width(int number) {
    int width = 4;
    for (int limit = 10_000; limit <= number && limit > 0; limit *= 10) {
      width++;
    }
    return width;
  }
}
