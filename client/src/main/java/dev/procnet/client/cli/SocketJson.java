package dev.procnet.client.cli;

import dev.procnet.v1.ResponseHeader;
import dev.procnet.v1.Socket;
import java.io.IOException;

/** Sockets as the JSON of one ListSocketsResponse that has them all, a socket a line. */
final class SocketJson implements SocketOutput {

  private final TextBatch text;
  private String separator = "\n";

  SocketJson(Console console) {
    this.text = new TextBatch(console);
  }

  @Override
  public void begin(ResponseHeader header) throws IOException {
    text.print("{\n\"header\": " + Printer.jsonLine(header) + ",\n\"sockets\": [");
  }

  @Override
  public void accept(Socket socket) throws IOException {
    text.print(separator + Printer.jsonLine(socket));
    separator = ",\n";
  }

  @Override
  public void end(long count) throws IOException {
    text.print("],\n\"totalSize\": \"" + Unsigned.text(count) + "\"\n}\n");
    text.flush();
  }
}
