package dev.procnet.client.cli;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/** Rows for programs: CSV as RFC 4180 has it, or cells with tabs between them and no heads. */
final class DelimitedRows implements RowPrinter {

  private final TextBatch text;
  private final boolean csv;
  private final List<Table.Column> columns;
  private boolean begun;

  DelimitedRows(Console console, boolean csv, List<Table.Column> columns) {
    this.text = new TextBatch(console);
    this.csv = csv;
    this.columns = List.copyOf(columns);
  }

  @Override
  public void add(List<?> cells) throws IOException {
    if (cells.size() != columns.size()) {
      throw new IllegalArgumentException(
          "row of " + cells.size() + " cells, " + columns.size() + " columns");
    }
    begin();
    line(cells.stream().map(Table::text).toList());
  }

  @Override
  public void finish() throws IOException {
    begin();
    text.flush();
  }

  private void begin() throws IOException {
    if (csv && !begun) {
      line(columns.stream().map(Table.Column::title).toList());
    }
    begun = true;
  }

  private void line(List<String> cells) throws IOException {
    text.print(
        cells.stream().map(this::cell).collect(Collectors.joining(csv ? "," : "\t"))
            + (csv ? "\r\n" : "\n"));
  }

  /** Cells are escaped: no tab and no newline is left in them. */
  private String cell(String cell) {
    return csv && (cell.contains(",") || cell.contains("\""))
        ? '"' + cell.replace("\"", "\"\"") + '"'
        : cell;
  }
}
