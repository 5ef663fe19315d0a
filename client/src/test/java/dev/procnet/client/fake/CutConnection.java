package dev.procnet.client.fake;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Stands before a server, and cuts each connection as the death of the server's machine does. */
public final class CutConnection implements AutoCloseable {

  private final ServerSocket entrance;
  private final int port;
  private final int limit;

  /**
   * Begins to listen on a free port of the loopback.
   *
   * @param limit how many bytes of the server pass
   */
  public CutConnection(FakeServer server, int limit) {
    port = server.port();
    this.limit = limit;
    try {
      entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  /** As {@code --server} takes it. */
  public String address() {
    return "127.0.0.1:" + entrance.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    entrance.close();
  }

  private void accept() {
    while (!entrance.isClosed()) {
      try (Socket client = entrance.accept();
          Socket server = new Socket(InetAddress.getLoopbackAddress(), port)) {
        Thread.ofVirtual().start(() -> pass(client, server, Integer.MAX_VALUE));
        pass(server, client, limit);
      } catch (IOException e) {
        // Closed.
      }
    }
  }

  private static void pass(Socket from, Socket to, int most) {
    byte[] buffer = new byte[8192];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      int left = most;
      for (int n = in.read(buffer); n > 0 && left > 0; n = in.read(buffer)) {
        out.write(buffer, 0, Math.min(n, left));
        left -= n;
      }
    } catch (IOException e) {
      // The other direction has ended.
    }
  }
}
