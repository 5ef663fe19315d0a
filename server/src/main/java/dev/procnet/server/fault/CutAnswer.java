package dev.procnet.server.fault;

import com.google.protobuf.Message;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusException;
import java.util.Objects;

/**
 * Ends an answer after so many bytes.
 *
 * @param most unsigned
 * @param status how it ends then
 */
record CutAnswer(long most, Status status, Metadata trailers) implements Effect {

  /** One that ends as if it were complete. */
  static CutAnswer ending(long most) {
    return new CutAnswer(most, Status.OK, new Metadata());
  }

  /** One that ends with an error. */
  static CutAnswer failing(long most, StatusException error) {
    return new CutAnswer(
        most, error.getStatus(), Objects.requireNonNullElseGet(error.getTrailers(), Metadata::new));
  }

  @Override
  public Answer after(FaultedCall<?, ?> call, Answer next) {
    return new Cut(call, next);
  }

  private final class Cut implements Answer {

    private final FaultedCall<?, ?> call;
    private final Answer next;
    private long left = most;

    Cut(FaultedCall<?, ?> call, Answer next) {
      this.call = call;
      this.next = next;
    }

    @Override
    public void headers(Metadata headers) {
      next.headers(headers);
    }

    @Override
    public void message(Message message) {
      long size = Content.size(message);
      if (Long.compareUnsigned(size, left) <= 0) {
        left -= size;
        next.message(message);
        return;
      }
      // An answer that is no stream is not complete without its message, however little it holds.
      if (Content.isPart(message) && (left != 0 || call.hasOneAnswer())) {
        next.message(Content.cut(message, 0, (int) left));
      }
      call.endNow(status, trailers);
    }

    @Override
    public void end(Status complete, Metadata completeTrailers) {
      next.end(complete, completeTrailers);
    }
  }
}
