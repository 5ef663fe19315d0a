package dev.procnet.server.fault;

import com.google.common.collect.Iterators;
import com.google.protobuf.Message;
import io.grpc.Metadata;
import io.grpc.Status;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;

/**
 * Sends little by little.
 *
 * @param chunk bytes of a piece
 * @param interval between two pieces
 */
record Dribble(int chunk, Duration interval) implements Effect {

  @Override
  public Answer after(FaultedCall<?, ?> call, Answer next) {
    return new Drops(call, next);
  }

  /** A piece a tick; the end right behind the last piece. Ticks go on while there are pieces. */
  private final class Drops implements Answer {

    private final FaultedCall<?, ?> call;
    private final Answer next;
    private final Deque<Iterator<Runnable>> pieces = new ArrayDeque<>();
    private Runnable end = () -> {};
    private boolean ticking;

    Drops(FaultedCall<?, ?> call, Answer next) {
      this.call = call;
      this.next = next;
    }

    @Override
    public void headers(Metadata headers) {
      next.headers(headers);
    }

    @Override
    public void message(Message message) {
      pieces.add(call.hasOneAnswer() ? whole(message) : split(message));
      if (!ticking) {
        ticking = true;
        call.hold();
        tick();
      }
    }

    /** An answer in one message comes with what would be its last piece. */
    private Iterator<Runnable> whole(Message message) {
      long count = Math.max(1, Math.ceilDiv(Content.size(message), (long) chunk));
      Iterator<Runnable> nothing =
          Iterators.limit(
              Iterators.cycle(Collections.<Runnable>singletonList(() -> {})),
              (int) Math.min(count - 1, Integer.MAX_VALUE));
      return Iterators.concat(nothing, Iterators.singletonIterator(() -> next.message(message)));
    }

    private Iterator<Runnable> split(Message message) {
      return Iterators.transform(
          Content.pieces(message, chunk), piece -> () -> next.message(piece));
    }

    private void tick() {
      Iterator<Runnable> piece = pieces.peek();
      if (piece == null) {
        ticking = false;
        call.release();
        return;
      }
      piece.next().run();
      if (!piece.hasNext()) {
        pieces.remove();
      }
      if (pieces.isEmpty()) {
        end.run();
      }
      call.after(interval, this::tick);
    }

    @Override
    public void end(Status status, Metadata trailers) {
      end = () -> next.end(status, trailers);
      if (pieces.isEmpty()) {
        end.run();
      }
    }
  }
}
