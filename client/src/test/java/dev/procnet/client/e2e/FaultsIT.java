package dev.procnet.client.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Faults and the journal, as processes against a real server in test mode. */
class FaultsIT {

  @TempDir private static Path directory;

  private static Procnetd server;

  @BeforeAll
  static void start() throws IOException {
    server = Procnetd.start(directory, "--test-mode");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void faults_setAndCleared_areSeenByCallersAndInTheJournal() throws Exception {
    Path rules =
        Files.writeString(
            directory.resolve("rules.yaml"),
            """
            rules:
            - name: broken
              match: {methods: [StreamNetFile], files: [tcp]}
              times: 1
              effects:
              - delay: {fixed: 1ms}
              - cutAfterBytes: 20
            """);
    run("stacks create faulty");
    run("--stack faulty faults set -f " + rules);

    assertThat(shell("procnet --stack faulty cat tcp 2>&1 >/dev/null; echo $?"))
        .contains("cut after 20 bytes")
        .doesNotEndWith("\n0\n");
    assertThat(run("--stack faulty cat tcp")).contains("local_address");

    assertThat(run("--stack faulty faults ls -o csv")).contains("broken,2,1,before");
    assertThat(run("--stack faulty journal wait --net-file tcp --at-least 2 -o csv"))
        .contains("StreamNetFile,faulty,tcp,unavailable", "StreamNetFile,faulty,tcp,ok");
    run("--stack faulty faults clear");
    assertThat(run("--stack faulty faults ls -o name")).isEmpty();
    assertThat(server.log()).contains("faults are on for stack faulty: broken, until ");
  }

  @Test
  void journal_tooFewCalls_exitsWith1() throws Exception {
    assertThat(
            shell("procnet journal wait --net-file nosuch --within 50ms 2>&1 >/dev/null; echo $?"))
        .isEqualTo("procnet: 0 such calls came in time, expected at least 1\n1\n");
  }

  private static String run(String arguments) throws Exception {
    return shell("set -e; procnet " + arguments);
  }

  private static String shell(String script) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(List.of("bash", "-c", script));
    builder.environment().put("PROCNET_SERVER", server.address());
    builder
        .environment()
        .merge(
            "PATH",
            Programs.ROOT.resolve("client/target/procnet/bin").toString(),
            (path, bin) -> bin + ":" + path);
    Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String out = new String(process.getInputStream().readAllBytes(), UTF_8);
    process.waitFor();
    return out;
  }
}
