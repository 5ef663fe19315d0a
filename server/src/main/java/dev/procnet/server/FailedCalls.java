package dev.procnet.server;

import dev.procnet.server.web.status.RecentErrors;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import jakarta.inject.Inject;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Keeps the last calls that failed for the status page; not those that their callers ended. */
final class FailedCalls implements ServerInterceptor {

  private final RecentErrors errors;
  private final InstantSource clock;

  @Inject
  FailedCalls(RecentErrors errors, InstantSource clock) {
    this.errors = errors;
    this.clock = clock;
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    return next.startCall(
        new SimpleForwardingServerCall<Q, A>(call) {
          @Override
          public void close(Status status, Metadata trailers) {
            if (!status.isOk() && status.getCode() != Status.Code.CANCELLED) {
              keep(getMethodDescriptor().getFullMethodName(), status);
            }
            super.close(status, trailers);
          }
        },
        headers);
  }

  private void keep(String method, Status status) {
    @Nullable String text = status.getDescription();
    errors.add(
        new RecentErrors.Failed(
            clock.instant(),
            method.substring(method.lastIndexOf('.') + 1),
            status.getCode().name(),
            text == null ? "" : text));
  }
}
