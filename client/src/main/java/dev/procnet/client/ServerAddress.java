package dev.procnet.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.net.HostAndPort;

/** Where a server listens. */
public sealed interface ServerAddress {

  /**
   * A TCP port.
   *
   * @param host name or address, an IPv6 one without brackets
   * @param port 1 to 65535
   */
  record Tcp(String host, int port) implements ServerAddress {
    /** Checks both. */
    public Tcp {
      if (host.isEmpty() || port < 1 || port > 65535) {
        throw invalid(host + ":" + port);
      }
    }

    @Override
    public String toString() {
      return HostAndPort.fromParts(host, port).toString();
    }
  }

  /**
   * A Unix socket.
   *
   * @param path of the socket, at most 107 bytes
   */
  record UnixSocket(String path) implements ServerAddress {
    /** What sun_path holds, its final NUL aside. */
    private static final int MAX_BYTES = 107;

    /** Checks the length. */
    public UnixSocket {
      int bytes = path.getBytes(UTF_8).length;
      if (bytes == 0 || bytes > MAX_BYTES) {
        throw new IllegalArgumentException(
            "path of a Unix socket: 1 to "
                + MAX_BYTES
                + " bytes expected, '"
                + path
                + "' has "
                + bytes);
      }
    }

    @Override
    public String toString() {
      return "unix:" + path;
    }
  }

  /**
   * Reads an address.
   *
   * @param text {@code host:port}, {@code [v6]:port} or {@code unix:path}
   * @throws IllegalArgumentException for anything else
   */
  static ServerAddress parse(String text) {
    if (text.startsWith("unix:")) {
      return new UnixSocket(text.substring("unix:".length()));
    }
    HostAndPort parsed;
    try {
      parsed = HostAndPort.fromString(text);
    } catch (IllegalArgumentException e) {
      throw invalid(text, e);
    }
    if (!parsed.hasPort()) {
      throw invalid(text);
    }
    return new Tcp(parsed.getHost(), parsed.getPort());
  }

  private static IllegalArgumentException invalid(String text) {
    return new IllegalArgumentException(expected(text));
  }

  private static IllegalArgumentException invalid(String text, Throwable cause) {
    return new IllegalArgumentException(expected(text), cause);
  }

  private static String expected(String text) {
    return "server '" + text + "': host:port, [v6]:port or unix:path expected, port 1 to 65535";
  }
}
