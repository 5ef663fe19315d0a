package dev.procnet.server.fault;

import com.google.protobuf.Message;
import io.grpc.Metadata;
import io.grpc.Status;
import java.util.ArrayDeque;
import java.util.Deque;

/** Keeps an answer back until it is let go. Its service is told to send no more meanwhile. */
final class HeldAnswer implements Answer {

  private final FaultedCall<?, ?> call;
  private final Answer next;
  private final Runnable atFirst;
  private final boolean headersPass;
  private final Deque<Runnable> kept = new ArrayDeque<>();
  private boolean begun;
  private boolean open;

  /**
   * @param atFirst run when the first of what is kept back comes
   * @param headersPass they are not kept back
   */
  HeldAnswer(FaultedCall<?, ?> call, Answer next, boolean headersPass, Runnable atFirst) {
    this.call = call;
    this.next = next;
    this.headersPass = headersPass;
    this.atFirst = atFirst;
  }

  /** Lets it go. */
  void letGo() {
    open = true;
    kept.forEach(Runnable::run);
    kept.clear();
    call.release();
  }

  @Override
  public void headers(Metadata headers) {
    if (headersPass) {
      next.headers(headers);
    } else {
      pass(() -> next.headers(headers));
    }
  }

  @Override
  public void message(Message message) {
    pass(() -> next.message(message));
  }

  @Override
  public void end(Status status, Metadata trailers) {
    pass(() -> next.end(status, trailers));
  }

  private void pass(Runnable part) {
    if (open) {
      part.run();
      return;
    }
    kept.add(part);
    if (!begun) {
      begun = true;
      call.hold();
      atFirst.run();
    }
  }
}
