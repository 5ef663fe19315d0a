package dev.procnet.client.cli;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Prints rows in columns. Rows may be any number: columns are as wide as the widest cell so far,
 * and rows are written a thousand at a time.
 */
final class Table implements RowPrinter {

  private static final int ROWS_AT_ONCE = 1000;
  private static final String GAP = "  ";

  /**
   * A column.
   *
   * @param title its head
   * @param right numbers: aligned at their ends
   */
  record Column(String title, boolean right) {
    static Column left(String title) {
      return new Column(title, false);
    }

    static Column right(String title) {
      return new Column(title, true);
    }
  }

  /**
   * A cell that is fit for a terminal already.
   *
   * @param text what is printed
   */
  record Escaped(String text) {}

  private final Console console;
  private final List<Column> columns;
  private final int[] widths;
  private final List<List<String>> rows = new ArrayList<>();
  private boolean begun;

  Table(Console console, List<Column> columns) {
    this.console = console;
    this.columns = List.copyOf(columns);
    this.widths = columns.stream().mapToInt(c -> c.title().length()).toArray();
  }

  /** Adds a row: text and bytes are escaped, an empty cell is shown as {@code -}. */
  @Override
  public void add(List<?> cells) throws IOException {
    if (cells.size() != columns.size()) {
      throw new IllegalArgumentException(
          "row of " + cells.size() + " cells, " + columns.size() + " columns");
    }
    rows.add(cells.stream().map(Table::cell).toList());
    if (rows.size() == ROWS_AT_ONCE) {
      flush();
    }
  }

  /** Prints what is left; the head, too, where there is no row. */
  @Override
  public void finish() throws IOException {
    if (!begun || !rows.isEmpty()) {
      flush();
    }
  }

  private void flush() throws IOException {
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], width(row.get(i)));
      }
    }
    StringBuilder text = new StringBuilder();
    if (!begun) {
      line(text, columns.stream().map(Column::title).toList());
    }
    rows.forEach(row -> line(text, row));
    rows.clear();
    begun = true;
    console.print(text.toString());
  }

  private void line(StringBuilder text, List<String> cells) {
    int last = cells.size() - 1;
    for (int i = 0; i <= last; i++) {
      String pad = " ".repeat(Math.max(0, widths[i] - width(cells.get(i))));
      boolean right = columns.get(i).right();
      text.append(right ? pad : "").append(cells.get(i));
      text.append(i == last ? "\n" : (right ? "" : pad) + GAP);
    }
  }

  private static int width(String cell) {
    return cell.codePointCount(0, cell.length());
  }

  private static String cell(Object value) {
    String text = text(value);
    return text.isEmpty() ? "-" : text;
  }

  /** A cell without control characters. */
  static String text(Object value) {
    if (value instanceof Escaped escaped) {
      return escaped.text();
    }
    return value instanceof ByteString bytes ? Escape.bytes(bytes) : Escape.text(value.toString());
  }
}
