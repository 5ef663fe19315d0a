package dev.procnet.server.bench;

import dev.procnet.server.netfile.RowBuffer;
import dev.procnet.server.netfile.Rows;

/** What takes bytes and forgets them. */
final class Sinks {

  private static final int CHUNK = 256 * 1024;

  private Sinks() {}

  /** Takes all rows. */
  static long drain(Rows rows) {
    RowBuffer buffer = new RowBuffer(16 * 1024);
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
