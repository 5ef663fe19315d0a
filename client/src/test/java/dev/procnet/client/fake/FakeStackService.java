package dev.procnet.client.fake;

import static dev.procnet.client.fake.FakeIntrospection.answer;

import com.google.protobuf.Timestamp;
import com.google.rpc.Code;
import dev.procnet.v1.ApplyMutationsRequest;
import dev.procnet.v1.ApplyMutationsResponse;
import dev.procnet.v1.Checkpoint;
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
import dev.procnet.v1.Profile;
import dev.procnet.v1.RenewStackRequest;
import dev.procnet.v1.RenewStackResponse;
import dev.procnet.v1.ResetStackRequest;
import dev.procnet.v1.ResetStackResponse;
import dev.procnet.v1.RestoreCheckpointRequest;
import dev.procnet.v1.RestoreCheckpointResponse;
import dev.procnet.v1.SaveCheckpointRequest;
import dev.procnet.v1.SaveCheckpointResponse;
import dev.procnet.v1.Stack;
import dev.procnet.v1.StackServiceGrpc.StackServiceImplBase;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Control of the fake stacks. Mutations change nothing but the revision. */
final class FakeStackService extends StackServiceImplBase {

  private final FakeState state;
  private final Map<String, ApplyMutationsResponse> answered = new ConcurrentHashMap<>();
  private final List<ApplyMutationsRequest> applied = new CopyOnWriteArrayList<>();

  FakeStackService(FakeState state) {
    this.state = state;
  }

  List<ApplyMutationsRequest> applied() {
    return applied;
  }

  @Override
  public void createStack(
      CreateStackRequest request, StreamObserver<CreateStackResponse> observer) {
    String name = request.getStack().getName();
    state.stacks().put(name, new FakeStack());
    answer(
        observer,
        CreateStackResponse.newBuilder()
            .setHeader(state.header(name))
            .setStack(request.getStack().toBuilder().setRevision(1))
            .build());
  }

  @Override
  public void getStack(GetStackRequest request, StreamObserver<GetStackResponse> observer) {
    answer(
        observer,
        GetStackResponse.newBuilder()
            .setHeader(state.header(request.getStack()))
            .setStack(stack(request.getStack()))
            .build());
  }

  @Override
  public void listStacks(ListStacksRequest request, StreamObserver<ListStacksResponse> observer) {
    List<String> names = List.copyOf(state.stacks().keySet());
    int at = request.getPageToken().isEmpty() ? 0 : Integer.parseInt(request.getPageToken());
    answer(
        observer,
        ListStacksResponse.newBuilder()
            .addStacks(stack(names.get(at)))
            .setNextPageToken(at + 1 < names.size() ? Integer.toString(at + 1) : "")
            .build());
  }

  @Override
  public void resetStack(ResetStackRequest request, StreamObserver<ResetStackResponse> observer) {
    state.stack(request.getStack()).replace(Map.of());
    answer(
        observer,
        ResetStackResponse.newBuilder().setHeader(state.header(request.getStack())).build());
  }

  @Override
  public void renewStack(RenewStackRequest request, StreamObserver<RenewStackResponse> observer) {
    answer(
        observer,
        RenewStackResponse.newBuilder()
            .setHeader(state.header(request.getStack()))
            .setStack(
                stack(request.getStack()).toBuilder()
                    .setExpireTime(
                        Timestamp.newBuilder().setSeconds(request.getTtl().getSeconds())))
            .build());
  }

  @Override
  public void saveCheckpoint(
      SaveCheckpointRequest request, StreamObserver<SaveCheckpointResponse> observer) {
    FakeStack stack = state.stack(request.getStack());
    stack.checkpoints().put(request.getName(), stack.revision());
    answer(
        observer,
        SaveCheckpointResponse.newBuilder()
            .setHeader(state.header(request.getStack()))
            .setCheckpoint(checkpoint(request.getName(), stack.revision()))
            .build());
  }

  @Override
  public void listCheckpoints(
      ListCheckpointsRequest request, StreamObserver<ListCheckpointsResponse> observer) {
    ListCheckpointsResponse.Builder response =
        ListCheckpointsResponse.newBuilder().setHeader(state.header(request.getStack()));
    state
        .stack(request.getStack())
        .checkpoints()
        .forEach((name, revision) -> response.addCheckpoints(checkpoint(name, revision)));
    answer(observer, response.build());
  }

  @Override
  public void restoreCheckpoint(
      RestoreCheckpointRequest request, StreamObserver<RestoreCheckpointResponse> observer) {
    FakeStack stack = state.stack(request.getStack());
    Long revision = stack.checkpoints().get(request.getName());
    if (revision == null) {
      throw Faults.error(
          Code.NOT_FOUND,
          "CHECKPOINT_NOT_FOUND",
          Map.of("stack", request.getStack(), "checkpoint", request.getName()),
          "stack '" + request.getStack() + "' has no checkpoint '" + request.getName() + "'");
    }
    stack.replace(stack.files(revision));
    answer(
        observer,
        RestoreCheckpointResponse.newBuilder().setHeader(state.header(request.getStack())).build());
  }

  @Override
  public void deleteCheckpoint(
      DeleteCheckpointRequest request, StreamObserver<DeleteCheckpointResponse> observer) {
    boolean existed =
        state.stack(request.getStack()).checkpoints().remove(request.getName()) != null;
    answer(
        observer,
        DeleteCheckpointResponse.newBuilder()
            .setHeader(state.header(request.getStack()))
            .setExisted(existed)
            .build());
  }

  private static Checkpoint checkpoint(String name, long revision) {
    return Checkpoint.newBuilder()
        .setName(name)
        .setRevision(revision)
        .setSaveTime(Timestamp.newBuilder().setSeconds(1))
        .build();
  }

  @Override
  public void deleteStack(
      DeleteStackRequest request, StreamObserver<DeleteStackResponse> observer) {
    boolean existed = state.stacks().remove(request.getStack()) != null;
    answer(observer, DeleteStackResponse.newBuilder().setExisted(existed).build());
  }

  @Override
  public void applyMutations(
      ApplyMutationsRequest request, StreamObserver<ApplyMutationsResponse> observer) {
    ApplyMutationsResponse first = answered.get(request.getRequestId());
    if (first != null) {
      answer(observer, first.toBuilder().setReplayed(true).build());
      return;
    }
    applied.add(request);
    if (!request.getValidateOnly()) {
      FakeStack stack = state.stack(request.getStack());
      stack.replace(stack.files(0));
    }
    ApplyMutationsResponse.Builder response =
        ApplyMutationsResponse.newBuilder().setHeader(state.header(request.getStack()));
    request
        .getMutationsList()
        .forEach(
            mutation ->
                response.addResults(
                    MutationResult.newBuilder()
                        .setChanged(true)
                        .setAssignedId(mutation.hasOpenSocket() ? 7 : 0)));
    answered.put(request.getRequestId(), response.build());
    answer(observer, response.build());
  }

  private Stack stack(String name) {
    return Stack.newBuilder()
        .setName(name)
        .setProfile(Profile.PROFILE_LINUX_6_18)
        .setRevision(state.stack(name).revision())
        .build();
  }
}
