package dev.procnet.server.stack.derive;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.procnet.server.stack.ProcnetException;
import dev.procnet.server.stack.ProcnetException.Reason;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What a host refuses. */
final class Refusal {

  private Refusal() {}

  /** The kernel's error, and all of the message. */
  static void of(ThrowingCallable call, String errno, String message) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ProcnetException.class,
            e -> {
              Assertions.assertThat(e.reason()).isEqualTo(Reason.OPERATION_REFUSED);
              Assertions.assertThat(e.metadata()).containsEntry("errno", errno);
              Assertions.assertThat(e).hasMessage("mutations[0]: " + errno + ": " + message);
            });
  }
}
