package dev.procnet.server;

import dev.procnet.server.config.LimitConfig;
import dev.procnet.server.rpc.ErrorInterceptor;
import dev.procnet.server.stack.ProcnetException;
import dev.procnet.server.stack.ProcnetException.Reason;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import jakarta.inject.Inject;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Bounds the calls that one caller has at one time. A caller is an address; all of a Unix socket
 * are one.
 */
final class CallLimitInterceptor implements ServerInterceptor {

  private final LimitConfig limits;
  private final ErrorInterceptor errors;
  private final Map<String, Integer> calls = new ConcurrentHashMap<>();

  @Inject
  CallLimitInterceptor(LimitConfig limits, ErrorInterceptor errors) {
    this.limits = limits;
    this.errors = errors;
  }

  /** Callers that have calls. */
  int callers() {
    return calls.size();
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    String caller = caller(call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR));
    if (calls.merge(caller, 1, Integer::sum) > limits.callerCalls()) {
      leave(caller);
      errors.refuse(call, refusal(caller));
      return new ServerCall.Listener<>() {};
    }
    AtomicBoolean left = new AtomicBoolean();
    Runnable end =
        () -> {
          if (left.compareAndSet(false, true)) {
            leave(caller);
          }
        };
    try {
      return new Leaving<>(next.startCall(call, headers), end);
    } catch (RuntimeException | Error e) {
      end.run();
      throw e;
    }
  }

  private void leave(String caller) {
    calls.computeIfPresent(caller, (_, count) -> count == 1 ? null : count - 1);
  }

  private ProcnetException refusal(String caller) {
    return ProcnetException.of(
        Reason.QUOTA_EXCEEDED,
        "calls of " + caller + " would be one more than the " + limits.callerCalls() + " allowed",
        "quota",
        "caller_calls",
        "limit",
        limits.callerCalls(),
        "used",
        limits.callerCalls());
  }

  private static String caller(@Nullable SocketAddress address) {
    return address instanceof InetSocketAddress remote
        ? remote.getAddress().getHostAddress()
        : "a unix socket";
  }

  private static final class Leaving<Q> extends SimpleForwardingServerCallListener<Q> {

    private final Runnable end;

    Leaving(ServerCall.Listener<Q> listener, Runnable end) {
      super(listener);
      this.end = end;
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
