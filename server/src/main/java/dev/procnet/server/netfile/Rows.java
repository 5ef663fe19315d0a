package dev.procnet.server.netfile;

import com.google.protobuf.ByteString;
import java.util.Iterator;
import java.util.function.Predicate;

/**
 * The rows of an open file, from the first to the last. Pulled by whoever sends them, so none waits
 * in memory.
 */
public interface Rows {

  /** What a row is written with. */
  interface RowFormat<T> {
    void write(T row, RowBuffer out);
  }

  /** Writes the next row, or header, whole. False, and nothing written: there was none. */
  boolean next(RowBuffer out);

  /**
   * Writes rows until what is written is at least that long.
   *
   * @return there may be more; false: there are none
   */
  default boolean fill(RowBuffer out, int size) {
    while (out.size() < size) {
      if (!next(out)) {
        return false;
      }
    }
    return true;
  }

  /** No row at all. */
  static Rows none() {
    return out -> false;
  }

  /** A header, then a row for each of {@code rows} that is {@code shown}. */
  static <T> Rows of(
      byte[] header, Iterable<T> rows, Predicate<? super T> shown, RowFormat<? super T> format) {
    Iterator<T> remaining = rows.iterator();
    return new Rows() {
      private boolean begun = header.length == 0;

      @Override
      public boolean next(RowBuffer out) {
        if (!begun) {
          begun = true;
          out.put(header);
          return true;
        }
        while (remaining.hasNext()) {
          T row = remaining.next();
          if (shown.test(row)) {
            format.write(row, out);
            return true;
          }
        }
        return false;
      }
    };
  }

  /** One record, written at once. */
  static Rows single(Writer writer) {
    return new Rows() {
      private boolean done;

      @Override
      public boolean next(RowBuffer out) {
        if (done) {
          return false;
        }
        done = true;
        writer.write(out);
        return true;
      }
    };
  }

  /** Bytes that are there already, in pieces that fit in memory beside them. */
  static Rows of(ByteString content) {
    return new Rows() {
      private int at;

      @Override
      public boolean next(RowBuffer out) {
        if (at == content.size()) {
          return false;
        }
        int end = Math.min(content.size(), at + PIECE);
        out.put(content.substring(at, end));
        at = end;
        return true;
      }
    };
  }

  /** Bytes of a piece of a file that has no rows. */
  int PIECE = 16 * 1024;

  /** Writes a whole file. */
  interface Writer {
    void write(RowBuffer out);
  }

  /** All rows, from here on. */
  default ByteString readAll() {
    RowBuffer out = new RowBuffer(8192);
    boolean more = true;
    while (more) {
      more = next(out);
    }
    return out.take();
  }
}
