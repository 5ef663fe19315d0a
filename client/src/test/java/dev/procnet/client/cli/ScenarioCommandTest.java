package dev.procnet.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.procnet.client.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a real server inside this process: what steps do is what matters. */
class ScenarioCommandTest {

  private static final String STEPS =
      """
      seed: host
      steps:
      - name: a connection that ends
        mutations:
        - connect: {remote: {address: 10.0.0.9, port: 80}, inode: 9}
        - close: {socket: {inode: 9}}
      - save: closing
      - name: a minute
        pause: 60s
      - mutations:
        - listen: {local: {port: 0}}
        times: 3
      """;

  private static TestServer server;

  @TempDir private Path directory;

  @BeforeAll
  static void start() {
    server = TestServer.inProcess();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Cli.Result run(String... args) {
    return new Cli(Map.of("PROCNET_SERVER", server.address())).run(args);
  }

  private String put(String name, String content) throws IOException {
    return Files.writeString(directory.resolve(name), content).toString();
  }

  @Test
  void run_seedAndSteps_makesTheStack() throws IOException {
    String file = put("a.yaml", STEPS);

    Cli.Result result = run("--stack", "one", "scenario", "run", file);

    assertThat(result.err())
        .isEqualTo("procnet: stack one has gone through " + file + ", at revision 9\n");
    assertThat(run("--stack", "one", "cat", "tcp").out().lines().filter(l -> l.contains(" 0A ")))
        .hasSize(3);
    assertThat(run("--stack", "one", "cat", "tcp").out()).doesNotContain(" 05 ");
    run("--stack", "one", "checkpoint", "restore", "closing");
    assertThat(run("--stack", "one", "cat", "tcp").out()).contains(" 05 ");
  }

  @Test
  void run_again_needsReplace() throws IOException {
    String file = put("a.yaml", STEPS);
    run("--stack", "two", "scenario", "run", file);

    assertThat(run("--stack", "two", "scenario", "run", file).err()).contains("exists already");
    assertThat(run("--stack", "two", "scenario", "run", file, "--replace").code()).isZero();
  }

  @Test
  void run_withoutSeed_goesOnWithTheStack() throws IOException {
    run("stacks", "create", "three");

    Cli.Result result =
        run(
            "--stack",
            "three",
            "scenario",
            "run",
            put("b.json", "{\"steps\": [{\"mutations\": [{\"listen\": {}}]}]}"));

    assertThat(result.err()).contains("at revision 2");
  }

  @Test
  void run_stepThatFails_isNamed() throws IOException {
    String file = put("c.yaml", "seed: empty\nsteps:\n- name: too early\n  restore: nothing\n");

    Cli.Result result = run("--stack", "four", "scenario", "run", file);

    assertThat(result.code()).isEqualTo(ExitCode.NOT_FOUND);
    assertThat(result.err())
        .startsWith(
            "procnet: " + file + ": steps[0] 'too early' failed, the steps before it stay\n")
        .contains("has no checkpoint 'nothing'");
  }

  @Test
  void check_typo_saysFileLineFieldAndNearest() throws IOException {
    String good = put("good.yaml", STEPS);
    String bad = put("bad.yaml", STEPS.replace("pause", "puase"));

    assertThat(run("scenario", "check", good).err())
        .isEqualTo("procnet: " + good + ": 4 steps, nothing is wrong\n");
    Cli.Result result = run("scenario", "check", bad);
    assertThat(result.code()).isEqualTo(ExitCode.FAILURE);
    assertThat(result.err())
        .contains(bad)
        .contains("line 9, steps[2].puase: no field of ScenarioStep; did you mean 'pause'?");
  }

  @Test
  void schema_isJson() {
    assertThat(run("scenario", "schema").out())
        .startsWith("{\n  \"$schema\": \"https://json-schema.org/draft/2020-12/schema\"")
        .contains("\"ScenarioStep\"");
  }
}
