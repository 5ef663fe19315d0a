package dev.procnet.client.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HelpTest {

  // No server: these commands must not want one.
  private final Cli cli = new Cli(Map.of("PROCNET_SERVER", "nonsense"));

  @ParameterizedTest
  @ValueSource(strings = {"--help", "-h", "help"})
  void help_ofAll_listsEveryCommand(String argument) {
    Cli.Result result = cli.run(argument);

    assertThat(result.code()).isZero();
    assertThat(result.err()).isEmpty();
    assertThat(result.out().lines().map(String::strip).map(line -> line.split(" ", 2)[0]))
        .contains(
            "ls",
            "cat",
            "import",
            "export",
            "push",
            "mirror",
            "apply",
            "stacks",
            "sockets",
            "ss",
            "interfaces",
            "addresses",
            "routes",
            "neighbors",
            "entries",
            "counters",
            "watch",
            "completion",
            "version",
            "help");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ls",
        "cat",
        "import",
        "export",
        "push",
        "mirror",
        "apply",
        "stacks",
        "stacks create",
        "sockets",
        "ss",
        "diff",
        "explain",
        "ping",
        "context",
        "interfaces",
        "addresses",
        "routes",
        "neighbors",
        "entries",
        "counters",
        "watch",
        "completion",
        "version",
        "top",
        "get",
        "edit",
        "open",
        "open tcp",
        "open udp",
        "open unix",
        "close",
        "set",
        "set link",
        "set sysctl",
        "set counter",
        "health",
        "status",
        "scenario",
        "scenario check",
        "scenario run",
        "scenario schema",
        "checkpoint",
        "checkpoint save",
        "checkpoint ls",
        "checkpoint restore",
        "checkpoint rm",
        "faults",
        "faults set",
        "faults ls",
        "faults clear",
        "journal",
        "journal ls",
        "journal wait",
        "journal clear",
        "stacks ls",
        "stacks get",
        "stacks renew",
        "stacks reset",
        "stacks rm",
        "context ls",
        "context set",
        "context use",
        "context rm",
        "help"
      })
  void help_ofACommand_namesItAndTheGlobalOptions(String command) {
    Cli.Result result = cli.run((command + " --help").split(" "));

    assertThat(result.code()).isZero();
    assertThat(result.out())
        .as("begins with examples")
        .matches(out -> out.lines().findFirst().orElse("").contains("procnet "))
        .contains("\n\nUsage: procnet " + command)
        .contains("--server=ADDRESS")
        .contains("--timeout=TIME");
  }

  @ParameterizedTest
  @ValueSource(strings = {"help", "help cat", "set sysctl --help", "ss --help", "stacks --help"})
  void help_narrowTerminal_fitsIt(String command) {
    Cli narrow = new Cli(Map.of("TERM", "xterm", "COLUMNS", "40", "NO_COLOR", "1")).terminal();

    Cli.Result result = narrow.run(command.split(" "));

    assertThat(result.code()).isZero();
    String[] parts = result.out().split("\n\nUsage: ", 2);
    assertThat(parts).as("examples, and help").hasSize(2);
    assertThat(parts[1].lines()).allMatch(line -> line.length() <= 40).hasSizeGreaterThan(20);
    assertThat(parts[1])
        .contains("-o, --output=FORMAT\n    table, wide, json, jsonl, yaml,\n    name, raw")
        .contains("--[no-]tls\n    Speaks TLS.");
  }

  @Test
  void help_colours_areForTerminalsThatWantThem() {
    Map<String, String> xterm = Map.of("TERM", "xterm");

    assertThat(new Cli(xterm).terminal().run("--help").out()).contains("\033[");
    assertThat(new Cli(xterm).terminal().run("--no-color", "--help").out()).doesNotContain("\033");
    assertThat(new Cli(xterm).run("--help").out()).doesNotContain("\033");
    assertThat(new Cli(Map.of("TERM", "dumb")).terminal().run("--help").out())
        .doesNotContain("\033");
    assertThat(new Cli(Map.of("TERM", "xterm", "NO_COLOR", "1")).terminal().run("--help").out())
        .doesNotContain("\033");
  }

  @ParameterizedTest
  @ValueSource(strings = {"version", "--version", "-V", "ls --version"})
  void version_isThatOfTheBuild(String command) {
    Cli.Result result = cli.run(command.split(" "));

    assertThat(result.code()).isZero();
    assertThat(result.out()).matches("procnet \\d+\\.\\d+\\.\\d+(-SNAPSHOT)?\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "zsh", "fish"})
  void completion_ofAShell_knowsCommandsAndOptions(String shell) {
    Cli.Result result = cli.run("completion", shell);

    assertThat(result.code()).isZero();
    assertThat(result.out())
        .contains("sockets")
        .contains("listening")
        .contains("server")
        .contains("create");
  }

  @Test
  void completionBash_sourced_completes(@TempDir Path directory) throws Exception {
    Path script =
        Files.writeString(directory.resolve("procnet"), cli.run("completion", "bash").out());

    assertThat(
            bash(
                "source "
                    + script
                    + "; COMP_CWORD=1; COMP_WORDS=(procnet so);"
                    + " _complete_procnet; echo \"${COMPREPLY[@]}\""))
        .contains("sockets");
  }

  private static String bash(String command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder("bash", "-c", command).redirectErrorStream(true).start();
    String out = new String(process.getInputStream().readAllBytes(), UTF_8);
    process.waitFor();
    return out;
  }
}
