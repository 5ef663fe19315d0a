package dev.procnet.server.fault;

import java.time.Duration;

/**
 * Headers, then silence.
 *
 * @param time zero: without end
 * @param late the service has carried the request out; false: it does so after the silence
 */
record Stall(Duration time, boolean late) implements Effect {

  @Override
  public void before(FaultedCall<?, ?> call, Runnable onward) {
    if (late) {
      onward.run();
    } else {
      call.sendHeadersNow();
      if (!time.isZero()) {
        call.after(time, onward);
      }
    }
  }

  @Override
  public Answer after(FaultedCall<?, ?> call, Answer next) {
    return late ? new Silence(call, next).answer : next;
  }

  private final class Silence {

    private final FaultedCall<?, ?> call;
    private final HeldAnswer answer;

    Silence(FaultedCall<?, ?> call, Answer next) {
      this.call = call;
      this.answer = new HeldAnswer(call, next, true, this::begin);
    }

    private void begin() {
      call.sendHeadersNow();
      if (!time.isZero()) {
        call.after(time, answer::letGo);
      }
    }
  }
}
