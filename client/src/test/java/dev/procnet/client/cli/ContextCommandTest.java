package dev.procnet.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.procnet.client.fake.FakeServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContextCommandTest {

  private final FakeServer server = FakeServer.start();

  @TempDir private Path config;

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void context_inUse_isWhereCommandsGo() {
    server.stack().file("tcp", "x");

    assertThat(run("context", "set", "lab", "--server", server.address()).code()).isZero();
    assertThat(run("context", "set", "far", "--stack", "router").code()).isZero();
    assertThat(run("context", "use", "lab").code()).isZero();

    assertThat(run("cat", "tcp").out()).isEqualTo("x");
    assertThat(run("context", "ls").out().replaceAll(" +", " "))
        .isEqualTo(
            "USED NAME SERVER STACK TLS\n- far - router -\n* lab " + server.address() + " - -\n");
  }

  @Test
  void context_value_standsBehindOptionAndEnvironment() {
    run("context", "set", "lab", "--server", server.address(), "--stack", "of-context");
    run("context", "use", "lab");

    assertThat(run("ls").err()).contains("'of-context'");
    assertThat(run("ls", "--stack", "of-option").err()).contains("'of-option'");
    assertThat(
            new Cli(Map.of("XDG_CONFIG_HOME", config.toString(), "PROCNET_STACK", "of-environment"))
                .run("ls")
                .err())
        .contains("'of-environment'");
  }

  @Test
  void context_removed_isForgotten() {
    run("context", "set", "lab", "--stack", "s");
    run("context", "use", "lab");

    assertThat(run("context", "rm", "lab").code()).isZero();

    assertThat(run("context", "ls").out()).hasLineCount(1);
    assertThat(run("context", "use", "lab").code()).isEqualTo(ExitCode.NOT_FOUND);
  }

  @Test
  void context_wrong_saysWhat() throws IOException {
    run("context", "set", "lab", "--stack", "s");

    assertThat(run("context", "use", "lub").err()).contains("did you mean 'lab'?");
    assertThat(run("context", "set", "x").err())
        .contains("--server, --stack, --token-file or an option of TLS is missing");
    assertThat(run("context", "set", "a.b", "--stack", "s").err()).contains("letters, digits");
    assertThat(run("context", "set", "x", "--server", "nowhere").err()).contains("'nowhere'");
    assertThat(run("context").err()).contains("a command is missing");

    Files.writeString(config.resolve("procnet/contexts.properties"), "a=\\u00zz\n");
    assertThat(run("ls").code()).isEqualTo(ExitCode.USAGE);
    assertThat(run("ls").err()).contains("contexts can't be read");
  }

  private Cli.Result run(String... args) {
    return new Cli(Map.of("XDG_CONFIG_HOME", config.toString())).run(args);
  }
}
