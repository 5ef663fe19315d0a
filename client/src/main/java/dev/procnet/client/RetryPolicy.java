package dev.procnet.client;

import io.grpc.ManagedChannelBuilder;
import java.util.List;
import java.util.Map;

/**
 * Tries calls again that found no server. Only UNAVAILABLE is worth it: every other code is an
 * answer. A mutation may have been applied before its answer was lost, so it always carries a
 * request id (see {@link Requests}).
 */
final class RetryPolicy {

  /** Three more attempts within about 0.7 s: enough for a lost connection, quick to give up. */
  private static final Map<String, Object> POLICY =
      Map.of(
          "maxAttempts",
          4.0,
          "initialBackoff",
          "0.1s",
          "maxBackoff",
          "1s",
          "backoffMultiplier",
          2.0,
          "retryableStatusCodes",
          List.of("UNAVAILABLE"));

  private static final Map<String, Object> SERVICE_CONFIG =
      Map.of(
          "methodConfig",
          List.of(
              Map.of(
                  "name",
                  List.of(
                      Map.of("service", "procnet.v1.IntrospectionService"),
                      Map.of("service", "procnet.v1.StackService"),
                      Map.of("service", "procnet.v1.TransferService")),
                  "retryPolicy",
                  POLICY),
              // A watch that a stopping server ends has nobody to go on with, and the server's
              // words would be lost behind a refused connection.
              Map.of(
                  "name",
                  List.of(
                      Map.of(
                          "service", "procnet.v1.IntrospectionService", "method", "WatchStack")))));

  private RetryPolicy() {}

  /** Gives the policy to a channel. What DNS says about the service is not asked for. */
  static <B extends ManagedChannelBuilder<B>> B applyTo(B builder) {
    return builder.disableServiceConfigLookUp().defaultServiceConfig(SERVICE_CONFIG).enableRetry();
  }
}
