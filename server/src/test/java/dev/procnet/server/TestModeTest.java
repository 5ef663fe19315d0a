package dev.procnet.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.procnet.server.config.ListenAddress;
import dev.procnet.server.config.ServerConfig;
import dev.procnet.v1.FaultServiceGrpc;
import dev.procnet.v1.JournalServiceGrpc;
import dev.procnet.v1.ListCallsRequest;
import dev.procnet.v1.ListFaultsRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What tests start a server with: --test-mode, --parent-pid. */
class TestModeTest {

  @TempDir Path directory;

  @Test
  void testMode_alone_isForTests() throws Exception {
    ServerConfig config = ProcnetServer.config("--test-mode");

    assertThat(config.testing().faults()).isTrue();
    assertThat(config.testing().journal()).isTrue();
    assertThat(config.grpc().listen()).containsExactly(ListenAddress.parse("127.0.0.1:0"));
    assertThat(config.grpc().drainGrace()).isEqualTo(Duration.ofMillis(200));
    assertThat(config.web().listen()).isEmpty();
  }

  @Test
  void testMode_otherFlagsAndFile_win() throws Exception {
    Path file = Files.writeString(directory.resolve("f.yaml"), "test-mode: true\njournal: false\n");

    ServerConfig config =
        ProcnetServer.config("--config", file.toString(), "--listen", "unix:s", "--faults=false");

    assertThat(config.testing().faults()).isFalse();
    assertThat(config.testing().journal()).isFalse();
    assertThat(config.grpc().listen()).containsExactly(ListenAddress.parse("unix:s"));
    assertThat(config.web().listen()).isEmpty();
  }

  @Test
  void testMode_wrongFlag_isToldOnce() {
    assertThatThrownBy(() -> ProcnetServer.config("--test-mode", "--max-stacks", "0"))
        .isInstanceOfSatisfying(
            StartException.class,
            e ->
                assertThat(e.problems())
                    .containsExactly("--max-stacks is '0', expected a whole number, 1 to 1000000"));
  }

  @Test
  void testMode_served_hasFaultsAndAJournal() throws Exception {
    try (TestDaemon test = TestDaemon.start("--test-mode")) {
      assertThat(
              FaultServiceGrpc.newBlockingStub(test.channel())
                  .listFaults(ListFaultsRequest.getDefaultInstance())
                  .getFaultsCount())
          .isZero();
      assertThat(
              JournalServiceGrpc.newBlockingStub(test.channel())
                  .listCalls(ListCallsRequest.getDefaultInstance())
                  .getCallsCount())
          .isEqualTo(1);
    }
  }

  @Test
  @Timeout(20)
  void parent_ends_serverStops() throws Exception {
    Process parent = new ProcessBuilder("sleep", "60").start();
    Path ports = directory.resolve("ports");
    try (TestDaemon test =
        TestDaemon.start(
            "--parent-pid",
            String.valueOf(parent.pid()),
            "--port-file",
            ports.toString(),
            "--drain-grace",
            "200ms")) {
      assertThat(ports).exists();

      parent.destroyForcibly();

      test.daemon().awaitStopped();
      assertThat(ports).doesNotExist();
    } finally {
      parent.destroyForcibly();
    }
  }

  @Test
  void parent_stoppedBefore_isNotLookedAtAnyMore() throws Exception {
    Process parent = new ProcessBuilder("sleep", "60").start();
    try {
      ParentProcess followed = new ParentProcess(java.util.Optional.of((int) parent.pid()));
      boolean[] stopped = new boolean[1];
      followed.follow(() -> stopped[0] = true);
      followed.leave();

      parent.destroyForcibly().waitFor();
      Thread.sleep(50);

      assertThat(stopped[0]).isFalse();
    } finally {
      parent.destroyForcibly();
    }
  }

  @Test
  void parent_thereIsNone_startFails() throws Exception {
    Process gone = new ProcessBuilder("true").start();
    gone.waitFor();

    assertThatThrownBy(() -> TestDaemon.start("--parent-pid", String.valueOf(gone.pid())))
        .isInstanceOf(StartException.class)
        .hasMessage("--parent-pid is " + gone.pid() + ", expected another process that runs");
    assertThatThrownBy(
            () -> TestDaemon.start("--parent-pid", String.valueOf(ProcessHandle.current().pid())))
        .isInstanceOf(StartException.class);
  }
}
