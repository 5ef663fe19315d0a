package dev.procnet.server.web.status;

import com.google.protobuf.ByteString;
import dev.procnet.server.netfile.RowBuffer;
import dev.procnet.server.netfile.Rows;
import java.util.ArrayList;
import java.util.List;

/**
 * Some lines of a file, taken out while its rows go by: never more of it is held than these and a
 * row.
 */
final class TextWindow {

  /** Of a line more bytes than these are cut, so that a page stays one that browsers can show. */
  private static final int LINE_BYTES = 8 * 1024;

  private static final int BUFFER = 64 * 1024;

  private final List<String> head = new ArrayList<>();
  private final List<String> lines = new ArrayList<>();
  private final int headLines;
  private final long from;
  private final long to;
  private ByteString line = ByteString.EMPTY;
  private long count;
  private long bytes;
  private boolean cut;

  private TextWindow(int headLines, long from, int limit) {
    this.headLines = headLines;
    this.from = from;
    this.to = from + limit;
  }

  /**
   * Reads a file.
   *
   * @param headLines how many of its first lines are its head, which is there in every window
   * @param from the first line after the head to take, from 0
   * @param limit most lines to take
   */
  static TextWindow read(Rows rows, int headLines, int from, int limit) {
    TextWindow window = new TextWindow(headLines, from, limit);
    RowBuffer buffer = new RowBuffer(BUFFER);
    boolean more = true;
    while (more) {
      more = rows.fill(buffer, BUFFER);
      window.add(buffer.copy(0, buffer.size()));
      buffer.clear();
    }
    if (!window.line.isEmpty()) {
      window.endLine();
    }
    return window;
  }

  private void add(ByteString piece) {
    bytes += piece.size();
    int start = 0;
    for (int i = 0; i < piece.size(); i++) {
      if (piece.byteAt(i) == '\n') {
        extend(piece.substring(start, i));
        endLine();
        start = i + 1;
      }
    }
    extend(piece.substring(start));
  }

  private void extend(ByteString part) {
    int room = LINE_BYTES - line.size();
    if (part.size() > room) {
      cut |= isWanted();
      line = line.concat(part.substring(0, room));
    } else {
      line = line.concat(part);
    }
  }

  private boolean isWanted() {
    return count < headLines || (count - headLines >= from && count - headLines < to);
  }

  private void endLine() {
    if (isWanted()) {
      (count < headLines ? head : lines).add(Shown.text(line));
    }
    line = ByteString.EMPTY;
    count++;
  }

  /** The lines of the head. */
  List<String> head() {
    return head;
  }

  /** The lines taken. */
  List<String> lines() {
    return lines;
  }

  /** How many lines there are behind the head. */
  long count() {
    return Math.max(0, count - headLines);
  }

  /** How long the whole file is. */
  long bytes() {
    return bytes;
  }

  /** A line taken is longer than what is shown of it. */
  boolean cut() {
    return cut;
  }
}
