package dev.procnet.server;

import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import jakarta.inject.Inject;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The calls under way, so that they can be ended with UNAVAILABLE, which clients know to be worth
 * another try. A connection that is cut would tell them CANCELLED.
 *
 * <p>When the server drains, gRPC's own streams, health watches and reflection, are ended: they
 * would go on until their clients end them, and each drain would take its whole grace time.
 */
final class OpenCalls implements ServerInterceptor, DrainListener {

  private final Set<Endable<?, ?>> open = ConcurrentHashMap.newKeySet();
  private volatile boolean draining;

  @Inject
  OpenCalls() {}

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    Endable<Q, A> endable = new Endable<>(call);
    open.add(endable);
    ServerCall.Listener<Q> listener = next.startCall(endable, headers);
    if (draining && endable.isEndless()) {
      endable.end();
    }
    return new Forgetting<>(listener, endable);
  }

  @Override
  public void drainBegins() {
    draining = true;
    open.stream().filter(Endable::isEndless).forEach(Endable::end);
  }

  /** Ends all. */
  void end() {
    open.forEach(Endable::end);
  }

  /** A call that a thread other than its own may end: what it sends takes turns with that. */
  private static final class Endable<Q, A> extends SimpleForwardingServerCall<Q, A> {

    private boolean closed;

    Endable(ServerCall<Q, A> call) {
      super(call);
    }

    boolean isEndless() {
      return getMethodDescriptor().getFullMethodName().startsWith("grpc.")
          && getMethodDescriptor().getType() != MethodType.UNARY;
    }

    void end() {
      close(Status.UNAVAILABLE.withDescription("the server is stopping"), new Metadata());
    }

    @Override
    public synchronized void sendHeaders(Metadata headers) {
      if (!closed) {
        super.sendHeaders(headers);
      }
    }

    @Override
    public synchronized void sendMessage(A message) {
      if (!closed) {
        super.sendMessage(message);
      }
    }

    @Override
    public synchronized void close(Status status, Metadata trailers) {
      if (!closed) {
        closed = true;
        super.close(status, trailers);
      }
    }
  }

  private final class Forgetting<Q> extends SimpleForwardingServerCallListener<Q> {

    private final Endable<Q, ?> call;

    Forgetting(ServerCall.Listener<Q> listener, Endable<Q, ?> call) {
      super(listener);
      this.call = call;
    }

    @Override
    public void onCancel() {
      open.remove(call);
      super.onCancel();
    }

    @Override
    public void onComplete() {
      open.remove(call);
      super.onComplete();
    }
  }
}
