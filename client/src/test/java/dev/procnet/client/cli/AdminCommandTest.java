package dev.procnet.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.util.Durations;
import dev.procnet.v1.AdminServiceGrpc.AdminServiceImplBase;
import dev.procnet.v1.DrainRequest;
import dev.procnet.v1.DrainResponse;
import dev.procnet.v1.GetConfigRequest;
import dev.procnet.v1.GetConfigResponse;
import dev.procnet.v1.GetServerStatusRequest;
import dev.procnet.v1.GetServerStatusResponse;
import dev.procnet.v1.Property;
import dev.procnet.v1.Quota;
import dev.procnet.v1.WatchedFile;
import io.grpc.Grpc;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AdminCommandTest {

  private final CopyOnWriteArrayList<DrainRequest> drains = new CopyOnWriteArrayList<>();
  private final Server server =
      Grpc.newServerBuilderForPort(0, InsecureServerCredentials.create())
          .addService(new Admin())
          .build();

  @BeforeEach
  void start() throws IOException {
    server.start();
  }

  @AfterEach
  void stop() {
    server.shutdownNow();
  }

  @Test
  void status_showsQuotasListenersAndFiles() {
    assertThat(run("admin", "status").out())
        .contains("version", "1.2 (commit abc)", "uptime", "90s", "stacks", "1 of 7")
        .contains("grpc=127.0.0.1:1")
        .contains("policy", "wrong, the one before stays: p:1:2: no");
    assertThat(run("admin", "status", "-o", "json").out()).contains("\"limit\": \"7\"");
    assertThat(run("admin", "status", "-o", "name").out()).isEqualTo("id\n");
  }

  @Test
  void config_showsWhoSetIt() {
    assertThat(run("admin", "config").out()).contains("max-stacks", "7", "f.yaml:1:2");
  }

  @Test
  void drain_passesGraceOn() {
    Cli.Result result = run("admin", "drain", "--grace", "1m30s");

    assertThat(result.code()).isEqualTo(ExitCode.OK);
    assertThat(result.err()).contains("drains");
    assertThat(run("admin", "drain").code()).isEqualTo(ExitCode.OK);
    assertThat(drains)
        .containsExactly(
            DrainRequest.newBuilder().setGrace(Durations.fromSeconds(90)).build(),
            DrainRequest.getDefaultInstance());
  }

  @Test
  void admin_alone_namesItsCommands() {
    Cli.Result result = run("admin");

    assertThat(result.code()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).contains("status, config or drain");
  }

  private Cli.Result run(String... args) {
    String[] all = java.util.Arrays.copyOf(args, args.length + 2);
    all[args.length] = "--server";
    all[args.length + 1] = "127.0.0.1:" + server.getPort();
    return new Cli(Map.of()).run(all);
  }

  private final class Admin extends AdminServiceImplBase {
    @Override
    public void getServerStatus(
        GetServerStatusRequest request, StreamObserver<GetServerStatusResponse> observer) {
      observer.onNext(
          GetServerStatusResponse.newBuilder()
              .setServerId("id")
              .setVersion("1.2")
              .setCommit("abc")
              .setUptime(Durations.fromSeconds(90))
              .addListeners("grpc=127.0.0.1:1")
              .addQuotas(Quota.newBuilder().setName("stacks").setLimit(7).setUsed(1))
              .addFiles(WatchedFile.newBuilder().setName("policy").setProblem("p:1:2: no"))
              .build());
      observer.onCompleted();
    }

    @Override
    public void getConfig(GetConfigRequest request, StreamObserver<GetConfigResponse> observer) {
      observer.onNext(
          GetConfigResponse.newBuilder()
              .addProperties(
                  Property.newBuilder().setName("max-stacks").setValue("7").setOrigin("f.yaml:1:2"))
              .build());
      observer.onCompleted();
    }

    @Override
    public void drain(DrainRequest request, StreamObserver<DrainResponse> observer) {
      drains.add(request);
      observer.onNext(DrainResponse.getDefaultInstance());
      observer.onCompleted();
    }
  }
}
