package dev.procnet.client.cli;

import dev.procnet.v1.ResponseHeader;
import dev.procnet.v1.Socket;
import java.io.IOException;

/** Sockets as the YAML of one ListSocketsResponse that has them all. */
final class SocketYaml implements SocketOutput {

  private final TextBatch text;
  private boolean any;

  SocketYaml(Console console) {
    this.text = new TextBatch(console);
  }

  @Override
  public void begin(ResponseHeader header) throws IOException {
    text.print(Yaml.ofJson("{\"header\": " + Printer.json(header) + "}"));
  }

  @Override
  public void accept(Socket socket) throws IOException {
    text.print((any ? "" : "sockets:\n") + Yaml.ofJson("[" + Printer.json(socket) + "]"));
    any = true;
  }

  @Override
  public void end(long count) throws IOException {
    text.print((any ? "" : "sockets: []\n") + "totalSize: '" + Unsigned.text(count) + "'\n");
    text.flush();
  }
}
