package dev.procnet.server.fault;

import com.google.protobuf.Message;
import dev.procnet.v1.WatchStackResponse;
import io.grpc.Metadata;
import io.grpc.Status;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Tells watches of revisions late.
 *
 * @param batches how many newer ones must be there
 */
record LaggingWatch(int batches) implements Effect {

  @Override
  public Answer after(FaultedCall<?, ?> call, Answer next) {
    return new Lag(next);
  }

  private final class Lag implements Answer {

    private final Answer next;
    private final Deque<WatchStackResponse> kept = new ArrayDeque<>();
    private int keptBatches;

    Lag(Answer next) {
      this.next = next;
    }

    @Override
    public void headers(Metadata headers) {
      next.headers(headers);
    }

    @Override
    public void message(Message message) {
      if (!(message instanceof WatchStackResponse told) || (kept.isEmpty() && !isBatch(told))) {
        next.message(message);
        return;
      }
      kept.add(told);
      keptBatches += isBatch(told) ? 1 : 0;
      while (keptBatches > batches || startsWithoutBatch()) {
        WatchStackResponse first = kept.remove();
        keptBatches -= isBatch(first) ? 1 : 0;
        next.message(first);
      }
    }

    /** Nothing that it says is news. */
    private boolean startsWithoutBatch() {
      WatchStackResponse first = kept.peek();
      return first != null && !isBatch(first);
    }

    private static boolean isBatch(WatchStackResponse message) {
      return message.hasChanges() || message.hasReplaced();
    }

    @Override
    public void end(Status status, Metadata trailers) {
      next.end(status, trailers);
    }
  }
}
