package dev.procnet.client;

import dev.procnet.v1.ResponseHeader;
import dev.procnet.v1.Socket;
import java.io.IOException;

/** Takes sockets as they come. */
@FunctionalInterface
public interface SocketSink {

  /** Takes a socket. What it throws ends the stream. */
  void accept(Socket socket) throws IOException;

  /** Told once, before the first socket, which state they are of. */
  default void begin(ResponseHeader header) throws IOException {}
}
