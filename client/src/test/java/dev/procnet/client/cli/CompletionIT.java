package dev.procnet.client.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.procnet.client.e2e.Programs;
import dev.procnet.client.fake.FakeServer;
import dev.procnet.v1.Interface;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Completion as the shells themselves do it. */
class CompletionIT {

  private final FakeServer server = FakeServer.start();
  @TempDir private Path directory;

  @BeforeEach
  void files() {
    server.stack().file("tcp", "x").file("tcp6", "x").file("route", "x");
    server.stack().interfaces().add(Interface.newBuilder().setIndex(2).setName("eth-lan").build());
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void bash_completesCommandsAndOptions() throws Exception {
    assertThat(bash("procnet", "interf")).contains("interfaces");
    assertThat(bash("procnet", "stacks", "cre")).contains("create");
    assertThat(bash("procnet", "cat", "--rev")).contains("--revision");
  }

  @Test
  void bash_completesFilesAndStacksOfTheServer() throws Exception {
    assertThat(bash("procnet", "cat", "tc")).contains("tcp tcp6");
    assertThat(bash("procnet", "--stack", "def")).contains("default");
    assertThat(bash("procnet", "cat", "-d", "rou")).doesNotContain("route");
    assertThat(bash("procnet", "--tls", "cat", "rou")).as("no TLS there").doesNotContain("route");
  }

  @Test
  void fish_completesCommandsOptionsFilesAndStacks() throws Exception {
    assertThat(fish("procnet interf")).contains("interfaces\t");
    assertThat(fish("procnet stacks cre")).contains("create\t");
    assertThat(fish("procnet cat --rev")).contains("--revision");
    assertThat(fish("procnet cat tc")).contains("tcp\n").contains("tcp6\n");
    assertThat(fish("procnet --stack def")).contains("default\n");
  }

  @Test
  void zsh_onATerminal_completes() throws Exception {
    Path home = Files.createDirectory(directory.resolve("home"));
    Files.writeString(
        home.resolve(".zshrc"),
        """
        PS1='$ '
        autoload -U compinit && compinit -u
        source <(procnet completion zsh)
        echo ready
        """);

    assertThat(
            OnTerminal.run(
                100,
                24,
                Map.of(
                    "PROCNET_SERVER",
                    server.address(),
                    "PATH",
                    path(),
                    "TERM",
                    "xterm",
                    "ZDOTDIR",
                    home.toString()),
                List.of("zsh", "-i"),
                "expect ready",
                "send procnet interf\\t",
                "expect procnet interfaces",
                "send \\x15procnet cat rou\\t",
                "expect procnet cat route",
                "send \\x15procnet --stack def\\t",
                "expect procnet --stack default",
                "send \\x15procnet stacks rm def\\t",
                "expect procnet stacks rm default",
                "send \\x15procnet set link eth-la\\t",
                "expect procnet set link eth-lan",
                "send \\x15exit\\r"))
        .endsWith("exit 0\n");
  }

  private String bash(String... words) throws IOException, InterruptedException {
    return run(
        "bash",
        "-c",
        "source <(procnet completion bash); COMP_WORDS=(\"$@\"); COMP_CWORD=$(($# - 1));"
            + " _procnet_complete; echo \"${COMPREPLY[@]}\"",
        words);
  }

  private String fish(String line) throws IOException, InterruptedException {
    return run("fish", "-c", "procnet completion fish | source; complete -C \"$argv\"", line);
  }

  private String run(String shell, String flag, String script, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new java.util.ArrayList<>(List.of(shell, flag, script));
    if (shell.equals("bash")) {
      command.add("-");
    }
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("PROCNET_SERVER", server.address());
    builder.environment().put("PATH", path());
    builder.environment().put("HOME", directory.toString());
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    process.waitFor();
    return output;
  }

  private static String path() {
    return Programs.ROOT.resolve("client/target/procnet/bin") + ":" + System.getenv("PATH");
  }
}
