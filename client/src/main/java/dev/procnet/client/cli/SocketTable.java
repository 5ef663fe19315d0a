package dev.procnet.client.cli;

import dev.procnet.v1.Socket;
import java.io.IOException;

/** Sockets as a table. */
final class SocketTable implements SocketOutput {

  private final RowPrinter table;
  private final boolean wide;

  SocketTable(Console console, OutputFormat format) {
    this.wide = format != OutputFormat.TABLE;
    this.table = RowPrinter.of(console, format, SocketRow.columns(wide));
  }

  @Override
  public void accept(Socket socket) throws IOException {
    table.add(SocketRow.of(socket).cells(wide));
  }

  @Override
  public void end(long count) throws IOException {
    table.finish();
  }
}
