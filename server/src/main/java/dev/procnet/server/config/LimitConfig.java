package dev.procnet.server.config;

import dev.procnet.server.stack.StackLimits;
import java.time.Duration;

/**
 * How much callers may have at one time. Ranges as in {@link Settings}.
 *
 * @param connections in all
 * @param peerConnections of one address
 * @param connection limits of each connection
 * @param calls in all, streams included; more only where callers have less than their share
 * @param callerCalls of one caller, streams included
 * @param callTime of a call with one answer whose caller gives no deadline; zero: no limit
 * @param streamTime of a stream whose caller gives none, but for watches; zero: no limit
 * @param watchers in all
 * @param mutations in a batch
 * @param stack rows of each stack
 */
public record LimitConfig(
    int connections,
    int peerConnections,
    Connection connection,
    int calls,
    int callerCalls,
    Duration callTime,
    Duration streamTime,
    int watchers,
    int mutations,
    StackLimits stack) {

  /**
   * Limits of a connection.
   *
   * @param resets RST_STREAM frames of a client in 30 s
   * @param handshake time for TLS and the settings of HTTP/2
   * @param idle time without calls after which it is closed; zero: no limit
   * @param age after which it takes no more calls; zero: no limit
   * @param ageGrace for calls to end after that
   */
  public record Connection(
      int resets, Duration handshake, Duration idle, Duration age, Duration ageGrace) {

    public Connection {
      Settings.MAX_RESETS.check(resets);
      Settings.HANDSHAKE_TIME.check(handshake);
      Settings.CONNECTION_IDLE.check(idle);
      Settings.CONNECTION_AGE.check(age);
      Settings.CONNECTION_AGE_GRACE.check(ageGrace);
    }
  }

  public LimitConfig {
    Settings.MAX_CONNECTIONS.check(connections);
    Settings.MAX_PEER_CONNECTIONS.check(peerConnections);
    Settings.MAX_TOTAL_CALLS.check(calls);
    Settings.MAX_CALLER_CALLS.check(callerCalls);
    Settings.CALL_TIME.check(callTime);
    Settings.STREAM_TIME.check(streamTime);
    Settings.MAX_WATCHERS.check(watchers);
    Settings.MAX_MUTATIONS.check(mutations);
  }

  static LimitConfig of(SettingValues values) {
    return new LimitConfig(
        values.one(Settings.MAX_CONNECTIONS),
        values.one(Settings.MAX_PEER_CONNECTIONS),
        new Connection(
            values.one(Settings.MAX_RESETS),
            values.one(Settings.HANDSHAKE_TIME),
            values.one(Settings.CONNECTION_IDLE),
            values.one(Settings.CONNECTION_AGE),
            values.one(Settings.CONNECTION_AGE_GRACE)),
        values.one(Settings.MAX_TOTAL_CALLS),
        values.one(Settings.MAX_CALLER_CALLS),
        values.one(Settings.CALL_TIME),
        values.one(Settings.STREAM_TIME),
        values.one(Settings.MAX_WATCHERS),
        values.one(Settings.MAX_MUTATIONS),
        new StackLimits(
            values.one(Settings.MAX_SOCKETS),
            values.one(Settings.MAX_INTERFACES),
            values.one(Settings.MAX_ROUTES),
            values.one(Settings.MAX_MEMBERSHIPS)));
  }
}
