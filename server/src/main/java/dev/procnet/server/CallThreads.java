package dev.procnet.server;

import dev.procnet.server.call.CallTurns;
import dev.procnet.server.security.CallerFilter;
import dev.procnet.v1.IntrospectionServiceGrpc;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerCallExecutorSupplier;
import io.grpc.health.v1.HealthGrpc;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Moves calls to the threads that run them, in turns of their callers, but for those that are over
 * sooner than another thread takes to wake: they are answered where they arrive, on the event loop,
 * which must be what the server does without this.
 *
 * <p>Calls may block: writers of a stack take turns, and an import parses for seconds. On an event
 * loop that would hold up each of its connections. Reads of net files never wait, and hand over
 * what takes long by themselves; health answers from a map, and must not stand in a line.
 */
final class CallThreads implements ServerCallExecutorSupplier {

  private final CallTurns turns;

  CallThreads(CallTurns turns) {
    this.turns = turns;
  }

  @Override
  public <Q, A> @Nullable Executor getExecutor(ServerCall<Q, A> call, Metadata headers) {
    return isQuick(call.getMethodDescriptor())
        ? null
        : turns.of(CallerFilter.account(call.getAttributes()));
  }

  private static boolean isQuick(MethodDescriptor<?, ?> method) {
    return method
            .getFullMethodName()
            .equals(IntrospectionServiceGrpc.getReadNetFileMethod().getFullMethodName())
        || HealthGrpc.SERVICE_NAME.equals(method.getServiceName());
  }
}
