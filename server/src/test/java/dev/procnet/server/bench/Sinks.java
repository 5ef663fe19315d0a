package dev.procnet.server.bench;

import dev.procnet.server.netfile.RowBuffer;
import dev.procnet.server.netfile.Rows;

/** What takes bytes and forgets them. */
final class Sinks {

  private static final int CHUNK = 256 * 1024;

  private Sinks() {}

  /** A buffer that never grows. */
  static RowBuffer buffer() {
    return new RowBuffer(CHUNK + 4096);
  }

  /** Takes all rows by a buffer that begins small, as a read does. */
  static long drain(Rows rows) {
    return drain(rows, new RowBuffer(16 * 1024));
  }

  /** Takes all rows. How many bytes they were. */
  static long drain(Rows rows, RowBuffer buffer) {
    long bytes = 0;
    boolean more = true;
    while (more) {
      buffer.clear();
      more = rows.fill(buffer, CHUNK);
      bytes += buffer.size();
    }
    return bytes;
  }
}
