package dev.procnet.client.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sysctls stand beside the net files: in trees, in lists and in what is printed. */
class SysctlsIT {

  private static final String FORWARD = "sys/net/ipv4/ip_forward";

  @TempDir private static Path serverDirectory;
  private static Procnetd server;

  @BeforeAll
  static void start() throws IOException {
    server = Procnetd.start(serverDirectory);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /** A command, with its exit code and what it printed. */
  private record Ran(int exitCode, String output) {}

  private static Ran procnet(String stack, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(Programs.PROCNET.toString()));
    command.addAll(List.of(arguments));
    command.addAll(List.of("--server", server.address(), "--stack", stack));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Ran(process.waitFor(), output);
  }

  private static String ok(String stack, String... arguments)
      throws IOException, InterruptedException {
    Ran ran = procnet(stack, arguments);
    assertThat(ran.exitCode()).as(ran.output()).isZero();
    return ran.output();
  }

  @Test
  void import_withSysctls_exportsThemAgain(@TempDir Path tree, @TempDir Path again)
      throws Exception {
    ok("default", "export", tree.toString());
    // A tree has what it was imported with: the stacks that the server makes say only their net.
    assertThat(tree.resolve("sys")).doesNotExist();
    Files.createDirectories(tree.resolve(FORWARD).getParent());
    Files.writeString(tree.resolve(FORWARD), "1\n");
    ok("forwards", "import", tree.toString());

    ok("forwards", "export", again.toString());

    assertThat(again.resolve(FORWARD)).hasContent("1\n");
    assertThat(again.resolve("net/tcp")).exists();
    assertThat(again.resolve("net/sys")).doesNotExist();
  }

  @Test
  void listAndPrint_ofTheDefaultStack_knowSysctls() throws Exception {
    assertThat(ok("default", "cat", FORWARD)).isEqualTo("0\n");
    assertThat(ok("default", "ls", "sys/net", "-o", "name").lines())
        .contains(FORWARD)
        .allMatch(name -> name.startsWith("sys/net/"));
    assertThat(ok("default", "ls", "-o", "name").lines())
        .contains("tcp")
        .noneMatch(name -> name.startsWith("sys/"));
  }

  @Test
  void import_ofNetAlone_hasNoSysctls(@TempDir Path tree, @TempDir Path again) throws Exception {
    ok("default", "export", tree.toString());
    ok("net-alone", "import", tree.resolve("net").toString());

    ok("net-alone", "export", again.toString());

    assertThat(again.resolve("net/tcp")).exists();
    assertThat(again.resolve("sys")).doesNotExist();
    assertThat(procnet("net-alone", "cat", FORWARD).exitCode()).isEqualTo(3);
  }
}
