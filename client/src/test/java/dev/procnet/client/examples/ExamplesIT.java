package dev.procnet.client.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.procnet.client.e2e.Programs;
import dev.procnet.client.testing.TestServer;
import dev.procnet.client.testing.TestStack;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The examples in other languages, and a server as a process of its own, as a user has them. */
class ExamplesIT {

  private static final Path EXAMPLES = Programs.ROOT.resolve("client/examples");

  private static String run(String... command) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(List.of(command)).directory(EXAMPLES.toFile()).redirectErrorStream(true);
    String programs = Programs.PROCNETD.getParent() + File.pathSeparator;
    builder
        .environment()
        .merge(
            "PATH",
            programs + Programs.PROCNET.getParent(),
            (path, ours) -> ours + File.pathSeparator + path);
    builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
    Process process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }

  @Test
  void shell_passes() throws Exception {
    assertThat(run("sh", "web-server-test.sh")).endsWith("passed\n");
  }

  @Test
  void python_passes() throws Exception {
    assertThat(run("python3", "-m", "unittest", "web_server_test.py"))
        .contains("Ran 3 tests")
        .endsWith("OK\n");
  }

  @Test
  void testServer_asProcess_serves() {
    System.setProperty("procnet.testing.procnetd", Programs.PROCNETD.toString());
    try (TestServer server = TestServer.asProcess();
        TestServer same = TestServer.at(server.address());
        TestStack stack = same.fork("host")) {
      stack.tcp().listen("0.0.0.0", 80);
      assertThat(server.stack(stack.name()).file("tcp")).contains(":0050 00000000:0000 0A");
    } finally {
      System.clearProperty("procnet.testing.procnetd");
    }
  }
}
