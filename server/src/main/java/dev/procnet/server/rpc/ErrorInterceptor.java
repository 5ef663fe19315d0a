package dev.procnet.server.rpc;

import dev.procnet.server.stack.ProcnetException;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells callers of errors, in one way: those that a service throws, from any callback, and those it
 * hands to its observer. {@link Errors} says how. Must be the interceptor nearest to the services.
 */
@Singleton
public final class ErrorInterceptor implements ServerInterceptor {

  private static final Logger LOG = LoggerFactory.getLogger(ErrorInterceptor.class);

  private final RpcCounts counts;

  @Inject
  ErrorInterceptor(RpcCounts counts) {
    this.counts = counts;
  }

  /**
   * A service whose requests are decoded inside of its interceptors, not before them: so that what
   * does not decode is an error like any other, and not one that gRPC logs and tells as unknown.
   *
   * @param inner interceptors that see decoded messages, the outermost first
   */
  public static ServerServiceDefinition decodedInside(
      ServerServiceDefinition service, List<ServerInterceptor> inner) {
    return ServerInterceptors.useMarshalledMessages(
        ServerInterceptors.interceptForward(service, inner), EncodedMessages.INSTANCE);
  }

  /** Ends a call that no service has seen, with an error told as theirs are. */
  public void refuse(ServerCall<?, ?> call, ProcnetException error) {
    new MappedCall<>(call, counts).fail(error);
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    MappedCall<Q, A> mapped = new MappedCall<>(call, counts);
    try {
      return new MappedListener<>(next.startCall(mapped, headers), mapped);
    } catch (RuntimeException | Error e) {
      mapped.fail(e);
      return new ServerCall.Listener<>() {};
    }
  }

  private static final class MappedCall<Q, A> extends SimpleForwardingServerCall<Q, A> {

    private final AtomicBoolean closed = new AtomicBoolean();
    private final RpcCounts counts;

    MappedCall(ServerCall<Q, A> call, RpcCounts counts) {
      super(call);
      this.counts = counts;
    }

    @Override
    public void close(Status status, Metadata trailers) {
      if (!closed.compareAndSet(false, true)) {
        return;
      }
      Throwable cause = Errors.causeToMap(status);
      if (cause == null) {
        super.close(status, trailers);
      } else {
        closeWith(cause);
      }
    }

    void fail(Throwable error) {
      if (closed.compareAndSet(false, true)) {
        closeWith(error);
      } else {
        LOG.debug("after the end of {}", getMethodDescriptor().getFullMethodName(), error);
      }
    }

    private void closeWith(Throwable error) {
      counts.failed(getMethodDescriptor(), error);
      StatusRuntimeException told = Errors.toStatus(error);
      Metadata trailers = told.getTrailers();
      super.close(told.getStatus(), trailers == null ? new Metadata() : trailers);
    }
  }

  private static final class MappedListener<Q> extends SimpleForwardingServerCallListener<Q> {

    private final MappedCall<Q, ?> call;

    MappedListener(ServerCall.Listener<Q> listener, MappedCall<Q, ?> call) {
      super(listener);
      this.call = call;
    }

    @Override
    public void onMessage(Q message) {
      guarded(() -> super.onMessage(message));
    }

    @Override
    public void onHalfClose() {
      guarded(super::onHalfClose);
    }

    @Override
    public void onReady() {
      guarded(super::onReady);
    }

    @Override
    public void onCancel() {
      guarded(super::onCancel);
    }

    @Override
    public void onComplete() {
      guarded(super::onComplete);
    }

    private void guarded(Runnable callback) {
      try {
        callback.run();
      } catch (RuntimeException | Error e) {
        call.fail(e);
      }
    }
  }
}
