package dev.procnet.server;

import dev.procnet.server.call.CallTurns;
import dev.procnet.server.rpc.ErrorInterceptor;
import dev.procnet.server.security.CallerFilter;
import dev.procnet.server.stack.ProcnetException;
import io.grpc.Context;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import jakarta.inject.Inject;
import java.util.concurrent.atomic.AtomicBoolean;

/** Lets calls in as {@link CallShares} has room for them, and notes whose turn their work takes. */
final class CallLimitInterceptor implements ServerInterceptor {

  private final CallShares shares;
  private final ErrorInterceptor errors;

  @Inject
  CallLimitInterceptor(CallShares shares, ErrorInterceptor errors) {
    this.shares = shares;
    this.errors = errors;
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    String caller = CallerFilter.account(call.getAttributes());
    try {
      shares.enter(caller);
    } catch (ProcnetException e) {
      errors.refuse(call, e);
      return new ServerCall.Listener<>() {};
    }
    AtomicBoolean left = new AtomicBoolean();
    Runnable end =
        () -> {
          if (left.compareAndSet(false, true)) {
            shares.leave(caller);
          }
        };
    Context context = CallTurns.with(Context.current(), caller);
    Context before = context.attach();
    try {
      return new Leaving<>(next.startCall(call, headers), context, end);
    } catch (RuntimeException | Error e) {
      end.run();
      throw e;
    } finally {
      context.detach(before);
    }
  }

  private static final class Leaving<Q> extends SimpleForwardingServerCallListener<Q> {

    private final Context context;
    private final Runnable end;

    Leaving(ServerCall.Listener<Q> listener, Context context, Runnable end) {
      super(listener);
      this.context = context;
      this.end = end;
    }

    /** Services begin here, and may keep for later whose call it is. */
    @Override
    public void onHalfClose() {
      Context before = context.attach();
      try {
        super.onHalfClose();
      } finally {
        context.detach(before);
      }
    }

    @Override
    public void onCancel() {
      end.run();
      super.onCancel();
    }

    @Override
    public void onComplete() {
      end.run();
      super.onComplete();
    }
  }
}
