package dev.procnet.server;

import io.grpc.Context;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.netty.shaded.io.netty.util.Timeout;
import io.grpc.netty.shaded.io.netty.util.Timer;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Ends calls that gave no deadline when the server's own is over, and says so; a moment later it
 * resets those that have not read it.
 *
 * <p>A wheel keeps the times, since each call puts one there and takes it back: that costs a tenth
 * of the calls a second by a timer that keeps them in order.
 */
final class DeadlineInterceptor implements ServerInterceptor {

  private static final Duration MOMENT = Duration.ofSeconds(1);

  private final CallTimes times;
  private final Timer timer;

  @Inject
  DeadlineInterceptor(CallTimes times, Timer timer) {
    this.times = times;
    this.timer = timer;
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    Duration time =
        times.of(
            call.getMethodDescriptor().getFullMethodName(),
            call.getMethodDescriptor().getType(),
            headers);
    if (time.isZero()) {
      return next.startCall(call, headers);
    }
    Context context = Context.current();
    Timeout end =
        timer.newTimeout(_ -> end(call, time, context), time.toMillis(), TimeUnit.MILLISECONDS);
    try {
      return new Ending<>(next.startCall(call, headers), end);
    } catch (RuntimeException | Error e) {
      end.cancel();
      throw e;
    }
  }

  private void end(ServerCall<?, ?> call, Duration time, Context context) {
    call.close(
        Status.DEADLINE_EXCEEDED.withDescription(
            "the call gave no deadline, and " + time + " is the longest that the server gives"),
        new Metadata());
    var _ =
        timer.newTimeout(_ -> UnreadCalls.reset(context), MOMENT.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static final class Ending<Q> extends SimpleForwardingServerCallListener<Q> {

    private final Timeout end;

    Ending(ServerCall.Listener<Q> listener, Timeout end) {
      super(listener);
      this.end = end;
    }

    @Override
    public void onCancel() {
      end.cancel();
      super.onCancel();
    }

    @Override
    public void onComplete() {
      end.cancel();
      super.onComplete();
    }
  }
}
