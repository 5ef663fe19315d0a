package dev.procnet.server.config;

import com.google.common.net.HostAndPort;
import com.google.common.net.InetAddresses;
import dev.procnet.server.stack.ProcnetException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;

/** Where to listen: {@code host:port}, {@code [v6]:port} or {@code unix:PATH}. */
public sealed interface ListenAddress {

  /** What {@link #parse} takes, in words. */
  String SHAPE = "host:port, [v6]:port or unix:PATH";

  /** Nobody on another machine can reach it. Told by the text alone, without a name service. */
  boolean isLocal();

  /**
   * Reads an address.
   *
   * @throws IllegalArgumentException it is none
   */
  static ListenAddress parse(String text) {
    if (text.startsWith(Unix.PREFIX)) {
      return Unix.parse(text.substring(Unix.PREFIX.length()));
    }
    return Tcp.parse(text);
  }

  /**
   * A TCP address.
   *
   * @param host an address, {@code localhost} or another name
   * @param port 0 to 65535; 0: a free one
   */
  record Tcp(String host, int port) implements ListenAddress {

    private static final String LOCALHOST = "localhost";

    public Tcp {
      if (host.isEmpty()) {
        throw ProcnetException.field("host", "is '', expected an address or a name");
      }
      if (port < 0 || port > 0xFFFF) {
        throw ProcnetException.field("port", "is " + port + ", expected 0 to 65535");
      }
    }

    /**
     * Reads {@code host:port} or {@code [v6]:port}.
     *
     * @throws IllegalArgumentException it is neither
     */
    public static Tcp parse(String text) {
      HostAndPort parts = HostAndPort.fromString(text);
      if (!parts.hasPort() || parts.getHost().isEmpty() || parts.getHost().contains(" ")) {
        throw new IllegalArgumentException("no host or no port in '" + text + "'");
      }
      return new Tcp(parts.getHost().toLowerCase(Locale.ROOT), parts.getPort());
    }

    /** The address that a socket was bound to. */
    public static Tcp of(InetSocketAddress bound) {
      return new Tcp(InetAddresses.toAddrString(bound.getAddress()), bound.getPort());
    }

    /**
     * What to bind. {@code localhost} is the loopback address whatever a name service says, as it
     * was let through for that.
     *
     * @throws UnknownHostException the name has no address
     */
    public InetSocketAddress resolve() throws UnknownHostException {
      InetAddress address =
          host.equals(LOCALHOST) ? InetAddress.getLoopbackAddress() : InetAddress.getByName(host);
      return new InetSocketAddress(address, port);
    }

    @Override
    public boolean isLocal() {
      return host.equals(LOCALHOST)
          || (InetAddresses.isInetAddress(host)
              && InetAddresses.forString(host).isLoopbackAddress());
    }

    @Override
    public String toString() {
      return HostAndPort.fromParts(host, port).toString();
    }
  }

  /**
   * A Unix-domain socket.
   *
   * @param path at most 107 bytes, as the kernel's sockaddr_un holds 108 with the final NUL
   *     (unix(7))
   */
  record Unix(Path path) implements ListenAddress {

    static final String PREFIX = "unix:";
    private static final int MAX_BYTES = 107;

    public Unix {
      int length = path.toString().getBytes(StandardCharsets.UTF_8).length;
      if (length == 0 || length > MAX_BYTES) {
        throw ProcnetException.field(
            "path", "has " + length + " bytes, expected 1 to " + MAX_BYTES);
      }
    }

    private static Unix parse(String path) {
      try {
        return new Unix(Path.of(path));
      } catch (InvalidPathException e) {
        throw new IllegalArgumentException(e);
      }
    }

    @Override
    public boolean isLocal() {
      return true;
    }

    @Override
    public String toString() {
      return PREFIX + path;
    }
  }
}
