package dev.procnet.client.cli.startup;

import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** A server with one row of each kind, for a command line that only has to run through. */
final class TrainingPeer implements AutoCloseable {

  private final Server server;

  private TrainingPeer(Server server) {
    this.server = server;
  }

  /** Starts one on a free port of the loopback. */
  static TrainingPeer start() throws IOException {
    return new TrainingPeer(
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .addService(new TrainingAnswers())
            .build()
            .start());
  }

  /** As {@code --server} takes it. */
  String address() {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    return loopback.getHostAddress() + ":" + server.getPort();
  }

  @Override
  public void close() {
    server.shutdownNow();
  }
}
