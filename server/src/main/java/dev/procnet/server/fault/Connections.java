package dev.procnet.server.fault;

import java.net.SocketAddress;

/** The connections of callers. */
public interface Connections {

  /**
   * Closes one, without a word to its caller.
   *
   * @param remote its other end: the very object that the transport gave a call of it
   * @return there was one
   */
  boolean drop(SocketAddress remote);
}
