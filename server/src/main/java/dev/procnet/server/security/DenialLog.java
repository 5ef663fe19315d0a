package dev.procnet.server.security;

import com.google.common.collect.Sets;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import jakarta.inject.Inject;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs a line for each call that was turned away, and none for those that were served. */
public final class DenialLog implements ServerInterceptor {

  private static final Logger LOG = LoggerFactory.getLogger(DenialLog.class);
  private static final Set<Status.Code> DENIALS =
      Sets.immutableEnumSet(Status.Code.PERMISSION_DENIED, Status.Code.UNAUTHENTICATED);

  @Inject
  public DenialLog() {}

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    return next.startCall(
        new SimpleForwardingServerCall<Q, A>(call) {
          @Override
          public void close(Status status, Metadata trailers) {
            if (DENIALS.contains(status.getCode())) {
              log(call, status);
            }
            super.close(status, trailers);
          }
        },
        headers);
  }

  private static void log(ServerCall<?, ?> call, Status status) {
    LOG.warn(
        "denied {} to {}: {} {}",
        call.getMethodDescriptor().getFullMethodName(),
        call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR),
        status.getCode(),
        status.getDescription());
  }
}
