package dev.procnet.server.fault;

import io.grpc.Metadata;
import io.grpc.StatusException;
import java.util.Objects;

/**
 * Ends with a status.
 *
 * @param late in the place of the answer; false: before the service sees the request
 */
record FailingCall(StatusException status, boolean late) implements Effect {

  @Override
  public void before(FaultedCall<?, ?> call, Runnable onward) {
    if (late) {
      onward.run();
    } else {
      end(call);
    }
  }

  @Override
  public Answer after(FaultedCall<?, ?> call, Answer next) {
    return late ? new InsteadOfAnswer(() -> end(call)) : next;
  }

  private void end(FaultedCall<?, ?> call) {
    call.endNow(
        status.getStatus(), Objects.requireNonNullElseGet(status.getTrailers(), Metadata::new));
  }
}
