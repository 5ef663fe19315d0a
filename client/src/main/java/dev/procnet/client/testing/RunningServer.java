package dev.procnet.client.testing;

/** A server that somebody has to stop. */
interface RunningServer extends AutoCloseable {

  /** Where it serves gRPC: {@code host:port}. */
  String address();

  /** Stops it and waits for that. */
  @Override
  void close();
}
