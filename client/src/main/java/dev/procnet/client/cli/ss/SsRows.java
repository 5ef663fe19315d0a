package dev.procnet.client.cli.ss;

import dev.procnet.v1.Socket;
import java.io.IOException;

/** Prints the sockets of one table. */
interface SsRows {

  /** What the filter looks at. */
  SsSocket subject(Socket socket);

  /** The socket is of a table, family and state that is shown. */
  boolean isShown(Socket socket);

  /** Takes a socket that is shown and that the filter holds for. */
  void print(Socket socket) throws IOException;

  /** All came. */
  default void finish() throws IOException {}
}
