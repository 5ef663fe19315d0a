package dev.procnet.client.cli.ss;

import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A filter: which sockets are shown. */
sealed interface SsCondition {

  /** Holds for the socket. */
  boolean holds(SsSocket socket);

  /** All sockets. */
  record Any() implements SsCondition {
    @Override
    public boolean holds(SsSocket socket) {
      return true;
    }
  }

  /** Both. */
  record And(SsCondition one, SsCondition other) implements SsCondition {
    @Override
    public boolean holds(SsSocket socket) {
      return one.holds(socket) && other.holds(socket);
    }
  }

  /** One of both. */
  record Or(SsCondition one, SsCondition other) implements SsCondition {
    @Override
    public boolean holds(SsSocket socket) {
      return one.holds(socket) || other.holds(socket);
    }
  }

  /** Not. */
  record Not(SsCondition condition) implements SsCondition {
    @Override
    public boolean holds(SsSocket socket) {
      return !condition.holds(socket);
    }
  }

  /** What has no parts that a server could be asked for: ranges of ports, interfaces, marks. */
  record Other(Predicate<SsSocket> predicate) implements SsCondition {
    @Override
    public boolean holds(SsSocket socket) {
      return predicate.test(socket);
    }
  }

  /**
   * An address and a port.
   *
   * @param remote of the peer, not of the socket itself
   * @param family of whose form it was written
   * @param port null: any
   * @param prefixes one must hold the address; none: any
   * @param name pattern of a unix socket's name; null for other families
   * @param protocol of packet and netlink sockets; null: any
   */
  record Host(
      boolean remote,
      SsFamily family,
      @Nullable Integer port,
      List<SsPrefix> prefixes,
      @Nullable String name,
      @Nullable Integer protocol)
      implements SsCondition {

    @Override
    public boolean holds(SsSocket socket) {
      if (name != null) {
        return socket.family() == SsFamily.UNIX
            && new SsPattern(name).matches(remote ? "" : orEmpty(socket.name()));
      }
      if (port != null && port != (remote ? socket.remotePort() : socket.localPort())) {
        return false;
      }
      if (protocol != null) {
        return protocol == (remote ? 0 : socket.protocol());
      }
      return prefixes.isEmpty() || prefixes.stream().anyMatch(p -> p.holds(socket, remote));
    }

    private static String orEmpty(@Nullable String name) {
      return name == null ? "" : name;
    }
  }
}
