package dev.procnet.client.cli;

import dev.procnet.v1.Socket;
import java.io.IOException;

/** Sockets as a table. */
final class SocketTable implements SocketOutput {

  private final Table table;
  private final boolean wide;

  SocketTable(Console console, boolean wide) {
    this.table = new Table(console, SocketRow.columns(wide));
    this.wide = wide;
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
