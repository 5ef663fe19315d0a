package dev.procnet.client;

import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;

/**
 * A channel, and how to be done with it.
 *
 * @param channel to the server
 * @param server how errors name the server
 * @param release frees what the channel needed
 */
record Connection(ManagedChannel channel, String server, Runnable release)
    implements AutoCloseable {

  /** A connection is there now. */
  boolean established() {
    return channel.getState(false) == ConnectivityState.READY;
  }

  @Override
  public void close() {
    release.run();
  }
}
