package dev.procnet.server.stack.derive;

import java.util.function.IntPredicate;

/** Ports that the kernel picks. */
final class Ports {

  /** Default of net.ipv4.ip_local_port_range. */
  private static final int FIRST = 32_768;

  private static final int LAST = 60_999;

  private Ports() {}

  /**
   * The lowest that is free. The kernel takes one at random, which would not be the same again.
   *
   * @throws dev.procnet.server.stack.ProcnetException OPERATION_REFUSED, EADDRNOTAVAIL
   */
  static int firstFree(IntPredicate free) {
    for (int port = FIRST; port <= LAST; port++) {
      if (free.test(port)) {
        return port;
      }
    }
    throw Refusals.refused(
        "EADDRNOTAVAIL",
        "ports " + FIRST + " to " + LAST + " are all taken, expected a free one or `local.port`");
  }
}
