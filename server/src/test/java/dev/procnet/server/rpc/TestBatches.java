package dev.procnet.server.rpc;

import dev.procnet.server.stack.Batch;
import dev.procnet.server.stack.Mutation;
import dev.procnet.server.stack.RequestKey;
import java.util.List;

/** Batches that are applied without a call, where a test needs many. */
final class TestBatches {

  private TestBatches() {}

  /** Opens a listener. */
  static Batch open(int port) {
    Mutation open =
        new Mutation.OpenSocket(
            context -> SocketMapper.toModel(Requests.listener(port).build(), context));
    return new Batch(RequestKey.NONE, List.of(), List.of(open), false);
  }
}
