package dev.procnet.server.fault;

import java.time.Duration;

/**
 * Comes late.
 *
 * @param late the answer does; false: the request does
 */
record Delay(Duration time, boolean late) implements Effect {

  @Override
  public void before(FaultedCall<?, ?> call, Runnable onward) {
    if (late) {
      onward.run();
    } else {
      call.after(time, onward);
    }
  }

  @Override
  public Answer after(FaultedCall<?, ?> call, Answer next) {
    return late ? new Late(call, next).answer : next;
  }

  /** An answer that is let go some time after it began. */
  private final class Late {

    private final HeldAnswer answer;

    Late(FaultedCall<?, ?> call, Answer next) {
      answer = new HeldAnswer(call, next, false, () -> call.after(time, this::letGo));
    }

    private void letGo() {
      answer.letGo();
    }
  }
}
