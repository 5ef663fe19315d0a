package dev.procnet.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.io.Resources;
import com.google.rpc.QuotaFailure;
import dev.procnet.server.config.ListenAddress;
import dev.procnet.server.rpc.Failure;
import dev.procnet.v1.GetStackRequest;
import dev.procnet.v1.IntrospectionServiceGrpc;
import dev.procnet.v1.Profile;
import dev.procnet.v1.ReadNetFileRequest;
import dev.procnet.v1.ReadNetFileResponse;
import dev.procnet.v1.StackServiceGrpc;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.channelz.v1.ChannelzGrpc;
import io.grpc.channelz.v1.GetServersRequest;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.reflection.v1.ServiceResponse;
import io.grpc.stub.BlockingClientCall;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DaemonTest {

  @TempDir Path directory;

  @Test
  void start_freePorts_areServedAndWritten() throws Exception {
    Path ports = directory.resolve("ports");
    Files.writeString(ports, "grpc=left by a killed server\n");
    try (TestDaemon test = TestDaemon.start("--port-file", ports.toString())) {
      assertThat(ports)
          .hasContent(
              "grpc="
                  + test.daemon().grpcAddresses().getFirst()
                  + "\nweb="
                  + test.daemon().webAddress().orElseThrow());
      assertThat(FakeService.say(test.channel(), "hello")).isEqualTo("hello");
    }
    assertThat(ports).doesNotExist();
  }

  @Test
  void start_severalAddresses_serveTheSame() throws Exception {
    Path socket = directory.resolve("s");
    try (TestDaemon test =
        TestDaemon.start(
            "--listen", "127.0.0.1:0", "--listen", "[::1]:0", "--listen", "unix:" + socket)) {
      assertThat(test.daemon().grpcAddresses()).hasSize(3);
      for (ListenAddress address : test.daemon().grpcAddresses()) {
        assertThat(FakeService.say(test.channel(address), "x")).isEqualTo("x");
      }
    }
  }

  @Test
  void health_serving_isToldOverallAndForEachService() throws Exception {
    try (TestDaemon test = TestDaemon.start()) {
      assertThat(health(test.channel(), "")).isEqualTo(ServingStatus.SERVING);
      assertThat(health(test.channel(), FakeService.NAME)).isEqualTo(ServingStatus.SERVING);
      assertThatThrownBy(() -> health(test.channel(), "no.such.Service"))
          .hasMessageStartingWith("NOT_FOUND");
    }
  }

  @Test
  void reflection_ofAdminListener_listsServices() throws Exception {
    try (TestDaemon test = TestDaemon.start("--admin-listen", "127.0.0.1:0")) {
      BlockingClientCall<ServerReflectionRequest, ServerReflectionResponse> call =
          ServerReflectionGrpc.newBlockingV2Stub(test.admin()).serverReflectionInfo();
      call.write(ServerReflectionRequest.newBuilder().setListServices("").build());
      ServerReflectionResponse answer = call.read();
      call.halfClose();

      assertThat(answer.getListServicesResponse().getServiceList())
          .extracting(ServiceResponse::getName)
          .contains(
              "procnet.v1.IntrospectionService",
              "procnet.v1.StackService",
              "procnet.v1.TransferService",
              "procnet.v1.FaultService",
              "procnet.v1.JournalService",
              "grpc.health.v1.Health",
              "grpc.reflection.v1.ServerReflection",
              "grpc.channelz.v1.Channelz");
    }
  }

  @Test
  void reflectionAndChannelz_ofOtherListeners_areNotThere() throws Exception {
    try (TestDaemon test = TestDaemon.start("--admin-listen", "127.0.0.1:0")) {
      assertThatThrownBy(
              () ->
                  ChannelzGrpc.newBlockingStub(test.channel())
                      .getServers(GetServersRequest.getDefaultInstance()))
          .hasMessageStartingWith("UNIMPLEMENTED");
      assertThatThrownBy(
              () ->
                  ServerReflectionGrpc.newBlockingV2Stub(test.channel())
                      .serverReflectionInfo()
                      .read())
          .hasMessageStartingWith("UNIMPLEMENTED");
    }
  }

  @Test
  void channelz_ofAdminListener_showsTheServer() throws Exception {
    try (TestDaemon test = TestDaemon.start("--admin-listen", "127.0.0.1:0")) {
      assertThat(
              ChannelzGrpc.newBlockingStub(test.admin())
                  .getServers(GetServersRequest.getDefaultInstance())
                  .getServerCount())
          .isPositive();
    }
  }

  @Test
  void message_tooLarge_isRefused() throws Exception {
    try (TestDaemon test = TestDaemon.start("--max-message", "64KiB")) {
      ManagedChannel channel = test.channel();

      assertThatThrownBy(() -> FakeService.say(channel, "x".repeat(100_000)))
          .satisfies(
              e -> {
                QuotaFailure quota = Failure.of(e).detail(QuotaFailure.class);
                assertThat(quota.getViolations(0).getSubject()).isEqualTo("message_bytes");
                assertThat(quota.getViolations(0).getDescription())
                    .isEqualTo("a message has 100004 bytes, expected at most 65536");
              });
      assertThatThrownBy(() -> FakeService.say(channel, "x".repeat(1 << 18)))
          .isInstanceOfSatisfying(
              StatusRuntimeException.class,
              e -> assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED));
      assertThat(FakeService.say(channel, "x")).isEqualTo("x");
      assertThat(test.text("/metrics/server"))
          .contains("procnet_limit_refusals_total{limit=\"message_bytes\"} 1.0");
    }
  }

  @Test
  void start_portTaken_saysWhereAndWhatToDo() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
      String address = "127.0.0.1:" + taken.getLocalPort();
      String reason =
          " "
              + address
              + ": address already in use; another process listens there, choose another port, 0"
              + " takes a free one";

      assertThatThrownBy(() -> TestDaemon.start("--listen", address))
          .isInstanceOf(StartException.class)
          .hasMessage("can't listen on --listen" + reason);
      assertThatThrownBy(() -> TestDaemon.start("--web-listen", address))
          .isInstanceOf(StartException.class)
          .hasMessage("can't listen on --web-listen" + reason);
    }
  }

  @Test
  void start_secondAddressTaken_leavesNothingOfTheFirst() throws Exception {
    Path socket = directory.resolve("s");
    try (ServerSocket taken = new ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(
              () ->
                  TestDaemon.start(
                      "--listen",
                      "unix:" + socket,
                      "--listen",
                      "127.0.0.1:" + taken.getLocalPort()))
          .isInstanceOf(StartException.class);
    }
    assertThat(socket).doesNotExist();
  }

  @Test
  void start_unknownHost_saysSo() {
    assertThatThrownBy(
            () -> TestDaemon.start("--insecure-listen", "--listen", "no-such-host.invalid:1"))
        .isInstanceOf(StartException.class)
        .hasMessage("can't listen on --listen no-such-host.invalid:1: unknown host");
  }

  @Test
  void unixSocket_whileServing_isOnlyTheOwners_andGoneAfter() throws Exception {
    Path socket = directory.resolve("s");
    try (TestDaemon test = TestDaemon.start("--listen", "unix:" + socket)) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)))
          .isEqualTo("rw-------");
      assertThat(FakeService.say(test.channel(), "x")).isEqualTo("x");
    }
    assertThat(socket).doesNotExist();
  }

  @Test
  void unixSocket_leftByAKilledServer_isReplaced() throws Exception {
    Path socket = directory.resolve("s");
    // Closing does not remove the file, as a kill does not.
    listen(socket).close();
    assertThat(socket).exists();

    try (TestDaemon test = TestDaemon.start("--listen", "unix:" + socket)) {
      assertThat(FakeService.say(test.channel(), "x")).isEqualTo("x");
    }
  }

  @Test
  void unixSocket_inUse_isLeftAlone() throws Exception {
    Path socket = directory.resolve("s");
    try (ServerSocketChannel other = listen(socket)) {
      assertThatThrownBy(() -> TestDaemon.start("--listen", "unix:" + socket))
          .isInstanceOf(StartException.class)
          .hasMessage(
              "unix:%s: address already in use: a server answers on it; choose another path",
              socket);
      assertThat(other.isOpen()).isTrue();
      assertThat(socket).exists();
    }
  }

  @Test
  void unixSocket_fileThere_isLeftAlone() throws Exception {
    Path file = directory.resolve("s");
    Files.writeString(file, "precious");

    assertThatThrownBy(() -> TestDaemon.start("--listen", "unix:" + file))
        .isInstanceOf(StartException.class)
        .hasMessage("unix:%s is there and is no socket, expected a free path", file);
    assertThat(file).hasContent("precious");
  }

  @Test
  void import_tree_isStackDefault() throws Exception {
    Path tree = Path.of(Resources.getResource("corpus/linux-6.18/lo-up").toURI());
    try (LogRecorder log = new LogRecorder(DefaultStack.class);
        TestDaemon test = TestDaemon.start("--import", tree.toString())) {
      assertThat(log.lines())
          .singleElement()
          .asString()
          .startsWith("INFO imported ")
          .endsWith("from " + tree + "/net as linux-6.18");
      ReadNetFileResponse read =
          IntrospectionServiceGrpc.newBlockingStub(test.channel())
              .readNetFile(ReadNetFileRequest.newBuilder().setName("dev").build());
      assertThat(read.getContent().toByteArray())
          .isEqualTo(Files.readAllBytes(tree.resolve("net/dev")));
    }
  }

  @Test
  void import_lenient_warnsOfFilesThatAreKeptAsTheyAre() throws Exception {
    Files.writeString(directory.resolve("arp"), "made by hand\n");

    assertThatThrownBy(() -> TestDaemon.start("--import", directory.toString()))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("arp:1:1: expected the header of arp");
    try (LogRecorder log = new LogRecorder(DefaultStack.class);
        TestDaemon test = TestDaemon.start("--import", directory.toString(), "--import-lenient")) {
      assertThat(log.lines())
          .contains(
              "WARN "
                  + directory
                  + "/arp:1:1: expected the header of arp, found 'made by hand'; kept as it was"
                  + " captured");
      ReadNetFileResponse read =
          IntrospectionServiceGrpc.newBlockingStub(test.channel())
              .readNetFile(ReadNetFileRequest.newBuilder().setName("arp").build());
      assertThat(read.getContent().toStringUtf8()).isEqualTo("made by hand\n");
    }
  }

  @Test
  void noImport_profile_isStackDefault() throws Exception {
    try (TestDaemon test = TestDaemon.start("--profile", "gvisor")) {
      assertThat(
              StackServiceGrpc.newBlockingStub(test.channel())
                  .getStack(GetStackRequest.newBuilder().setStack("default").build())
                  .getStack()
                  .getProfile())
          .isEqualTo(Profile.PROFILE_GVISOR);
    }
  }

  @Test
  void errors_ofServices_areMapped() throws Exception {
    try (TestDaemon test = TestDaemon.start()) {
      assertThatThrownBy(
              () ->
                  IntrospectionServiceGrpc.newBlockingStub(test.channel())
                      .readNetFile(ReadNetFileRequest.newBuilder().setName("tpc").build()))
          .hasMessageStartingWith("NOT_FOUND: no net file 'tpc' in this stack");
    }
  }

  @Test
  void import_badTree_saysFileLineColumn() throws IOException {
    Files.createDirectory(directory.resolve("net"));
    Files.writeString(directory.resolve("net/tcp"), "rubbish\n");
    Files.writeString(directory.resolve("net/tcp6"), "");

    assertThatThrownBy(() -> TestDaemon.start("--import", directory.toString()))
        .isInstanceOfSatisfying(
            StartException.class,
            e ->
                assertThat(e.problems())
                    .isNotEmpty()
                    .allMatch(
                        line ->
                            line.matches(
                                "\\Q" + directory + "\\E/net/tcp6?:\\d+:\\d+: expected .*")));
  }

  @Test
  void start_wrongFlags_areAllTold() {
    assertThatThrownBy(() -> ProcnetServer.start("--max-stacks", "0", "--listen", "0.0.0.0:1"))
        .isInstanceOfSatisfying(StartException.class, e -> assertThat(e.problems()).hasSize(2));
  }

  private static ServingStatus health(ManagedChannel channel, String service) {
    HealthCheckResponse answer =
        HealthGrpc.newBlockingStub(channel)
            .check(HealthCheckRequest.newBuilder().setService(service).build());
    return answer.getStatus();
  }

  private static ServerSocketChannel listen(Path socket) throws IOException {
    return ServerSocketChannel.open(StandardProtocolFamily.UNIX)
        .bind(UnixDomainSocketAddress.of(socket));
  }
}
