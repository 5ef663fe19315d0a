package dev.procnet.server.rpc;

import dev.procnet.server.stack.Answers;
import dev.procnet.server.stack.Batch;
import dev.procnet.server.stack.Mutation.PeerResult;
import dev.procnet.server.stack.Mutation.Result;
import dev.procnet.server.stack.ProcnetException;
import dev.procnet.server.stack.ProcnetException.Reason;
import dev.procnet.server.stack.RequestKey;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.Stack;
import dev.procnet.server.stack.StackRegistry;
import dev.procnet.v1.ApplyMutationsRequest;
import dev.procnet.v1.ApplyMutationsResponse;
import dev.procnet.v1.CreateStackRequest;
import dev.procnet.v1.CreateStackResponse;
import dev.procnet.v1.DeleteCheckpointRequest;
import dev.procnet.v1.DeleteCheckpointResponse;
import dev.procnet.v1.DeleteStackRequest;
import dev.procnet.v1.DeleteStackResponse;
import dev.procnet.v1.GetStackRequest;
import dev.procnet.v1.GetStackResponse;
import dev.procnet.v1.ListCheckpointsRequest;
import dev.procnet.v1.ListCheckpointsResponse;
import dev.procnet.v1.ListStacksRequest;
import dev.procnet.v1.ListStacksResponse;
import dev.procnet.v1.MutationResult;
import dev.procnet.v1.RenewStackRequest;
import dev.procnet.v1.RenewStackResponse;
import dev.procnet.v1.ResetStackRequest;
import dev.procnet.v1.ResetStackResponse;
import dev.procnet.v1.RestoreCheckpointRequest;
import dev.procnet.v1.RestoreCheckpointResponse;
import dev.procnet.v1.SaveCheckpointRequest;
import dev.procnet.v1.SaveCheckpointResponse;
import dev.procnet.v1.StackServiceGrpc.StackServiceImplBase;
import io.grpc.stub.StreamObserver;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Control of stacks. */
@Singleton
public final class StackRpc extends StackServiceImplBase {

  private static final int KEPT_ANSWERS = 1024;

  private final StackRegistry stacks;
  private final NewStacks newStacks;
  private final StackList list;
  private final CheckpointCalls checkpoints;
  private final CallLimits limits;
  private final Headers headers;
  private final InstantSource clock;
  private final Answers<CreateStackResponse> created = new Answers<>(KEPT_ANSWERS);

  @Inject
  StackRpc(
      StackRegistry stacks,
      NewStacks newStacks,
      StackList list,
      CheckpointCalls checkpoints,
      CallLimits limits,
      Headers headers,
      InstantSource clock) {
    this.stacks = stacks;
    this.newStacks = newStacks;
    this.list = list;
    this.checkpoints = checkpoints;
    this.limits = limits;
    this.headers = headers;
    this.clock = clock;
  }

  @Override
  public void createStack(
      CreateStackRequest request, StreamObserver<CreateStackResponse> observer) {
    RequestKey key = RequestKeys.of(request.getRequestId(), request);
    answer(observer, created.once(key, () -> create(request, key)));
  }

  private CreateStackResponse create(CreateStackRequest request, RequestKey key) {
    Stack stack = newStack(request, key);
    Snapshot snapshot = stack.snapshot();
    return CreateStackResponse.newBuilder()
        .setHeader(headers.of(stack, snapshot))
        .setStack(StackMapper.toProto(stack, snapshot))
        .build();
  }

  private Stack newStack(CreateStackRequest request, RequestKey key) {
    Duration ttl = request.hasTtl() ? Ttl.toModel(request.getTtl()) : null;
    return Violations.under(
        "stack",
        () ->
            request.hasForkFrom()
                ? newStacks.fork(request.getStack(), ttl, request.getForkFrom(), key)
                : newStacks.create(request.getStack(), ttl, key));
  }

  @Override
  public void getStack(GetStackRequest request, StreamObserver<GetStackResponse> observer) {
    Stack stack = stacks.get(request.getStack());
    Snapshot snapshot = stack.snapshot();
    answer(
        observer,
        GetStackResponse.newBuilder()
            .setHeader(headers.of(stack, snapshot))
            .setStack(StackMapper.toProto(stack, snapshot))
            .build());
  }

  @Override
  public void listStacks(ListStacksRequest request, StreamObserver<ListStacksResponse> observer) {
    answer(observer, list.answer(request));
  }

  @Override
  public void resetStack(ResetStackRequest request, StreamObserver<ResetStackResponse> observer) {
    Stack stack = stacks.get(request.getStack());
    RequestKey key = RequestKeys.of(request.getRequestId(), request);
    answer(
        observer,
        stack
            .submitReset(key, clock.instant())
            .thenApply(
                applied ->
                    ResetStackResponse.newBuilder()
                        .setHeader(headers.of(stack, applied.revision(), applied.appliedAt()))
                        .build()));
  }

  @Override
  public void saveCheckpoint(
      SaveCheckpointRequest request, StreamObserver<SaveCheckpointResponse> observer) {
    answer(observer, checkpoints.save(request));
  }

  @Override
  public void listCheckpoints(
      ListCheckpointsRequest request, StreamObserver<ListCheckpointsResponse> observer) {
    answer(observer, checkpoints.list(request));
  }

  @Override
  public void restoreCheckpoint(
      RestoreCheckpointRequest request, StreamObserver<RestoreCheckpointResponse> observer) {
    answer(observer, checkpoints.restore(request));
  }

  @Override
  public void deleteCheckpoint(
      DeleteCheckpointRequest request, StreamObserver<DeleteCheckpointResponse> observer) {
    answer(observer, checkpoints.delete(request));
  }

  @Override
  public void deleteStack(
      DeleteStackRequest request, StreamObserver<DeleteStackResponse> observer) {
    Stack deleted = delete(request);
    DeleteStackResponse.Builder answer =
        DeleteStackResponse.newBuilder().setExisted(deleted != null);
    answer.setHeader(
        deleted == null ? headers.ofServer() : headers.of(deleted, deleted.snapshot()));
    answer(observer, answer.build());
  }

  @Override
  public void renewStack(RenewStackRequest request, StreamObserver<RenewStackResponse> observer) {
    Duration ttl = request.hasTtl() ? Ttl.toModel(request.getTtl()) : null;
    answer(
        observer,
        stacks.submitRenewal(request.getStack(), ttl, clock.instant()).thenApply(this::renewed));
  }

  private RenewStackResponse renewed(Stack stack) {
    Snapshot snapshot = stack.snapshot();
    return RenewStackResponse.newBuilder()
        .setHeader(headers.of(stack, snapshot))
        .setStack(StackMapper.toProto(stack, snapshot))
        .build();
  }

  private @Nullable Stack delete(DeleteStackRequest request) {
    try {
      return stacks.delete(request.getStack(), request.getExpectedRevision());
    } catch (ProcnetException e) {
      if (e.reason() == Reason.STACK_DELETED) {
        // Another caller was quicker.
        return null;
      }
      throw e;
    }
  }

  @Override
  public void applyMutations(
      ApplyMutationsRequest request, StreamObserver<ApplyMutationsResponse> observer) {
    Stack stack = stacks.get(request.getStack());
    Batch batch = BatchMapper.toModel(request, stack.snapshot().profile(), limits.mutations());
    answer(
        observer,
        stacks.submit(stack, batch, clock.instant()).thenApply(applied -> toProto(stack, applied)));
  }

  private ApplyMutationsResponse toProto(Stack stack, Stack.Applied applied) {
    ApplyMutationsResponse.Builder answer =
        ApplyMutationsResponse.newBuilder()
            .setHeader(headers.of(stack, applied.revision(), applied.appliedAt()))
            .setReplayed(applied.replayed());
    applied.results().forEach(result -> answer.addResults(toProto(result, applied.peers())));
    return answer.build();
  }

  private static MutationResult toProto(Result result, Map<String, Long> revisions) {
    MutationResult.Builder proto =
        MutationResult.newBuilder()
            .setChanged(result.changed())
            .setAssignedId(result.assignedId())
            .addAllSteps(result.steps().stream().map(StepMapper::toProto).toList());
    PeerResult peer = result.peer();
    if (peer != null) {
      proto.setPeer(
          dev.procnet.v1.PeerResult.newBuilder()
              .setStack(peer.stack())
              .setRevision(revisions.getOrDefault(peer.stack(), 0L))
              .addAllSteps(peer.steps().stream().map(StepMapper::toProto).toList()));
    }
    return proto.build();
  }

  private static <A> void answer(StreamObserver<A> observer, A message) {
    observer.onNext(message);
    observer.onCompleted();
  }

  /** Answers when it is done: no thread waits for a disk. */
  private static <A> void answer(StreamObserver<A> observer, CompletableFuture<A> message) {
    var _ =
        message.whenComplete(
            (done, failure) -> {
              if (failure == null) {
                answer(observer, done);
              } else {
                observer.onError(
                    failure instanceof CompletionException ? failure.getCause() : failure);
              }
            });
  }
}
