package dev.procnet.server;

import io.grpc.Context;
import io.grpc.Context.CancellableContext;
import io.grpc.Metadata;
import io.grpc.ServerStreamTracer;
import jakarta.inject.Inject;
import java.util.concurrent.TimeoutException;

/**
 * Makes calls such as can be reset: a caller that reads nothing does not read that its call has
 * ended either, and what was made for it would be held as long as it likes. That the time of a
 * call's context is over is the one thing that gRPC resets a call for.
 */
final class UnreadCalls extends ServerStreamTracer.Factory {

  private static final Context.Key<CancellableContext> CALL = Context.key("procnet-call");

  @Inject
  UnreadCalls() {}

  @Override
  public ServerStreamTracer newServerStreamTracer(String method, Metadata headers) {
    return new Resettable();
  }

  /** Resets the call of a context of its own, where it has not been read to its end. */
  static void reset(Context context) {
    CancellableContext call = CALL.get(context);
    if (call != null) {
      call.cancel(new TimeoutException("the caller did not read to the end of its call"));
    }
  }

  private static final class Resettable extends ServerStreamTracer {

    @Override
    public Context filterContext(Context context) {
      CancellableContext call = context.withCancellation();
      return call.withValue(CALL, call);
    }
  }
}
