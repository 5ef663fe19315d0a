package dev.procnet.server.rpc;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.procnet.server.stack.Batch;
import dev.procnet.server.stack.ProcnetException;
import dev.procnet.server.stack.Profile;
import dev.procnet.v1.ApplyMutationsRequest;

/** Makes batches of requests that were kept, as they were made when they came. */
public final class KeptRequests {

  private KeptRequests() {}

  /**
   * The batch.
   *
   * @throws ProcnetException FIELD_INVALID where this version takes no such request
   */
  public static Batch batch(ByteString request, Profile profile) {
    try {
      return BatchMapper.toModel(
          ApplyMutationsRequest.parseFrom(request), profile, Integer.MAX_VALUE);
    } catch (InvalidProtocolBufferException e) {
      throw ProcnetException.field("", "is no ApplyMutationsRequest");
    }
  }
}
