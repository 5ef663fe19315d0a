package dev.procnet.server;

import dev.procnet.server.config.GrpcConfig;
import dev.procnet.server.rpc.ErrorInterceptor;
import dev.procnet.server.stack.ProcnetException;
import dev.procnet.server.stack.ProcnetException.Reason;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * Refuses messages that are too large by name, where gRPC would end the call without a word on
 * which limit that was. It does for those of more than twice the limit, which it reads no further,
 * and counts compressed ones by what they are uncompressed.
 */
final class MessageLimitInterceptor implements ServerInterceptor {

  private final long most;
  private final ErrorInterceptor errors;

  @Inject
  MessageLimitInterceptor(GrpcConfig config, ErrorInterceptor errors) {
    this.most = config.maxMessage();
    this.errors = errors;
  }

  /** What gRPC is to read of a message. */
  static int mostRead(GrpcConfig config) {
    return (int) Math.min(2 * config.maxMessage(), Integer.MAX_VALUE);
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    return new Measuring<>(next.startCall(call, headers), call);
  }

  private final class Measuring<Q> extends SimpleForwardingServerCallListener<Q> {

    private final ServerCall<Q, ?> call;
    private boolean refused;

    Measuring(ServerCall.Listener<Q> listener, ServerCall<Q, ?> call) {
      super(listener);
      this.call = call;
    }

    @Override
    public void onMessage(Q message) {
      // Not yet decoded, as each is outside of the services.
      if (!refused && message instanceof InputStream bytes && isTooLarge(bytes)) {
        refused = true;
      }
      if (!refused) {
        super.onMessage(message);
      }
    }

    @Override
    public void onHalfClose() {
      if (!refused) {
        super.onHalfClose();
      }
    }

    private boolean isTooLarge(InputStream bytes) {
      try {
        int size = bytes.available();
        if (size <= most) {
          return false;
        }
        bytes.close();
        errors.refuse(call, refusal(size));
        return true;
      } catch (IOException e) {
        throw new UncheckedIOException("memory can't be read", e);
      }
    }
  }

  private ProcnetException refusal(int size) {
    return ProcnetException.of(
        Reason.QUOTA_EXCEEDED,
        "a message has " + size + " bytes, expected at most " + most,
        "quota",
        "message_bytes",
        "limit",
        most,
        "used",
        size);
  }
}
