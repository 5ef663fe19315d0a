package dev.procnet.server;

import dev.procnet.server.config.LimitConfig;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor.MethodType;
import jakarta.inject.Inject;
import java.time.Duration;

/**
 * How long calls may go on whose callers give no deadline. Watches, and gRPC's own streams, go on
 * until their callers end them.
 */
final class CallTimes {

  /** What gRPC sends a deadline as. */
  private static final Metadata.Key<String> TIMEOUT =
      Metadata.Key.of("grpc-timeout", Metadata.ASCII_STRING_MARSHALLER);

  private final LimitConfig limits;

  @Inject
  CallTimes(LimitConfig limits) {
    this.limits = limits;
  }

  /** Zero: there is no limit, or the caller gave one. */
  Duration of(String method, MethodType type, Metadata headers) {
    if (headers.containsKey(TIMEOUT)) {
      return Duration.ZERO;
    }
    if (type == MethodType.UNARY) {
      return limits.callTime();
    }
    boolean endless = method.startsWith("grpc.") || method.endsWith("/WatchStack");
    return endless ? Duration.ZERO : limits.streamTime();
  }
}
