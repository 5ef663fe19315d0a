package dev.procnet.server;

import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Ends calls that gave no deadline when the server's own is over, and says so. */
final class DeadlineInterceptor implements ServerInterceptor {

  private final CallTimes times;
  private final ScheduledExecutorService timer;

  @Inject
  DeadlineInterceptor(CallTimes times, ScheduledExecutorService timer) {
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
    Future<?> end = timer.schedule(() -> end(call, time), time.toMillis(), TimeUnit.MILLISECONDS);
    try {
      return new Ending<>(next.startCall(call, headers), end);
    } catch (RuntimeException | Error e) {
      end.cancel(false);
      throw e;
    }
  }

  private static void end(ServerCall<?, ?> call, Duration time) {
    call.close(
        Status.DEADLINE_EXCEEDED.withDescription(
            "the call gave no deadline, and " + time + " is the longest that the server gives"),
        new Metadata());
  }

  private static final class Ending<Q> extends SimpleForwardingServerCallListener<Q> {

    private final Future<?> end;

    Ending(ServerCall.Listener<Q> listener, Future<?> end) {
      super(listener);
      this.end = end;
    }

    @Override
    public void onCancel() {
      end.cancel(false);
      super.onCancel();
    }

    @Override
    public void onComplete() {
      end.cancel(false);
      super.onComplete();
    }
  }
}
