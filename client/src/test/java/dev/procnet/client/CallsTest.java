package dev.procnet.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.awaitility.Awaitility.await;

import com.google.rpc.Code;
import dev.procnet.client.fake.FakeServer;
import dev.procnet.client.fake.Faults;
import dev.procnet.v1.ApplyMutationsRequest;
import dev.procnet.v1.ApplyMutationsResponse;
import dev.procnet.v1.CreateStackRequest;
import dev.procnet.v1.DeleteStackRequest;
import dev.procnet.v1.ExportStackRequest;
import dev.procnet.v1.GetCountersRequest;
import dev.procnet.v1.GetStackRequest;
import dev.procnet.v1.ImportStart;
import dev.procnet.v1.Interface;
import dev.procnet.v1.ListNetFilesRequest;
import dev.procnet.v1.ListRoutesRequest;
import dev.procnet.v1.ListSocketsRequest;
import dev.procnet.v1.ListStacksRequest;
import dev.procnet.v1.Mutation;
import dev.procnet.v1.Neighbor;
import dev.procnet.v1.ReadNetFileRequest;
import dev.procnet.v1.ReadOptions;
import dev.procnet.v1.ResetStackRequest;
import dev.procnet.v1.Route;
import dev.procnet.v1.Socket;
import dev.procnet.v1.Stack;
import dev.procnet.v1.StreamSocketsRequest;
import dev.procnet.v1.WatchStackRequest;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CallsTest {

  private final FakeServer server = FakeServer.start();
  private final ProcnetClient client = ProcnetClient.connect(server.address());

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  @Test
  void everyMethod_called_hasADeadline() throws IOException {
    // The fake refuses calls without one.
    server.stack().file("tcp", "x");
    IntrospectionClient reads = client.introspection();
    reads.listNetFiles(ListNetFilesRequest.getDefaultInstance());
    reads.readNetFile(ReadNetFileRequest.newBuilder().setName("tcp").build());
    reads.read("tcp");
    reads.listSockets(ListSocketsRequest.getDefaultInstance());
    reads.streamSockets(StreamSocketsRequest.getDefaultInstance(), socket -> {});
    reads.allInterfaces(ReadOptions.getDefaultInstance());
    reads.allRoutes(ListRoutesRequest.getDefaultInstance());
    reads.allNeighbors(ReadOptions.getDefaultInstance());
    reads.allEntries(List.of(), ReadOptions.getDefaultInstance());
    reads.getCounters(GetCountersRequest.getDefaultInstance());
    try (Watch watch = reads.watchStack(WatchStackRequest.getDefaultInstance())) {
      assertThat(watch.next().hasBookmark()).isTrue();
    }
    StackClient stacks = client.stacks();
    Stack other = Stack.newBuilder().setName("other").build();
    stacks.createStack(CreateStackRequest.newBuilder().setStack(other).build());
    stacks.getStack(GetStackRequest.getDefaultInstance());
    stacks.allStacks(ListStacksRequest.getDefaultInstance());
    stacks.resetStack(ResetStackRequest.getDefaultInstance());
    stacks.apply(Mutation.getDefaultInstance());
    stacks.deleteStack(DeleteStackRequest.newBuilder().setStack("other").build());
    client.transfer().importStack(ImportStart.getDefaultInstance(), () -> null);
    client.transfer().exportStack(ExportStackRequest.getDefaultInstance(), chunk -> {});

    assertThat(Set.copyOf(server.methods())).hasSize(19);
  }

  @Test
  void request_withoutStack_speaksOfTheClients() {
    client.stacks().getStack(GetStackRequest.getDefaultInstance());

    assertThat(server.requests(GetStackRequest.class))
        .extracting(GetStackRequest::getStack)
        .containsExactly("default");
  }

  @Test
  void deleteStack_withoutStack_doesNotTakeTheClients() {
    client.stacks().deleteStack(DeleteStackRequest.getDefaultInstance());

    assertThat(server.stackNames()).contains("default");
  }

  @Test
  void applyMutations_unavailableTwice_isSentAgainWithTheSameRequestId() {
    server.faults().fail("ApplyMutations", unavailable(), unavailable());

    client.stacks().apply(Mutation.getDefaultInstance());

    assertThat(server.requests(ApplyMutationsRequest.class))
        .extracting(ApplyMutationsRequest::getRequestId)
        .hasSize(3)
        .doesNotContain("")
        .containsOnly(server.applied().get(0).getRequestId());
    assertThat(server.applied()).hasSize(1);
  }

  @Test
  void applyMutations_twoCalls_haveTwoRequestIds() {
    client.stacks().apply(Mutation.getDefaultInstance());
    client.stacks().apply(Mutation.getDefaultInstance());

    assertThat(server.applied())
        .extracting(ApplyMutationsRequest::getRequestId)
        .doesNotHaveDuplicates()
        .hasSize(2);
  }

  @Test
  void applyMutations_requestIdOfTheCallers_isKept() {
    ApplyMutationsRequest request = ApplyMutationsRequest.newBuilder().setRequestId("mine").build();
    client.stacks().applyMutations(request);

    ApplyMutationsResponse again = client.stacks().applyMutations(request);

    assertThat(again.getReplayed()).isTrue();
    assertThat(server.applied()).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(
      value = Status.Code.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"OK", "UNAVAILABLE"})
  void call_failsOtherwise_isNotSentAgain(Status.Code code) {
    server.faults().fail("GetStack", code.toStatus().withDescription("no").asRuntimeException());

    assertThatThrownBy(() -> client.stacks().getStack(GetStackRequest.getDefaultInstance()))
        .asInstanceOf(type(ProcnetClientException.class))
        .satisfies(e -> assertThat(e.code()).isEqualTo(code));
    assertThat(server.methods()).containsExactly("GetStack");
  }

  @Test
  void call_alwaysUnavailable_isGivenUpNamingTheServer() {
    server.faults().fail("GetStack", unavailable(), unavailable(), unavailable(), unavailable());

    assertThatThrownBy(() -> client.stacks().getStack(GetStackRequest.getDefaultInstance()))
        .isInstanceOf(ProcnetClientException.class)
        .hasMessage("server " + server.address() + " is unavailable: not now");
    assertThat(server.methods()).hasSize(4);
  }

  @Test
  void call_noServer_isUnavailable() throws IOException {
    try (ProcnetClient lost = ProcnetClient.connect("127.0.0.1:" + freePort())) {
      assertThatThrownBy(() -> lost.stacks().getStack(GetStackRequest.getDefaultInstance()))
          .asInstanceOf(type(ProcnetClientException.class))
          .satisfies(e -> assertThat(e.code()).isEqualTo(Status.Code.UNAVAILABLE))
          .satisfies(e -> assertThat(e).hasMessageContaining("Connection refused"));
    }
  }

  @Test
  void call_serverTakesNoConnection_isUnavailableInTime() throws IOException {
    // Connects, but never speaks.
    try (ServerSocket mute = new ServerSocket(0);
        ProcnetClient waiting =
            ProcnetClient.connect(
                ClientOptions.of("127.0.0.1:" + mute.getLocalPort())
                    .withTimeouts(Timeouts.DEFAULT.withAnswerWithin(Duration.ofMillis(300))))) {
      assertThatThrownBy(() -> waiting.stacks().getStack(GetStackRequest.getDefaultInstance()))
          .asInstanceOf(type(ProcnetClientException.class))
          .satisfies(e -> assertThat(e.code()).isEqualTo(Status.Code.UNAVAILABLE));
    }
  }

  @Test
  void call_violations_areDecoded() {
    server
        .faults()
        .fail(
            "ApplyMutations",
            Faults.error(
                Code.INVALID_ARGUMENT,
                "FIELD_INVALID",
                Map.of("limit", "5"),
                "1 field is wrong",
                "mutations[0].open_socket.uid",
                "too large"));

    assertThatThrownBy(() -> client.stacks().apply(Mutation.getDefaultInstance()))
        .asInstanceOf(type(ProcnetClientException.class))
        .satisfies(
            e -> {
              assertThat(e).hasMessage("1 field is wrong");
              assertThat(e.reason()).contains("FIELD_INVALID");
              assertThat(e.metadata()).containsExactly(Map.entry("limit", "5"));
              assertThat(e.violations())
                  .containsExactly(new FieldViolation("mutations[0].open_socket.uid", "too large"));
              assertThat(e.status()).isPresent();
            });
  }

  @Test
  void allLists_severalPages_areJoined() {
    for (int i = 1; i <= 5; i++) {
      server.stack().interfaces().add(Interface.newBuilder().setIndex(i).build());
      server.stack().routes().add(Route.newBuilder().setId(i).build());
      server.stack().neighbors().add(Neighbor.newBuilder().setInterfaceIndex(i).build());
    }

    IntrospectionClient reads = client.introspection();
    assertThat(reads.allInterfaces(ReadOptions.getDefaultInstance()).getInterfacesList())
        .extracting(Interface::getIndex)
        .containsExactly(1, 2, 3, 4, 5);
    assertThat(reads.allRoutes(ListRoutesRequest.getDefaultInstance()).getRoutesList())
        .extracting(Route::getId)
        .containsExactly(1L, 2L, 3L, 4L, 5L);
    assertThat(reads.allNeighbors(ReadOptions.getDefaultInstance()).getNeighborsList())
        .extracting(Neighbor::getInterfaceIndex)
        .containsExactly(1, 2, 3, 4, 5);
    assertThat(reads.allRoutes(ListRoutesRequest.getDefaultInstance()).getNextPageToken())
        .isEmpty();
  }

  @Test
  void streamSockets_otherCount_isBroken() {
    server.stack().sockets().add(Socket.newBuilder().setId(1).build());
    server.faults().streams(Faults.StreamFault.WRONG_LENGTH);

    assertThatThrownBy(
            () ->
                client
                    .introspection()
                    .streamSockets(StreamSocketsRequest.getDefaultInstance(), s -> {}))
        .isInstanceOf(BrokenStreamException.class)
        .hasMessage("sockets: the last message says 2 (1 sockets received)");
  }

  @Test
  void async_cancelled_cancelsTheCall() {
    server.faults().streams(Faults.StreamFault.SILENCE);
    server.stack().file("tcp", "x");
    CompletableFuture<Void> watch =
        client
            .introspection()
            .watchStackAsync(WatchStackRequest.getDefaultInstance(), message -> {});
    await().until(() -> server.methods().contains("WatchStack"));

    watch.cancel(true);

    await().until(() -> server.openCalls() == 0);
    assertThat(watch).isCancelled();
  }

  @Test
  void connect_unixSocket_works(@TempDir Path directory) {
    Path socket = directory.resolve("procnetd.sock");
    try (FakeServer unix = FakeServer.start(socket);
        ProcnetClient local = ProcnetClient.connect("unix:" + socket)) {
      unix.stack().file("tcp", "over a socket");

      assertThat(local.introspection().read("tcp").toStringUtf8()).isEqualTo("over a socket");
    }
  }

  @Test
  void over_channelInProcess_works() {
    var channel = io.grpc.inprocess.InProcessChannelBuilder.forName("calls-test").build();
    try (FakeServer inside = FakeServer.startInProcess("calls-test");
        ProcnetClient local = ProcnetClient.over(channel, "default", Timeouts.DEFAULT)) {
      inside.stack().file("tcp", "in process");

      assertThat(local.introspection().read("tcp").toStringUtf8()).isEqualTo("in process");
    } finally {
      channel.shutdownNow();
    }
  }

  private static StatusRuntimeException unavailable() {
    return Status.UNAVAILABLE.withDescription("not now").asRuntimeException();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
