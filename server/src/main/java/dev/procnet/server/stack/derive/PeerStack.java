package dev.procnet.server.stack.derive;

import dev.procnet.server.stack.IpAddress;
import dev.procnet.server.stack.Plan;
import dev.procnet.server.stack.TcpSocket;

/** What two stacks have to be to each other, so that one reaches the other. */
final class PeerStack {

  private PeerStack() {}

  /** Refuses to look for an address of this stack in another. */
  static void refuseOwn(Network network, IpAddress remote) {
    if (network.isLocal(remote)) {
      throw Refusals.refused(
          "EINVAL",
          "the remote address is of this stack, expected one of the peer stack, or no peer_stack");
    }
  }

  /**
   * Refuses what a peer stack would not receive or could not answer.
   *
   * @param network the peer stack's
   * @param to an address that it has to have
   * @param from one that it has to have a way to
   */
  static void requireReachable(Network network, String stack, IpAddress to, IpAddress from) {
    if (!network.isLocal(to)) {
      throw Refusals.refused(
          "EHOSTUNREACH", named(stack) + "does not have the remote address, expected one that has");
    }
    if (network.isLocal(from)) {
      throw Refusals.refused(
          "EADDRNOTAVAIL", named(stack) + "has the local address too, expected it to be of one");
    }
    if (network.oneEnded(from).device() == null) {
      throw Refusals.refused(
          "EHOSTUNREACH", named(stack) + "has no route to the local address, expected one");
    }
  }

  private static String named(String stack) {
    return "stack '" + stack + "' ";
  }

  /** The other end of a connection. */
  static TcpSocket otherEnd(Plan there, String stack, TcpSocket socket) {
    TcpSocket found = new TcpSockets(there).otherEnd(socket);
    if (found == null) {
      throw Refusals.refused(
          "ENOTCONN",
          named(stack)
              + "has no socket that is the other end of socket "
              + socket.id()
              + ", expected one");
    }
    return found;
  }
}
