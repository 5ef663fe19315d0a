package dev.procnet.server.storage;

import com.google.protobuf.ByteString;
import dev.procnet.server.stack.Batch;
import dev.procnet.server.stack.Profile;

/** Makes a batch again of the request that it was made of. */
@FunctionalInterface
public interface Batches {

  /**
   * The batch.
   *
   * @param request its bytes
   * @param profile of the stack as the batch was made first
   */
  Batch batch(ByteString request, Profile profile);
}
