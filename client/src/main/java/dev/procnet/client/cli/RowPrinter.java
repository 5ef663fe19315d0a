package dev.procnet.client.cli;

import java.io.IOException;
import java.util.List;

/** Prints rows of cells. */
interface RowPrinter {

  /** Adds a row, of as many cells as there are columns. */
  void add(List<?> cells) throws IOException;

  /** Prints what is left; heads, too, where there is no row. */
  void finish() throws IOException;

  /** In the form that is asked for. */
  static RowPrinter of(Console console, OutputFormat format, List<Table.Column> columns) {
    return format == OutputFormat.RAW || format == OutputFormat.CSV
        ? new DelimitedRows(console, format == OutputFormat.CSV, columns)
        : new Table(console, columns);
  }
}
