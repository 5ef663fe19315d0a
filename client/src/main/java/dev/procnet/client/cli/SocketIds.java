package dev.procnet.client.cli;

import dev.procnet.v1.Socket;
import java.io.IOException;

/** Ids of sockets, one a line. */
final class SocketIds implements SocketOutput {

  private final TextBatch text;

  SocketIds(Console console) {
    this.text = new TextBatch(console);
  }

  @Override
  public void accept(Socket socket) throws IOException {
    text.print(Unsigned.text(socket.getId()) + "\n");
  }

  @Override
  public void end(long count) throws IOException {
    text.flush();
  }
}
