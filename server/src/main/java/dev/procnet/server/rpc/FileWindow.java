package dev.procnet.server.rpc;

import com.google.protobuf.ByteString;
import dev.procnet.server.netfile.RowBuffer;
import dev.procnet.server.netfile.Rows;
import dev.procnet.server.stack.ProcnetException;
import dev.procnet.server.stack.ProcnetException.Reason;

/**
 * A part of a file, taken out while its rows go by: never more of it is held than the part and a
 * small buffer.
 *
 * @param size of the whole file
 */
record FileWindow(ByteString content, long size) {

  private static final int BUFFER = 64 * 1024;

  /** Most files are small, and a buffer is cleared when it is made. */
  private static final int FIRST_BUFFER = 8 * 1024;

  /** Counts the bytes of a file. */
  static long size(Rows rows) {
    return read(rows, 0, 0).size();
  }

  /**
   * @param offset unsigned
   * @param limit most bytes
   * @throws ProcnetException OFFSET_PAST_END
   */
  static FileWindow read(Rows rows, long offset, int limit) {
    RowBuffer buffer = new RowBuffer(FIRST_BUFFER);
    ByteString content = ByteString.EMPTY;
    long size = 0;
    boolean more = true;
    while (more) {
      more = rows.fill(buffer, BUFFER);
      content = content.concat(part(buffer, size, offset, limit));
      size += buffer.size();
      buffer.clear();
    }
    if (Long.compareUnsigned(offset, size) > 0) {
      String asked = Long.toUnsignedString(offset);
      throw ProcnetException.of(
          Reason.OFFSET_PAST_END,
          "offset is " + asked + ", expected at most the file's size of " + size,
          "offset",
          asked,
          "size",
          size);
    }
    return new FileWindow(content, size);
  }

  /** What of a buffer that begins at {@code start} lies in the window. */
  private static ByteString part(RowBuffer buffer, long start, long offset, int limit) {
    if (offset < 0 || offset >= start + buffer.size() || offset + limit <= start) {
      return ByteString.EMPTY;
    }
    int from = (int) Math.max(0, offset - start);
    int to = (int) Math.min(buffer.size(), offset + limit - start);
    return buffer.copy(from, to);
  }
}
