package dev.procnet.client.fake;

import io.grpc.Context;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCall.Listener;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Notes every call, refuses those without a deadline, and lets calls fail as asked for. */
final class CallLog implements ServerInterceptor {

  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  private final Faults faults;
  private final List<String> methods = new CopyOnWriteArrayList<>();
  private final List<String> authorizations = new CopyOnWriteArrayList<>();
  private final AtomicInteger open = new AtomicInteger();
  private final List<Object> requests = new CopyOnWriteArrayList<>();

  CallLog(Faults faults) {
    this.faults = faults;
  }

  /** Names of the methods called, in order; an attempt each. */
  List<String> methods() {
    return methods;
  }

  /** What each call was authorized by; "null" where by nothing. */
  List<String> authorizations() {
    return authorizations;
  }

  /** Calls that are neither completed nor cancelled. */
  int open() {
    return open.get();
  }

  /** All messages of clients. */
  List<Object> requests() {
    return requests;
  }

  @Override
  public <Q, R> Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    String method = String.valueOf(call.getMethodDescriptor().getBareMethodName());
    methods.add(method);
    authorizations.add(String.valueOf(headers.get(AUTHORIZATION)));
    if (Context.current().getDeadline() == null) {
      call.close(Status.FAILED_PRECONDITION.withDescription("no deadline"), new Metadata());
      return new Listener<>() {};
    }
    return new Noting<>(call, next.startCall(call, headers), faults.next(method));
  }

  private final class Noting<Q> extends SimpleForwardingServerCallListener<Q> {
    private final ServerCall<Q, ?> call;
    private final @Nullable StatusRuntimeException failure;
    private boolean closed;

    Noting(ServerCall<Q, ?> call, Listener<Q> next, @Nullable StatusRuntimeException failure) {
      super(next);
      this.call = call;
      this.failure = failure;
      open.incrementAndGet();
    }

    @Override
    public void onComplete() {
      open.decrementAndGet();
      super.onComplete();
    }

    @Override
    public void onCancel() {
      open.decrementAndGet();
      super.onCancel();
    }

    @Override
    public void onMessage(Q message) {
      requests.add(message);
      if (failure == null) {
        super.onMessage(message);
      } else {
        close(failure);
      }
    }

    @Override
    public void onHalfClose() {
      if (closed) {
        return;
      }
      try {
        super.onHalfClose();
      } catch (StatusRuntimeException e) {
        close(e);
      }
    }

    private void close(StatusRuntimeException e) {
      if (!closed) {
        closed = true;
        Metadata trailers = e.getTrailers();
        call.close(e.getStatus(), trailers == null ? new Metadata() : trailers);
      }
    }
  }
}
