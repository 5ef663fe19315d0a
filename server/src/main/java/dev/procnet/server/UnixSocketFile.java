package dev.procnet.server;

import dev.procnet.server.config.ListenAddress;
import dev.procnet.server.config.SocketMode;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The file of a Unix socket: not everyone may connect, and none that is in use is taken away. */
final class UnixSocketFile {

  private static final Logger LOG = LoggerFactory.getLogger(UnixSocketFile.class);

  private final ListenAddress.Unix address;

  UnixSocketFile(ListenAddress.Unix address) {
    this.address = address;
  }

  /**
   * Removes a socket that nobody listens on, left by a server that was killed.
   *
   * @throws StartException something else is there
   */
  void makeWay() throws StartException {
    Path path = address.path();
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try {
      if (!isSocket(path)) {
        throw new StartException(address + " is there and is no socket, expected a free path");
      }
      if (answers(path)) {
        throw new StartException(
            address + ": address already in use: a server answers on it; choose another path");
      }
      Files.delete(path);
      LOG.info("removed the socket {}, which nobody listened on", path);
    } catch (IOException e) {
      throw new StartException(address + " can't be replaced: " + Failures.reason(e));
    }
  }

  /** Lets only those connect. */
  void restrict(SocketMode mode) throws StartException {
    try {
      Files.setPosixFilePermissions(address.path(), mode.permissions());
    } catch (IOException e) {
      throw new StartException(
          address + " can't be given mode " + mode.label() + ": " + Failures.reason(e));
    }
  }

  private static boolean isSocket(Path path) throws IOException {
    PosixFileAttributes attributes =
        Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    // Neither file, directory nor link; a device or a pipe is not what anyone listens on.
    return attributes.isOther();
  }

  private static boolean answers(Path path) {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      return channel.connect(UnixDomainSocketAddress.of(path));
    } catch (IOException e) {
      return !Failures.reason(e).equals("connection refused");
    }
  }
}
