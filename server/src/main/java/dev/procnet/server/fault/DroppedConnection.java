package dev.procnet.server.fault;

/**
 * Loses the connection.
 *
 * @param late in the place of the answer; false: before the service sees the request
 */
record DroppedConnection(boolean late) implements Effect {

  @Override
  public void before(FaultedCall<?, ?> call, Runnable onward) {
    if (late) {
      onward.run();
    } else {
      call.dropConnection();
    }
  }

  @Override
  public Answer after(FaultedCall<?, ?> call, Answer next) {
    return late ? new InsteadOfAnswer(call::dropConnection) : next;
  }
}
