package dev.procnet.client.cli.ss;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Lays fields out in columns as {@code ss} does: as wide as the widest field so far, in a terminal
 * spread over its width. Rows are held back until there are so many that {@code ss}'s buffer would
 * be full, which is five pieces of 1 MiB; the rows that follow keep the widths.
 *
 * <p>Characters are bytes (ISO 8859-1): {@code ss} measures bytes.
 */
final class SsColumns {

  private static final int NETID = 0;
  private static final int STATE = 1;
  private static final int EXTRA = 8;
  private static final int LAST = 9;
  private static final int PIECES = 5;

  private static final String[] HEADS = {
    "Netid",
    "State",
    "Recv-Q",
    "Send-Q",
    "Local Address:",
    "Port",
    "Peer Address:",
    "Port",
    "Process",
    ""
  };
  private static final String[] GAPS = {"", " ", " ", " ", " ", "", " ", "", "", ""};

  /** Takes what is printed. */
  @FunctionalInterface
  interface Sink {
    void print(String text) throws IOException;
  }

  private final Sink sink;
  private final int screen;
  private final boolean[] disabled = new boolean[HEADS.length];
  private final int[] longest = new int[HEADS.length];
  private final List<String> fields = new ArrayList<>();
  private final StringBuilder field = new StringBuilder();
  private final SsBuffer buffer = new SsBuffer();
  private int current;

  /**
   * Columns.
   *
   * @param screen columns of the terminal; 0: none, nothing is spread
   */
  SsColumns(Sink sink, int screen, boolean netid, boolean state) {
    this.sink = sink;
    this.screen = screen;
    disabled[NETID] = !netid;
    disabled[STATE] = !state;
  }

  /** Prints the heads. */
  void head() throws IOException {
    while (current != LAST) {
      out(HEADS[current]);
      next();
    }
  }

  /** Begins a row with its first eight fields. */
  void row(String... first) throws IOException {
    while (current != NETID) {
      next();
    }
    for (String text : first) {
      out(text);
      next();
    }
  }

  /** Adds to the last field of the row. */
  void more(String text) {
    if (current != EXTRA) {
      throw new IllegalStateException("field " + current + " of a row, " + EXTRA + " expected");
    }
    out(text);
  }

  /** Prints what is left. */
  void finish() throws IOException {
    if (buffer.pieces() > 0) {
      render();
    }
  }

  private void out(String text) {
    if (!disabled[current]) {
      field.append(text);
      buffer.append(text.length());
    }
  }

  private void next() throws IOException {
    if (current == LAST && buffer.pieces() >= PIECES) {
      render();
      return;
    }
    if (!disabled[current]) {
      longest[current] = Math.max(longest[current], field.length());
      endField();
      buffer.endField();
    }
    current = current == LAST ? NETID : current + 1;
  }

  private void endField() {
    fields.add(field.toString());
    field.setLength(0);
  }

  /** The field that has not ended is printed, but its length does not widen its column. */
  private void render() throws IOException {
    endField();
    int[] widths = new SsWidths(longest, disabled, GAPS, screen).widths();
    StringBuilder text = new StringBuilder();
    int column = skip(NETID);
    boolean begun = false;
    for (String value : fields) {
      append(text, value, column, begun ? GAPS[column] : "", widths[column]);
      begun = column != LAST;
      if (column == LAST) {
        text.append('\n');
      }
      column = skip(column == LAST ? NETID : column + 1);
    }
    text.append(begun ? "\n" : "");
    fields.clear();
    buffer.clear();
    current = NETID;
    sink.print(text.toString());
  }

  private int skip(int column) {
    int at = column;
    while (disabled[at]) {
      at++;
    }
    return at;
  }

  /** The addresses stand at the end of their columns, next to the ports. */
  private static void append(StringBuilder text, String value, int column, String gap, int width) {
    String pad = " ".repeat(Math.max(0, width - gap.length() - value.length()));
    boolean right = column == 4 || column == 6;
    text.append(gap).append(right ? pad : "").append(value).append(right ? "" : pad);
  }
}
