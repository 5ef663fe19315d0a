package dev.procnet.server;

import io.grpc.BindableService;
import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerStreamTracer;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Resets calls a moment after they were ended as their time was over: a caller that reads nothing
 * does not read that either, and what was made for it would be held as long as it likes. A deadline
 * of the call's context is the one thing that gRPC resets a call for.
 */
final class UnreadCalls extends ServerStreamTracer.Factory {

  private static final Duration MOMENT = Duration.ofSeconds(1);

  private final CallTimes times;
  private final ScheduledExecutorService timer;
  private final Set<String> unary;

  @Inject
  UnreadCalls(CallTimes times, ScheduledExecutorService timer, Set<BindableService> services) {
    this.times = times;
    this.timer = timer;
    this.unary =
        services.stream()
            .flatMap(service -> service.bindService().getMethods().stream())
            .map(ServerMethodDefinition::getMethodDescriptor)
            .filter(method -> method.getType() == MethodType.UNARY)
            .map(method -> method.getFullMethodName())
            .collect(Collectors.toSet());
  }

  @Override
  public ServerStreamTracer newServerStreamTracer(String method, Metadata headers) {
    MethodType type = unary.contains(method) ? MethodType.UNARY : MethodType.BIDI_STREAMING;
    Duration time = times.of(method, type, headers);
    return time.isZero() ? new ServerStreamTracer() {} : new Resetting(time.plus(MOMENT));
  }

  private final class Resetting extends ServerStreamTracer {

    private final Duration time;

    Resetting(Duration time) {
      this.time = time;
    }

    @Override
    public Context filterContext(Context context) {
      return context.withDeadlineAfter(time.toMillis(), TimeUnit.MILLISECONDS, timer);
    }
  }
}
