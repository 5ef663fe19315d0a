package dev.procnet.client.cli;

import dev.procnet.v1.Socket;
import java.io.IOException;

/** Sockets in JSON, one a line. */
final class SocketLines implements SocketOutput {

  private final TextBatch text;

  SocketLines(Console console) {
    this.text = new TextBatch(console);
  }

  @Override
  public void accept(Socket socket) throws IOException {
    text.print(Printer.jsonLine(socket) + "\n");
  }

  @Override
  public void end(long count) throws IOException {
    text.flush();
  }
}
