package dev.procnet.client.cli;

import dev.procnet.client.SocketSink;
import java.io.IOException;

/** Prints sockets while they come, so that their number does not matter. */
interface SocketOutput extends SocketSink {

  /** All came. */
  void end(long count) throws IOException;

  /** In the form that the options ask for. */
  static SocketOutput of(Session session) {
    Console console = session.console();
    return switch (session.format()) {
      case TABLE, WIDE, RAW, CSV -> new SocketTable(console, session.format());
      case NAME -> new SocketIds(console);
      case JSONL -> new SocketLines(console);
      case JSON -> new SocketJson(console);
      case YAML -> new SocketYaml(console);
    };
  }
}
