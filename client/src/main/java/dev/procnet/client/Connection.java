package dev.procnet.client;

import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A channel, and how to be done with it.
 *
 * @param channel to the server
 * @param server how errors name the server
 * @param release frees what the channel needed
 * @param spoken the server spoke HTTP/2 at some time
 */
record Connection(ManagedChannel channel, String server, Runnable release, AtomicBoolean spoken)
    implements AutoCloseable {

  /** One of a channel that has not connected yet. */
  static Connection fresh(ManagedChannel channel, String server, Runnable release) {
    AtomicBoolean spoken = new AtomicBoolean();
    noteWhenReady(channel, spoken);
    return new Connection(channel, server, release, spoken);
  }

  private static void noteWhenReady(ManagedChannel channel, AtomicBoolean spoken) {
    ConnectivityState state = channel.getState(false);
    if (state == ConnectivityState.READY) {
      spoken.set(true);
    } else if (state != ConnectivityState.SHUTDOWN) {
      channel.notifyWhenStateChanged(state, () -> noteWhenReady(channel, spoken));
    }
  }

  /** A connection is there now. */
  boolean established() {
    return channel.getState(false) == ConnectivityState.READY;
  }

  @Override
  public void close() {
    release.run();
  }
}
