package dev.procnet.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ObjectArrays;
import com.google.protobuf.Duration;
import dev.procnet.v1.ApplyMutationsRequest;
import dev.procnet.v1.Checkpoint;
import dev.procnet.v1.CreateStackRequest;
import dev.procnet.v1.CreateStackResponse;
import dev.procnet.v1.DeleteCheckpointRequest;
import dev.procnet.v1.Endpoint;
import dev.procnet.v1.ForkSource;
import dev.procnet.v1.GetStackRequest;
import dev.procnet.v1.IntrospectionServiceGrpc;
import dev.procnet.v1.ListCheckpointsRequest;
import dev.procnet.v1.Listen;
import dev.procnet.v1.Mutation;
import dev.procnet.v1.ReadNetFileRequest;
import dev.procnet.v1.RestoreCheckpointRequest;
import dev.procnet.v1.RestoreCheckpointResponse;
import dev.procnet.v1.SaveCheckpointRequest;
import dev.procnet.v1.SaveCheckpointResponse;
import dev.procnet.v1.Stack;
import dev.procnet.v1.StackServiceGrpc;
import dev.procnet.v1.StackServiceGrpc.StackServiceBlockingStub;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checkpoints and forks outlive the server that has a state directory, also one that is killed. */
class KeptCheckpointsTest {

  private static final SaveCheckpointRequest SAVE =
      SaveCheckpointRequest.newBuilder().setName("one").setRequestId("save").build();

  private static final RestoreCheckpointRequest RESTORE =
      RestoreCheckpointRequest.newBuilder().setName("one").setRequestId("restore").build();

  private final KeptState state;

  KeptCheckpointsTest(@TempDir Path directory) {
    state = new KeptState(directory);
  }

  private TestDaemon start(String... flags) throws StartException {
    return TestDaemon.start(
        ObjectArrays.concat(
            new String[] {"--state-dir", state.path().toString()}, flags, String.class));
  }

  private static StackServiceBlockingStub control(TestDaemon server) {
    return StackServiceGrpc.newBlockingStub(server.shared());
  }

  private static void listen(TestDaemon server, String stack, int port) {
    var _ =
        control(server)
            .applyMutations(
                ApplyMutationsRequest.newBuilder()
                    .setStack(stack)
                    .addMutations(
                        Mutation.newBuilder()
                            .setListen(
                                Listen.newBuilder()
                                    .setLocal(
                                        Endpoint.newBuilder()
                                            .setAddress("127.0.0.1")
                                            .setPort(port))))
                    .build());
  }

  private static long revision(TestDaemon server, String stack) {
    return control(server)
        .getStack(GetStackRequest.newBuilder().setStack(stack).build())
        .getHeader()
        .getRevision();
  }

  private static List<Checkpoint> checkpoints(TestDaemon server) {
    return control(server)
        .listCheckpoints(ListCheckpointsRequest.getDefaultInstance())
        .getCheckpointsList();
  }

  private static String sockets(TestDaemon server, String stack) {
    return IntrospectionServiceGrpc.newBlockingStub(server.shared())
        .readNetFile(ReadNetFileRequest.newBuilder().setStack(stack).setName("tcp").build())
        .getContent()
        .toStringUtf8();
  }

  private static CreateStackResponse fork(TestDaemon server) {
    return control(server)
        .createStack(
            CreateStackRequest.newBuilder()
                .setStack(Stack.newBuilder().setName("fork"))
                .setForkFrom(ForkSource.newBuilder().setStack("default").setCheckpoint("one"))
                .setTtl(Duration.newBuilder().setSeconds(3600))
                .setRequestId("fork")
                .build());
  }

  @Test
  void restart_killed_checkpointsAndTheRestoredRevisionAreThere() throws Exception {
    SaveCheckpointResponse saved;
    RestoreCheckpointResponse restored;
    String atCheckpoint;
    try (TestDaemon server = start()) {
      listen(server, "", 80);
      atCheckpoint = sockets(server, "");
      saved = control(server).saveCheckpoint(SAVE);
      listen(server, "", 81);
      restored = control(server).restoreCheckpoint(RESTORE);
      state.kill();
    }
    assertThat(restored.getHeader().getRevision()).isEqualTo(4);
    try (TestDaemon server = start()) {
      assertThat(checkpoints(server)).containsExactly(saved.getCheckpoint());
      assertThat(revision(server, "")).isEqualTo(4);
      assertThat(sockets(server, "")).isEqualTo(atCheckpoint);
      assertThat(control(server).saveCheckpoint(SAVE)).as("a replay").isEqualTo(saved);
      listen(server, "", 82);
      assertThat(control(server).restoreCheckpoint(RESTORE)).as("a replay").isEqualTo(restored);
      assertThat(revision(server, "")).isEqualTo(5);
      assertThat(sockets(server, "")).isNotEqualTo(atCheckpoint);
    }
  }

  @Test
  void restart_killed_aReplacedCheckpointIsTheNewerAndADeletedOneIsGone() throws Exception {
    SaveCheckpointResponse replaced;
    try (TestDaemon server = start()) {
      var _ = control(server).saveCheckpoint(SAVE);
      var _ =
          control(server).saveCheckpoint(SaveCheckpointRequest.newBuilder().setName("two").build());
      listen(server, "", 80);
      replaced =
          control(server)
              .saveCheckpoint(
                  SaveCheckpointRequest.newBuilder().setName("one").setReplace(true).build());
      var _ =
          control(server)
              .deleteCheckpoint(DeleteCheckpointRequest.newBuilder().setName("two").build());
      state.kill();
    }
    try (TestDaemon server = start()) {
      assertThat(checkpoints(server)).containsExactly(replaced.getCheckpoint());
      assertThatThrownBy(
              () ->
                  control(server)
                      .restoreCheckpoint(
                          RestoreCheckpointRequest.newBuilder().setName("two").build()))
          .hasMessageContaining("has no checkpoint 'two'");
    }
  }

  @Test
  void restart_killed_theForkIsThereAndItsRequestIsAnsweredAgain() throws Exception {
    CreateStackResponse forked;
    String atCheckpoint;
    try (TestDaemon server = start()) {
      listen(server, "", 80);
      atCheckpoint = sockets(server, "");
      var _ = control(server).saveCheckpoint(SAVE);
      listen(server, "", 81);
      forked = fork(server);
      listen(server, "fork", 90);
      state.kill();
    }
    assertThat(forked.getHeader().getRevision()).as("goes on from 2").isEqualTo(3);
    try (TestDaemon server = start()) {
      assertThat(revision(server, "fork")).isEqualTo(4);
      assertThat(sockets(server, "fork")).startsWith(atCheckpoint).isNotEqualTo(atCheckpoint);
      assertThat(fork(server).getStack().getCreateTime())
          .isEqualTo(forked.getStack().getCreateTime());
      assertThat(fork(server).getStack().getExpireTime())
          .isEqualTo(forked.getStack().getExpireTime());
    }
  }

  @Test
  void restart_fewerCheckpointsAllowed_allAreThereAndOnlyMoreAreRefused() throws Exception {
    try (TestDaemon server = start()) {
      for (String name : List.of("one", "two", "three")) {
        save(server, name, false);
      }
      state.kill();
    }
    try (TestDaemon server = start("--max-checkpoints", "1")) {
      assertThat(checkpoints(server))
          .extracting(Checkpoint::getName)
          .containsExactly("one", "three", "two");
      save(server, "two", true);
      assertThatThrownBy(() -> save(server, "four", false))
          .hasMessageContaining("would be one more than the 1 allowed");
    }
  }

  private static void save(TestDaemon server, String name, boolean replace) {
    var _ =
        control(server)
            .saveCheckpoint(
                SaveCheckpointRequest.newBuilder().setName(name).setReplace(replace).build());
  }

  @Test
  void restart_afterManyBases_checkpointsAreThere() throws Exception {
    SaveCheckpointResponse saved;
    String atCheckpoint;
    try (TestDaemon server = start("--state-log", "64KiB")) {
      listen(server, "", 80);
      atCheckpoint = sockets(server, "");
      saved = control(server).saveCheckpoint(SAVE);
      var _ = fork(server);
      for (int i = 0; i < 1500; i++) {
        listen(server, "", 1000 + i);
      }
    }
    try (TestDaemon server = start("--state-log", "64KiB")) {
      assertThat(checkpoints(server)).containsExactly(saved.getCheckpoint());
      var _ =
          control(server)
              .restoreCheckpoint(RestoreCheckpointRequest.newBuilder().setName("one").build());
      assertThat(sockets(server, "")).isEqualTo(atCheckpoint).isEqualTo(sockets(server, "fork"));
    }
  }
}
