package dev.procnet.server.rpc;

import dev.procnet.server.stack.Checkpoint;
import dev.procnet.server.stack.ProcnetException;
import dev.procnet.server.stack.RequestKey;
import dev.procnet.server.stack.Stack;
import dev.procnet.server.stack.StackRegistry;
import dev.procnet.v1.DeleteCheckpointRequest;
import dev.procnet.v1.DeleteCheckpointResponse;
import dev.procnet.v1.ListCheckpointsRequest;
import dev.procnet.v1.ListCheckpointsResponse;
import dev.procnet.v1.RestoreCheckpointRequest;
import dev.procnet.v1.RestoreCheckpointResponse;
import dev.procnet.v1.SaveCheckpointRequest;
import dev.procnet.v1.SaveCheckpointResponse;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;

/** Calls that concern checkpoints of stacks. */
@Singleton
final class CheckpointCalls {

  private final StackRegistry stacks;
  private final Headers headers;
  private final InstantSource clock;

  @Inject
  CheckpointCalls(StackRegistry stacks, Headers headers, InstantSource clock) {
    this.stacks = stacks;
    this.headers = headers;
    this.clock = clock;
  }

  /**
   * @throws ProcnetException STACK_NOT_FOUND, CHECKPOINT_ALREADY_EXISTS, QUOTA_EXCEEDED,
   *     FIELD_INVALID, REQUEST_ID_REUSED
   */
  CompletableFuture<SaveCheckpointResponse> save(SaveCheckpointRequest request) {
    Stack stack = stacks.get(request.getStack());
    Violations wrong = new Violations();
    wrong.check("name", () -> StackRegistry.checkName(request.getName()));
    RequestKey key =
        wrong.part("", RequestKey.NONE, () -> RequestKeys.of(request.getRequestId(), request));
    wrong.throwIfAny();
    return stack
        .submitSave(key, request.getName(), request.getReplace(), clock.instant())
        .thenApply(
            saved ->
                SaveCheckpointResponse.newBuilder()
                    .setHeader(headers.of(stack, saved.revision(), saved.appliedAt()))
                    .setCheckpoint(toProto(saved))
                    .build());
  }

  /**
   * @throws ProcnetException STACK_NOT_FOUND
   */
  ListCheckpointsResponse list(ListCheckpointsRequest request) {
    Stack stack = stacks.get(request.getStack());
    return ListCheckpointsResponse.newBuilder()
        .setHeader(headers.of(stack, stack.snapshot()))
        .addAllCheckpoints(stack.checkpoints().stream().map(CheckpointCalls::toProto).toList())
        .build();
  }

  /**
   * @throws ProcnetException STACK_NOT_FOUND, CHECKPOINT_NOT_FOUND, PRECONDITION_MISMATCH,
   *     REQUEST_ID_REUSED
   */
  CompletableFuture<RestoreCheckpointResponse> restore(RestoreCheckpointRequest request) {
    Stack stack = stacks.get(request.getStack());
    RequestKey key = RequestKeys.of(request.getRequestId(), request);
    return stack
        .submitRestore(key, request.getName(), request.getExpectedRevision(), clock.instant())
        .thenApply(
            applied ->
                RestoreCheckpointResponse.newBuilder()
                    .setHeader(headers.of(stack, applied.revision(), applied.appliedAt()))
                    .build());
  }

  /**
   * @throws ProcnetException STACK_NOT_FOUND
   */
  CompletableFuture<DeleteCheckpointResponse> delete(DeleteCheckpointRequest request) {
    Stack stack = stacks.get(request.getStack());
    return stack
        .submitDeletion(request.getName())
        .thenApply(
            existed ->
                DeleteCheckpointResponse.newBuilder()
                    .setHeader(headers.of(stack, stack.snapshot()))
                    .setExisted(existed)
                    .build());
  }

  private static dev.procnet.v1.Checkpoint toProto(Checkpoint checkpoint) {
    return dev.procnet.v1.Checkpoint.newBuilder()
        .setName(checkpoint.name())
        .setRevision(checkpoint.revision())
        .setSaveTime(Headers.timestamp(checkpoint.savedAt()))
        .build();
  }
}
