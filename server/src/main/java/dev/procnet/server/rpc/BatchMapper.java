package dev.procnet.server.rpc;

import dev.procnet.server.stack.Batch;
import dev.procnet.server.stack.Mutation;
import dev.procnet.server.stack.ProcnetException;
import dev.procnet.server.stack.Profile;
import dev.procnet.server.stack.RequestKey;
import dev.procnet.v1.ApplyMutationsRequest;
import java.util.List;

/** Batches. */
final class BatchMapper {

  private BatchMapper() {}

  /**
   * @param profile of the stack as it is
   * @param most mutations
   * @throws ProcnetException FIELD_INVALID with all that is wrong; TOO_MANY_MUTATIONS
   */
  static Batch toModel(ApplyMutationsRequest request, Profile profile, int most) {
    Violations wrong = new Violations();
    RequestKey key =
        wrong.part("", RequestKey.NONE, () -> RequestKeys.of(request.getRequestId(), request));
    List<Batch.Precondition> preconditions =
        wrong.part("", List.of(), () -> PreconditionMapper.toModel(request.getPreconditionsList()));
    List<Mutation> mutations =
        wrong.part(
            "", List.of(), () -> MutationMapper.toModel(request.getMutationsList(), profile, most));
    wrong.throwIfAny();
    return new Batch(
        key,
        preconditions,
        mutations,
        request.getValidateOnly(),
        new Batch.Origin(profile, request::toByteString));
  }
}
