package dev.procnet.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import dev.procnet.server.config.StateConfig.Fsync;
import dev.procnet.v1.ApplyMutationsRequest;
import dev.procnet.v1.ApplyMutationsResponse;
import dev.procnet.v1.CreateStackRequest;
import dev.procnet.v1.CreateStackResponse;
import dev.procnet.v1.DeleteStackRequest;
import dev.procnet.v1.Endpoint;
import dev.procnet.v1.ExportStackRequest;
import dev.procnet.v1.ExportStackResponse;
import dev.procnet.v1.GetStackRequest;
import dev.procnet.v1.IntrospectionServiceGrpc;
import dev.procnet.v1.ListStacksRequest;
import dev.procnet.v1.Listen;
import dev.procnet.v1.Mutation;
import dev.procnet.v1.ReadNetFileRequest;
import dev.procnet.v1.ReadOptions;
import dev.procnet.v1.ResetStackRequest;
import dev.procnet.v1.Stack;
import dev.procnet.v1.StackServiceGrpc;
import dev.procnet.v1.StackServiceGrpc.StackServiceBlockingStub;
import dev.procnet.v1.TransferServiceGrpc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Stacks outlive the server that has a state directory. */
class KeptStacksTest {

  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource
  void restart_stopped_allIsAsItWas(Fsync fsync) throws Exception {
    Map<String, List<ExportStackResponse>> before;
    String serverId;
    try (TestDaemon server = start("--fsync", fsync.label(), "--fsync-interval", "10ms")) {
      create(server, "a", "");
      create(server, "gone", "");
      apply(server, "a", "", listen(80), listen(81));
      apply(server, "", "", listen(22));
      control(server)
          .resetStack(ResetStackRequest.newBuilder().setStack("a").setRequestId("r").build());
      apply(server, "a", "", listen(82));
      var _ = control(server).deleteStack(DeleteStackRequest.newBuilder().setStack("gone").build());
      before = export(server);
      serverId = serverId(server);
    }
    try (TestDaemon server = start()) {
      assertThat(export(server)).isEqualTo(before).containsOnlyKeys("a", "default");
      assertThat(serverId(server)).isEqualTo(serverId);
      assertThat(apply(server, "a", "", listen(83)).getHeader().getRevision()).isEqualTo(5);
    }
  }

  @Test
  void restart_pastAndAnswers_areKnownAgain() throws Exception {
    ApplyMutationsResponse first;
    try (TestDaemon server = start()) {
      first = apply(server, "", "request 1", listen(80));
      apply(server, "", "", listen(81));
    }
    try (TestDaemon server = start()) {
      ApplyMutationsResponse again = apply(server, "", "request 1", listen(80));
      assertThat(again.getReplayed()).isTrue();
      assertThat(again.getHeader()).isEqualTo(first.getHeader());
      assertThat(again.getResultsList()).isEqualTo(first.getResultsList());
      assertThat(sockets(server, 1)).isEmpty();
      assertThat(sockets(server, 2)).hasSize(1);
      assertThat(sockets(server, 3)).hasSize(2);
    }
  }

  @Test
  void restart_createdStack_sameRequestIsAnsweredAgain() throws Exception {
    CreateStackResponse named;
    CreateStackResponse unnamed;
    try (TestDaemon server = start()) {
      named = create(server, "a", "request 1");
      unnamed = create(server, "", "request 2");
    }
    try (TestDaemon server = start()) {
      assertThat(create(server, "a", "request 1")).isEqualTo(named);
      assertThat(create(server, "", "request 2")).isEqualTo(unnamed);
      assertThatThrownBy(() -> create(server, "a", "request 3"))
          .hasMessageStartingWith("ALREADY_EXISTS");
    }
  }

  @Test
  void restart_manyBases_allIsAsItWas() throws Exception {
    Map<String, List<ExportStackResponse>> before;
    try (TestDaemon server = start("--state-log", "64KiB")) {
      create(server, "a", "");
      for (int i = 0; i < 1500; i++) {
        apply(server, i % 2 == 0 ? "" : "a", "", listen(1000 + i), add("InSegs", i));
      }
      before = export(server);
    }
    for (int i = 0; i < 2; i++) {
      try (TestDaemon server = start("--state-log", "64KiB")) {
        assertThat(export(server)).isEqualTo(before);
      }
    }
  }

  @Test
  void start_importAndKeptStack_keepsTheStack() throws Exception {
    try (TestDaemon server = start()) {
      apply(server, "", "", listen(80));
    }
    try (LogRecorder log = new LogRecorder(DefaultStack.class);
        TestDaemon server = start("--import", "/proc")) {
      assertThat(sockets(server, 2)).hasSize(1);
      assertThat(log.lines())
          .containsExactly("WARN stack default is there from --state-dir, /proc is not imported");
    }
  }

  @Test
  void start_directoryInUse_saysSo() throws Exception {
    try (TestDaemon server = start()) {
      assertThat(serverId(server)).isNotEmpty();
      assertThatThrownBy(this::start)
          .isInstanceOf(StartException.class)
          .hasMessageStartingWith("--state-dir " + state() + ": ")
          .hasMessageContaining("lock");
    }
  }

  @Test
  void start_noDirectory_saysSo() throws Exception {
    Files.writeString(state(), "a file");

    assertThatThrownBy(this::start)
        .isInstanceOf(StartException.class)
        .hasMessageStartingWith("--state-dir " + state() + ": ");
    assertThat(state()).hasContent("a file");
  }

  private Path state() {
    return directory.resolve("state");
  }

  private TestDaemon start(String... flags) throws StartException {
    return TestDaemon.start(
        ImmutableList.<String>builder()
            .add("--state-dir", state().toString())
            .add(flags)
            .build()
            .toArray(String[]::new));
  }

  private static StackServiceBlockingStub control(TestDaemon server) {
    return StackServiceGrpc.newBlockingStub(server.shared());
  }

  private static CreateStackResponse create(TestDaemon server, String name, String request) {
    return control(server)
        .createStack(
            CreateStackRequest.newBuilder()
                .setStack(Stack.newBuilder().setName(name).putLabels("k", "v"))
                .setRequestId(request)
                .build());
  }

  private static ApplyMutationsResponse apply(
      TestDaemon server, String stack, String request, Mutation... mutations) {
    return control(server)
        .applyMutations(
            ApplyMutationsRequest.newBuilder()
                .setStack(stack)
                .setRequestId(request)
                .addAllMutations(List.of(mutations))
                .build());
  }

  private static Mutation listen(int port) {
    return Mutation.newBuilder()
        .setListen(
            Listen.newBuilder()
                .setLocal(Endpoint.newBuilder().setAddress("127.0.0.1").setPort(port)))
        .build();
  }

  private static Mutation add(String counter, int value) {
    return Mutation.newBuilder()
        .setAddCounters(
            dev.procnet.v1.CounterGroup.newBuilder()
                .setFile("snmp")
                .setName("Tcp")
                .addCounters(dev.procnet.v1.Counter.newBuilder().setName(counter).setValue(value)))
        .build();
  }

  private static String serverId(TestDaemon server) {
    return control(server).getStack(GetStackRequest.getDefaultInstance()).getHeader().getServerId();
  }

  /** Rows of tcp at a revision. */
  private static List<String> sockets(TestDaemon server, long revision) {
    return IntrospectionServiceGrpc.newBlockingStub(server.shared())
        .readNetFile(
            ReadNetFileRequest.newBuilder()
                .setName("tcp")
                .setRead(ReadOptions.newBuilder().setExactRevision(revision))
                .build())
        .getContent()
        .toStringUtf8()
        .lines()
        .skip(1)
        .toList();
  }

  /** All files of all stacks, with their revisions. */
  private static Map<String, List<ExportStackResponse>> export(TestDaemon server) {
    Map<String, List<ExportStackResponse>> exports = new TreeMap<>();
    for (Stack stack :
        control(server).listStacks(ListStacksRequest.getDefaultInstance()).getStacksList()) {
      exports.put(
          stack.getName(),
          ImmutableList.copyOf(
                  TransferServiceGrpc.newBlockingStub(server.shared())
                      .exportStack(
                          ExportStackRequest.newBuilder().setStack(stack.getName()).build()))
              .stream()
              .map(KeptStacksTest::withoutStart)
              .toList());
    }
    return exports;
  }

  /** A restart may know less of the past. */
  private static ExportStackResponse withoutStart(ExportStackResponse answer) {
    ExportStackResponse.Builder changed = answer.toBuilder();
    if (changed.hasStart()) {
      changed.getStartBuilder().getHeaderBuilder().clearCompactRevision().clearServerId();
    }
    return changed.build();
  }
}
