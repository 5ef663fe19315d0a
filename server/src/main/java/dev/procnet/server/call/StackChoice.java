package dev.procnet.server.call;

import com.google.protobuf.Message;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * Lets a channel choose the stack: where a request names none, the metadata {@code x-procnet-stack}
 * does, so that code under test is pointed at a test's own stack unchanged. Sees decoded messages.
 */
@Singleton
public final class StackChoice implements ServerInterceptor {

  /** The name of a stack. */
  public static final Metadata.Key<String> STACK =
      Metadata.Key.of("x-procnet-stack", Metadata.ASCII_STRING_MARSHALLER);

  private final CallFields fields;

  @Inject
  public StackChoice(CallFields fields) {
    this.fields = fields;
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    String stack = headers.get(STACK);
    ServerCall.Listener<Q> listener = next.startCall(call, headers);
    return stack == null || stack.isEmpty() ? listener : new Choosing<>(listener, stack);
  }

  private final class Choosing<Q> extends SimpleForwardingServerCallListener<Q> {

    private final String stack;

    Choosing(ServerCall.Listener<Q> listener, String stack) {
      super(listener);
      this.stack = stack;
    }

    @Override
    // A message with another value in a field is of the same type.
    @SuppressWarnings("unchecked")
    public void onMessage(Q message) {
      super.onMessage((Q) fields.withStack((Message) message, stack));
    }
  }
}
