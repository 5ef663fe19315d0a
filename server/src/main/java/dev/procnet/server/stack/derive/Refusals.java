package dev.procnet.server.stack.derive;

import dev.procnet.server.stack.ProcnetException;
import dev.procnet.server.stack.ProcnetException.Reason;

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
}
