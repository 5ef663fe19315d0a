package dev.procnet.client;

import dev.procnet.v1.WatchStackResponse;
import io.grpc.Status.Code;
import java.io.IOException;

/** Hands the messages of a watch on. A watch has no end of its own. */
final class WatchReceiver implements Receiver<WatchStackResponse, Void> {

  private final WatchSink sink;

  WatchReceiver(WatchSink sink) {
    this.sink = sink;
  }

  @Override
  public void accept(WatchStackResponse message) throws IOException {
    sink.accept(message);
  }

  @Override
  public Void finish() {
    throw new ProcnetClientException(Code.UNAVAILABLE, "the server ended the watch", null);
  }

  @Override
  public ProcnetClientException failed(ProcnetClientException cause) {
    return cause;
  }
}
