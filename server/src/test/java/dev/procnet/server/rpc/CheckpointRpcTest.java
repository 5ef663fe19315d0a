package dev.procnet.server.rpc;

import static dev.procnet.server.rpc.Requests.openListener;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.rpc.QuotaFailure;
import com.google.rpc.ResourceInfo;
import dev.procnet.server.netfile.NetFiles;
import dev.procnet.server.netfile.Reader;
import dev.procnet.server.stack.HistoryLimits;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.v1.ApplyMutationsRequest;
import dev.procnet.v1.Checkpoint;
import dev.procnet.v1.CreateStackRequest;
import dev.procnet.v1.CreateStackResponse;
import dev.procnet.v1.DeleteCheckpointRequest;
import dev.procnet.v1.DeleteCheckpointResponse;
import dev.procnet.v1.ErrorReason;
import dev.procnet.v1.ForkSource;
import dev.procnet.v1.ListCheckpointsRequest;
import dev.procnet.v1.ListSocketsRequest;
import dev.procnet.v1.Profile;
import dev.procnet.v1.ResetStackRequest;
import dev.procnet.v1.RestoreCheckpointRequest;
import dev.procnet.v1.RestoreCheckpointResponse;
import dev.procnet.v1.SaveCheckpointRequest;
import dev.procnet.v1.SaveCheckpointResponse;
import dev.procnet.v1.Stack;
import io.grpc.Status.Code;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CheckpointRpcTest {

  private final RpcServer server =
      RpcServer.start(RpcServer.Setup.IN_PROCESS.with(new HistoryLimits(1000, 200_000, 2)));

  @AfterEach
  void stop() {
    server.close();
  }

  private SaveCheckpointResponse save(String name) {
    return server
        .control()
        .saveCheckpoint(SaveCheckpointRequest.newBuilder().setName(name).build());
  }

  private static RestoreCheckpointRequest.Builder to(String name) {
    return RestoreCheckpointRequest.newBuilder().setName(name);
  }

  private RestoreCheckpointResponse restore(RestoreCheckpointRequest.Builder request) {
    return server.control().restoreCheckpoint(request.build());
  }

  private List<Checkpoint> list() {
    return server
        .control()
        .listCheckpoints(ListCheckpointsRequest.getDefaultInstance())
        .getCheckpointsList();
  }

  private Map<String, ByteString> files(String stack) {
    NetFiles files = server.get(NetFiles.class);
    Snapshot state = server.stacks().get(stack).snapshot();
    Map<String, ByteString> bytes = new TreeMap<>();
    for (NetFiles.Entry entry : files.tree(state)) {
      bytes.put(entry.name(), files.open(state, entry.name(), Reader.ROOT).readAll());
    }
    return bytes;
  }

  @Test
  void restoreCheckpoint_afterChanges_isOneRevisionWithTheSameFiles() {
    server.apply(openListener(80));
    Map<String, ByteString> before = files("default");
    SaveCheckpointResponse saved = save("before");
    server.apply(openListener(81));
    server.apply(openListener(82));
    assertThat(files("default")).isNotEqualTo(before);

    RestoreCheckpointResponse restored = restore(to("before"));

    assertThat(saved.getHeader().getRevision()).isEqualTo(2);
    assertThat(restored.getHeader().getRevision()).isEqualTo(5);
    assertThat(server.stack().snapshot().revision()).isEqualTo(5);
    assertThat(files("default")).isEqualTo(before);
    assertThat(server.stack().revision(5).replacedBy()).isEqualTo("restore");
    assertThat(
            server
                .introspection()
                .listSockets(ListSocketsRequest.getDefaultInstance())
                .getSockets(0)
                .getRevision())
        .as("the socket came with the whole state")
        .isEqualTo(5);
  }

  @Test
  void restoreCheckpoint_thenReset_goesBackToTheFirstState() {
    server.apply(openListener(80));
    save("a");
    restore(to("a"));

    var _ = server.control().resetStack(ResetStackRequest.getDefaultInstance());

    assertThat(server.stack().snapshot().socketCount()).isZero();
  }

  @Test
  void restoreCheckpoint_atAnotherRevision_isRefused() {
    save("a");
    server.apply(openListener(80));

    Failure failure = Failure.of(() -> restore(to("a").setExpectedRevision(1)));

    assertThat(failure.code()).isEqualTo(Code.ABORTED);
    assertThat(failure.reason()).isEqualTo(ErrorReason.ERROR_REASON_PRECONDITION_MISMATCH);
    assertThat(server.stack().snapshot().revision()).isEqualTo(2);
    assertThat(restore(to("a").setExpectedRevision(2)).getHeader().getRevision()).isEqualTo(3);
  }

  @Test
  void restoreCheckpoint_again_isAnsweredAgain() {
    save("a");
    RestoreCheckpointResponse first = restore(to("a").setRequestId("id"));
    server.apply(openListener(80));

    assertThat(restore(to("a").setRequestId("id"))).isEqualTo(first);
    assertThat(server.stack().snapshot().socketCount()).isEqualTo(1);
    assertThat(Failure.of(() -> restore(to("b").setRequestId("id"))).reason())
        .isEqualTo(ErrorReason.ERROR_REASON_REQUEST_ID_REUSED);
  }

  @Test
  void restoreCheckpoint_ofNone_suggestsTheNearest() {
    save("before");

    Failure failure = Failure.of(() -> restore(to("befroe")));

    assertThat(failure.code()).isEqualTo(Code.NOT_FOUND);
    assertThat(failure.reason()).isEqualTo(ErrorReason.ERROR_REASON_CHECKPOINT_NOT_FOUND);
    assertThat(failure.metadata())
        .containsEntry("checkpoint", "befroe")
        .containsEntry("stack", "default")
        .containsEntry("suggestion", "before");
    assertThat(failure.detail(ResourceInfo.class).getResourceType())
        .isEqualTo("procnet.v1.Checkpoint");
  }

  @Test
  void saveCheckpoint_ofATakenName_isRefusedUnlessReplaced() {
    save("a");
    server.apply(openListener(80));

    Failure failure = Failure.of(() -> save("a"));
    SaveCheckpointResponse replaced =
        server
            .control()
            .saveCheckpoint(
                SaveCheckpointRequest.newBuilder().setName("a").setReplace(true).build());

    assertThat(failure.code()).isEqualTo(Code.ALREADY_EXISTS);
    assertThat(failure.reason()).isEqualTo(ErrorReason.ERROR_REASON_CHECKPOINT_ALREADY_EXISTS);
    assertThat(failure.metadata()).containsEntry("checkpoint", "a");
    assertThat(replaced.getCheckpoint().getRevision()).isEqualTo(2);
    assertThat(list()).containsExactly(replaced.getCheckpoint());
  }

  @Test
  void saveCheckpoint_again_isAnsweredAgain() {
    SaveCheckpointRequest request =
        SaveCheckpointRequest.newBuilder().setName("a").setRequestId("id").build();
    SaveCheckpointResponse first = server.control().saveCheckpoint(request);
    server.apply(openListener(80));

    assertThat(server.control().saveCheckpoint(request)).isEqualTo(first);
    assertThat(first.getCheckpoint().getRevision()).isEqualTo(1);
  }

  @Test
  void saveCheckpoint_beyondTheLimit_isRefusedWithNumbers() {
    save("a");
    save("b");

    Failure failure = Failure.of(() -> save("c"));

    assertThat(failure.code()).isEqualTo(Code.RESOURCE_EXHAUSTED);
    assertThat(failure.metadata())
        .containsEntry("quota", "checkpoints")
        .containsEntry("limit", "2")
        .containsEntry("used", "2");
    assertThat(failure.detail(QuotaFailure.class).getViolations(0).getSubject())
        .isEqualTo("checkpoints");
  }

  @Test
  void saveCheckpoint_withWrongFields_tellsAll() {
    Failure failure =
        Failure.of(
            () ->
                server
                    .control()
                    .saveCheckpoint(
                        SaveCheckpointRequest.newBuilder()
                            .setName("No Name")
                            .setRequestId("x".repeat(65))
                            .build()));

    assertThat(failure.reason()).isEqualTo(ErrorReason.ERROR_REASON_FIELD_INVALID);
    assertThat(failure.violations()).containsOnlyKeys("name", "request_id");
  }

  @Test
  void deleteCheckpoint_thereOrNot_saysWhich() {
    save("b");
    save("a");
    assertThat(list()).extracting(Checkpoint::getName).containsExactly("a", "b");
    DeleteCheckpointRequest request = DeleteCheckpointRequest.newBuilder().setName("b").build();

    DeleteCheckpointResponse first = server.control().deleteCheckpoint(request);

    assertThat(first.getExisted()).isTrue();
    assertThat(first.getHeader().getRevision()).isEqualTo(1);
    assertThat(server.control().deleteCheckpoint(request).getExisted()).isFalse();
    assertThat(list()).extracting(Checkpoint::getName).containsExactly("a");
  }

  @Test
  void anyCheckpointCall_ofNoStack_isRefused() {
    assertThat(Failure.of(() -> restore(to("a").setStack("none"))).reason())
        .isEqualTo(ErrorReason.ERROR_REASON_STACK_NOT_FOUND);
  }

  private CreateStackResponse fork(ForkSource.Builder source, Stack.Builder stack) {
    return server
        .control()
        .createStack(CreateStackRequest.newBuilder().setStack(stack).setForkFrom(source).build());
  }

  @Test
  void createStack_asAFork_hasTheSameFilesAndALifeOfItsOwn() {
    server.apply(openListener(80));
    Map<String, ByteString> before = files("default");

    CreateStackResponse fork = fork(ForkSource.newBuilder(), Stack.newBuilder().setName("f"));

    assertThat(fork.getStack().getRevision()).isEqualTo(3);
    assertThat(fork.getStack().getProfile()).isEqualTo(Profile.PROFILE_LINUX_6_18);
    assertThat(files("f")).isEqualTo(before);
    var _ =
        server
            .control()
            .applyMutations(
                ApplyMutationsRequest.newBuilder()
                    .setStack("f")
                    .addMutations(openListener(81))
                    .build());
    assertThat(files("f")).isNotEqualTo(before);
    assertThat(files("default")).isEqualTo(before);
    var _ = server.control().resetStack(ResetStackRequest.newBuilder().setStack("f").build());
    assertThat(files("f")).isEqualTo(before);
  }

  @Test
  void createStack_forkedFromCheckpointOrRevision_isInThatState() {
    server.apply(openListener(80));
    save("one");
    server.apply(openListener(81));

    fork(ForkSource.newBuilder().setCheckpoint("one"), Stack.newBuilder().setName("c"));
    fork(ForkSource.newBuilder().setRevision(1), Stack.newBuilder().setName("r"));

    assertThat(server.stacks().get("c").snapshot().socketCount()).isEqualTo(1);
    assertThat(server.stacks().get("r").snapshot().socketCount()).isZero();
  }

  @Test
  void createStack_forkedFromWhatIsNotThere_isRefused() {
    Stack.Builder stack = Stack.newBuilder().setName("f");

    assertThat(Failure.of(() -> fork(ForkSource.newBuilder().setStack("no"), stack)).reason())
        .isEqualTo(ErrorReason.ERROR_REASON_STACK_NOT_FOUND);
    assertThat(Failure.of(() -> fork(ForkSource.newBuilder().setCheckpoint("no"), stack)).reason())
        .isEqualTo(ErrorReason.ERROR_REASON_CHECKPOINT_NOT_FOUND);
    assertThat(Failure.of(() -> fork(ForkSource.newBuilder().setRevision(9), stack)).reason())
        .isEqualTo(ErrorReason.ERROR_REASON_REVISION_IN_FUTURE);
    assertThat(
            Failure.of(
                    () ->
                        fork(
                            ForkSource.newBuilder(),
                            stack.clone().setProfile(Profile.PROFILE_GVISOR)))
                .violations())
        .containsOnlyKeys("stack.profile");
    assertThat(server.stacks().find("f")).isNull();
  }
}
