package dev.procnet.client;

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
import dev.procnet.v1.Mutation;
import dev.procnet.v1.RenewStackRequest;
import dev.procnet.v1.RenewStackResponse;
import dev.procnet.v1.ResetStackRequest;
import dev.procnet.v1.ResetStackResponse;
import dev.procnet.v1.RestoreCheckpointRequest;
import dev.procnet.v1.RestoreCheckpointResponse;
import dev.procnet.v1.SaveCheckpointRequest;
import dev.procnet.v1.SaveCheckpointResponse;
import dev.procnet.v1.StackServiceGrpc;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;

/**
 * Control of stacks. A request without a stack speaks of the client's, but for a deletion, which
 * must name it; one without a request id gets one. Calls throw {@link ProcnetClientException};
 * futures complete with it.
 */
public final class StackClient {

  private final Calls calls;

  StackClient(Calls calls) {
    this.calls = calls;
  }

  /** Makes a stack. */
  public CreateStackResponse createStack(CreateStackRequest request) {
    return Futures.await(createStackAsync(request));
  }

  /** As {@link #createStack}. */
  public CompletableFuture<CreateStackResponse> createStackAsync(CreateStackRequest request) {
    return calls.unary(StackServiceGrpc.getCreateStackMethod(), request);
  }

  /** A stack's profile, settings and size. */
  public GetStackResponse getStack(GetStackRequest request) {
    return Futures.await(getStackAsync(request));
  }

  /** As {@link #getStack}. */
  public CompletableFuture<GetStackResponse> getStackAsync(GetStackRequest request) {
    return calls.unary(StackServiceGrpc.getGetStackMethod(), request);
  }

  /** Stacks by name, a page. */
  public ListStacksResponse listStacks(ListStacksRequest request) {
    return Futures.await(listStacksAsync(request));
  }

  /** As {@link #listStacks}. */
  public CompletableFuture<ListStacksResponse> listStacksAsync(ListStacksRequest request) {
    return calls.unary(StackServiceGrpc.getListStacksMethod(), request);
  }

  /**
   * Stacks by name, all pages.
   *
   * @param first request of the first page
   */
  public ListStacksResponse allStacks(ListStacksRequest first) {
    return new Pages<>(
            token -> listStacks(first.toBuilder().setPageToken(token).build()),
            ListStacksResponse::getNextPageToken,
            all -> all.toBuilder().clearNextPageToken().build())
        .all();
  }

  /** Takes a stack back to the state it was created in or last imported to. */
  public ResetStackResponse resetStack(ResetStackRequest request) {
    return Futures.await(resetStackAsync(request));
  }

  /** As {@link #resetStack}. */
  public CompletableFuture<ResetStackResponse> resetStackAsync(ResetStackRequest request) {
    return calls.unary(StackServiceGrpc.getResetStackMethod(), request);
  }

  /** Keeps a stack's newest state under a name. */
  public SaveCheckpointResponse saveCheckpoint(SaveCheckpointRequest request) {
    return Futures.await(saveCheckpointAsync(request));
  }

  /** As {@link #saveCheckpoint}. */
  public CompletableFuture<SaveCheckpointResponse> saveCheckpointAsync(
      SaveCheckpointRequest request) {
    return calls.unary(StackServiceGrpc.getSaveCheckpointMethod(), request);
  }

  /** All checkpoints of a stack, by name. */
  public ListCheckpointsResponse listCheckpoints(ListCheckpointsRequest request) {
    return Futures.await(listCheckpointsAsync(request));
  }

  /** As {@link #listCheckpoints}. */
  public CompletableFuture<ListCheckpointsResponse> listCheckpointsAsync(
      ListCheckpointsRequest request) {
    return calls.unary(StackServiceGrpc.getListCheckpointsMethod(), request);
  }

  /** Takes a stack back to the state of a checkpoint, in one revision. */
  public RestoreCheckpointResponse restoreCheckpoint(RestoreCheckpointRequest request) {
    return Futures.await(restoreCheckpointAsync(request));
  }

  /** As {@link #restoreCheckpoint}. */
  public CompletableFuture<RestoreCheckpointResponse> restoreCheckpointAsync(
      RestoreCheckpointRequest request) {
    return calls.unary(StackServiceGrpc.getRestoreCheckpointMethod(), request);
  }

  /** Forgets a checkpoint. One that is not there is no error. */
  public DeleteCheckpointResponse deleteCheckpoint(DeleteCheckpointRequest request) {
    return Futures.await(deleteCheckpointAsync(request));
  }

  /** As {@link #deleteCheckpoint}. */
  public CompletableFuture<DeleteCheckpointResponse> deleteCheckpointAsync(
      DeleteCheckpointRequest request) {
    return calls.unary(StackServiceGrpc.getDeleteCheckpointMethod(), request);
  }

  /** Puts off the end of a stack that was given a time to live. */
  public RenewStackResponse renewStack(RenewStackRequest request) {
    return Futures.await(renewStackAsync(request));
  }

  /** As {@link #renewStack}. */
  public CompletableFuture<RenewStackResponse> renewStackAsync(RenewStackRequest request) {
    return calls.unary(StackServiceGrpc.getRenewStackMethod(), request);
  }

  /** Removes a stack. One that is not there is no error. */
  public DeleteStackResponse deleteStack(DeleteStackRequest request) {
    return Futures.await(deleteStackAsync(request));
  }

  /** As {@link #deleteStack}. */
  public CompletableFuture<DeleteStackResponse> deleteStackAsync(DeleteStackRequest request) {
    return calls.unary(StackServiceGrpc.getDeleteStackMethod(), request);
  }

  /** Applies mutations in order, all or none, as one revision. */
  public ApplyMutationsResponse applyMutations(ApplyMutationsRequest request) {
    return Futures.await(applyMutationsAsync(request));
  }

  /** As {@link #applyMutations}. */
  public CompletableFuture<ApplyMutationsResponse> applyMutationsAsync(
      ApplyMutationsRequest request) {
    return calls.unary(StackServiceGrpc.getApplyMutationsMethod(), request);
  }

  /** Applies mutations to the client's stack, as {@link #applyMutations}. */
  public ApplyMutationsResponse apply(Mutation... mutations) {
    return applyMutations(
        ApplyMutationsRequest.newBuilder().addAllMutations(Arrays.asList(mutations)).build());
  }
}
