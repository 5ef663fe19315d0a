package dev.procnet.server.fault;

import com.google.protobuf.Message;
import dev.procnet.server.stack.Snapshot;

/** What one fault does to one call. Made for that call; its methods are called one at a time. */
interface Effect {

  /** The request as the service shall see it. */
  default Message request(Message request) {
    return request;
  }

  /** The state as the service shall see it. */
  default Snapshot view(Snapshot state) {
    return state;
  }

  /**
   * Stands between a request and its service.
   *
   * @param onward lets the request go on: now, later or, if it is never run, not at all
   */
  default void before(FaultedCall<?, ?> call, Runnable onward) {
    onward.run();
  }

  /**
   * Stands between a service and its caller.
   *
   * @param next what comes after it on the way to the caller
   */
  default Answer after(FaultedCall<?, ?> call, Answer next) {
    return next;
  }
}
