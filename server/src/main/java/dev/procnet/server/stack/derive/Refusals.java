package dev.procnet.server.stack.derive;

import dev.procnet.server.stack.ProcnetException;
import dev.procnet.server.stack.ProcnetException.Reason;
import dev.procnet.server.stack.TcpSocket;

/** What the kernel would refuse. */
final class Refusals {

  private Refusals() {}

  /**
   * @param errno name of the kernel's error
   * @param why what the state is and what was expected
   */
  static ProcnetException refused(String errno, String why) {
    return ProcnetException.of(Reason.OPERATION_REFUSED, errno + ": " + why, "errno", errno);
  }

  /**
   * A connection is there already.
   *
   * @param where it is, {@code " of stack 'web'"}; empty: in the stack that the caller speaks of
   */
  static ProcnetException connected(TcpSocket same, String where) {
    return refused(
        "EADDRNOTAVAIL",
        "socket "
            + same.id()
            + where
            + " is that connection already, in state "
            + same.state()
            + ", expected another local port");
  }
}
