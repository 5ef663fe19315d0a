package dev.procnet.server.config;

import dev.procnet.server.stack.ProcnetException;
import java.time.Duration;
import java.util.List;

/**
 * How gRPC is served. Ranges as in {@link Settings}.
 *
 * @param listen at least one
 * @param threads that run calls
 * @param maxMessage bytes of a message from a client
 * @param maxMetadata bytes of a call's metadata
 * @param maxCalls on one connection
 * @param flowWindow bytes that a client may send ahead
 * @param keepAlive pings
 * @param drainGrace how long calls may go on while it stops
 */
public record GrpcConfig(
    List<ListenAddress> listen,
    int threads,
    long maxMessage,
    long maxMetadata,
    int maxCalls,
    long flowWindow,
    KeepAlive keepAlive,
    Duration drainGrace) {

  public GrpcConfig {
    listen = List.copyOf(listen);
    if (listen.isEmpty()) {
      throw ProcnetException.field(Settings.LISTEN.name(), "is empty, expected an address");
    }
    Settings.GRPC_THREADS.check(threads);
    Settings.MAX_MESSAGE.check(maxMessage);
    Settings.MAX_METADATA.check(maxMetadata);
    Settings.MAX_CALLS.check(maxCalls);
    Settings.FLOW_WINDOW.check(flowWindow);
    Settings.DRAIN_GRACE.check(drainGrace);
  }

  /**
   * Pings on silent connections.
   *
   * @param time of silence after which the server pings
   * @param timeout an unanswered ping ends the connection
   * @param permit the shortest time between a client's pings
   */
  public record KeepAlive(Duration time, Duration timeout, Duration permit) {

    public KeepAlive {
      Settings.KEEPALIVE_TIME.check(time);
      Settings.KEEPALIVE_TIMEOUT.check(timeout);
      Settings.KEEPALIVE_PERMIT.check(permit);
    }
  }

  static GrpcConfig of(SettingValues values) {
    return new GrpcConfig(
        values.all(Settings.LISTEN),
        values.one(Settings.GRPC_THREADS),
        values.one(Settings.MAX_MESSAGE),
        values.one(Settings.MAX_METADATA),
        values.one(Settings.MAX_CALLS),
        values.one(Settings.FLOW_WINDOW),
        new KeepAlive(
            values.one(Settings.KEEPALIVE_TIME),
            values.one(Settings.KEEPALIVE_TIMEOUT),
            values.one(Settings.KEEPALIVE_PERMIT)),
        values.one(Settings.DRAIN_GRACE));
  }
}
