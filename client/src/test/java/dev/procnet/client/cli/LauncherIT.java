package dev.procnet.client.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import dev.procnet.client.fake.FakeServer;
import dev.procnet.client.fake.Faults.StreamFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command line as processes. */
class LauncherIT {

  private static final Path PROCNET = Path.of("target/procnet/bin/procnet").toAbsolutePath();

  @TempDir private Path directory;
  private final FakeServer server = FakeServer.start();

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void cat_readerLeaves_endsSilently() throws Exception {
    server.stack().file("tcp", ByteString.copyFromUtf8("a row\n".repeat(1_000_000)));

    assertThat(shell("set -o pipefail; procnet cat tcp | head -1; echo $?"))
        .isEqualTo("a row\n0\n");
  }

  @Test
  void cat_bytes_areExact() throws Exception {
    server.stack().file("unix", ByteString.copyFrom(new byte[] {0, -1, 10, 13, 27}));

    assertThat(shell("procnet cat unix | od -An -tx1")).isEqualTo(" 00 ff 0a 0d 1b\n");
  }

  @Test
  void cat_streamEndsShort_exits8AndSaysToRunAgain() throws Exception {
    server.stack().file("tcp", "0123456789");
    server.faults().streams(StreamFault.UNAVAILABLE);

    assertThat(shell("procnet cat tcp >/dev/null; echo $?"))
        .startsWith("procnet: tcp: the stream was cut short: ")
        .contains("(10 bytes received); run the command again")
        .endsWith("\n8\n");
  }

  @Test
  void ls_noServer_exits4WithoutAStackTrace() throws Exception {
    server.close();

    assertThat(shell("procnet ls; echo $?").lines())
        .hasSize(2)
        .first()
        .asString()
        .startsWith("procnet: server " + server.address() + " is unavailable: Connection refused");
  }

  @ParameterizedTest
  @ValueSource(strings = {"TERM", "INT"})
  void push_signal_exits0(String signal) throws Exception {
    Files.writeString(directory.resolve("tcp"), "t");
    Process push = start("exec procnet push " + directory + " --interval 50ms");
    await().atMost(20, TimeUnit.SECONDS).until(() -> push.getInputStream().available() > 0);

    signal(push, signal);

    assertThat(push.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(push.exitValue()).isZero();
    assertThat(output(push)).isEqualTo("procnet: 1 files sent, stack default at revision 2\n");
  }

  @Test
  void mirror_signalWhileTheServerIsAway_exits0() throws Exception {
    server.close();
    Process mirror = start("exec procnet mirror " + directory);
    await().atMost(20, TimeUnit.SECONDS).until(() -> mirror.getInputStream().available() > 0);

    signal(mirror, "TERM");

    assertThat(mirror.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(mirror.exitValue()).isZero();
    assertThat(output(mirror)).contains("trying again until it is back");
  }

  @Test
  void help_noServerNamed_isPrinted() throws Exception {
    assertThat(shell("PROCNET_SERVER=nonsense procnet cat --help"))
        .startsWith("procnet cat tcp\n")
        .contains("Usage: procnet cat");
  }

  @ParameterizedTest
  @ValueSource(strings = {"version", "--help", "completion fish"})
  void commandsWithoutServer_loadNeitherGrpcNorNetty(String command) throws Exception {
    // What a cache has is loaded at once, needed or not.
    assertThat(shell("PROCNET_CACHE= PROCNET_OPTS=-Xlog:class+load procnet " + command))
        .contains("dev.procnet.client.cli.Procnet ")
        .doesNotContain("io.grpc.");
  }

  @Test
  void arguments_inTheCLocale_areTheirBytes() throws Exception {
    assertThat(shell("LC_ALL=C procnet ls --stack $(printf '\\303\\251'); echo $?"))
        .startsWith("procnet: stack '\u00e9' is not there")
        .endsWith("\n3\n");
  }

  @Test
  void cat_withoutTls_loadsNothingOfIt() throws Exception {
    server.stack().file("tcp", "row\n");

    assertThat(
            shell(
                "PROCNET_CACHE= PROCNET_OPTS=-Xlog:class+load procnet cat tcp | grep -E '"
                    + " (sun.security.ssl|dev.procnet.*Tls|.*handler.ssl|dev.procnet.*cli.Session"
                    + " )'"))
        .contains("dev.procnet.client.cli.Session ")
        .hasLineCount(1);
  }

  private String shell(String command) throws IOException, InterruptedException {
    Process process = start(command);
    String output = output(process);
    process.waitFor();
    return output;
  }

  private Process start(String command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder("bash", "-c", command).redirectErrorStream(true);
    builder.environment().put("PROCNET_SERVER", server.address());
    builder.environment().merge("PATH", PROCNET.getParent() + ":", (old, bin) -> bin + old);
    return builder.start();
  }

  private static String output(Process process) throws IOException {
    return new String(process.getInputStream().readAllBytes(), UTF_8);
  }

  private static void signal(Process process, String signal)
      throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor();
  }
}
