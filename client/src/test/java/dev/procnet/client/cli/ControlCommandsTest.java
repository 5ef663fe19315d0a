package dev.procnet.client.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.procnet.client.fake.FakeServer;
import dev.procnet.v1.ApplyMutationsRequest;
import dev.procnet.v1.CreateStackRequest;
import dev.procnet.v1.DeleteStackRequest;
import dev.procnet.v1.Mutation;
import dev.procnet.v1.Precondition;
import dev.procnet.v1.Profile;
import dev.procnet.v1.Socket;
import dev.procnet.v1.Stack;
import dev.procnet.v1.StackSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlCommandsTest {

  private static final Mutation OPEN =
      Mutation.newBuilder().setOpenSocket(Socket.newBuilder().setUid(1000)).build();

  @TempDir private Path directory;
  private final FakeServer server = FakeServer.start();
  private final Cli cli = Cli.of(server);

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void apply_yamlFile_printsResultsAndRevision() throws IOException {
    Path file = put("batch.yaml", "- openSocket: {uid: 1000}\n- deleteRoute: 3\n");

    Cli.Result result = cli.run("apply", "-f", file.toString());

    assertThat(result.out())
        .isEqualTo(
            """
            NR  MUTATION      CHANGED  ID
             0  open_socket   yes       7
             1  delete_route  yes       -
            """);
    assertThat(result.err()).isEqualTo("procnet: stack default at revision 2\n");
    assertThat(server.applied().get(0).getMutationsList())
        .containsExactly(OPEN, Mutation.newBuilder().setDeleteRoute(3).build());
  }

  @Test
  void apply_jsonOnStandardInput_isTaken() {
    cli.input("{\"mutations\": [{\"openSocket\": {\"uid\": 1000}}]}").run("apply", "-f", "-");

    assertThat(server.applied().get(0).getMutationsList()).containsExactly(OPEN);
  }

  @Test
  void apply_textproto_isTaken() throws IOException {
    Path file = put("batch.textproto", "mutations { open_socket { uid: 1000 } }");

    cli.run("apply", "--file", file.toString());

    assertThat(server.applied().get(0).getMutationsList()).containsExactly(OPEN);
  }

  @Test
  void apply_typo_namesFilePathLineAndNearest() throws IOException {
    Path file = put("batch.yaml", "mutations:\n- openSocket:\n    uid: 1\n    tpc: {}\n");

    Cli.Result result = cli.run("apply", "-f", file.toString());

    assertThat(result.code()).isEqualTo(ExitCode.FAILURE);
    assertThat(result.err())
        .isEqualTo(
            "procnet: "
                + file
                + ": not applied\n"
                + "  line 4, mutations[0].openSocket.tpc: no field of Socket; did you mean"
                + " 'tcp'?\n");
    assertThat(server.methods()).isEmpty();
  }

  @Test
  void apply_options_areAddedToTheRequest() throws IOException {
    Path file = put("batch", "stack: other\nmutations: [{deleteRoute: 1}]\n");

    Cli.Result result =
        cli.run(
            "apply",
            "-f",
            file.toString(),
            "--format",
            "yaml",
            "--dry-run",
            "--if-revision",
            "1",
            "--request-id",
            "mine",
            "--stack",
            "default");

    assertThat(result.err())
        .isEqualTo("procnet: stack default at revision 1; nothing was changed\n");
    assertThat(server.applied().get(0))
        .isEqualTo(
            ApplyMutationsRequest.newBuilder()
                .setStack("default")
                .setRequestId("mine")
                .setValidateOnly(true)
                .addPreconditions(Precondition.newBuilder().setStack(true).setRevision(1))
                .addMutations(Mutation.newBuilder().setDeleteRoute(1))
                .build());
  }

  @Test
  void apply_sameRequestId_isSaidToBeReplayed() throws IOException {
    Path file = put("batch.json", "[{\"deleteRoute\": 1}]");
    cli.run("apply", "-f", file.toString(), "--request-id", "mine");

    Cli.Result again = cli.run("apply", "-f", file.toString(), "--request-id", "mine");

    assertThat(again.err())
        .isEqualTo(
            "procnet: stack default at revision 2; applied before, with the same request id\n");
  }

  @Test
  void apply_noFile_namesIt() {
    Cli.Result result = cli.run("apply", "-f", directory + "/nothing.yaml");

    assertThat(result.code()).isEqualTo(ExitCode.FAILURE);
    assertThat(result.err())
        .isEqualTo("procnet: " + directory + "/nothing.yaml: no such file or directory\n");
  }

  @Test
  void stacksCreate_options_areSent() {
    Cli.Result result =
        cli.run(
            "stacks",
            "create",
            "web",
            "--profile",
            "linux-6.1",
            "--label",
            "team=net",
            "--label",
            "env=test",
            "--no-ipv6");

    assertThat(result.code()).isZero();
    assertThat(server.requests(CreateStackRequest.class).get(0).getStack())
        .isEqualTo(
            Stack.newBuilder()
                .setName("web")
                .setProfile(Profile.PROFILE_LINUX_6_1)
                .putLabels("team", "net")
                .putLabels("env", "test")
                .setSettings(StackSettings.newBuilder().setIpv6(false))
                .build());
    assertThat(result.out()).contains("web").contains("linux-6.1").contains("env=test,team=net");
  }

  @Test
  void stacksRenew_ttl_saysTheEnd() {
    cli.run("stacks", "create", "web", "--ttl", "1m30s");

    Cli.Result result = cli.run("stacks", "renew", "web", "--ttl", "60s");

    assertThat(server.requests(CreateStackRequest.class).get(0).getTtl().getSeconds())
        .isEqualTo(90);
    assertThat(result.err())
        .isEqualTo("procnet: stack web lives until 1970-01-01T00:01:00Z unless it is renewed\n");
    assertThat(cli.run("stacks", "renew", "web", "--ttl", "0s").code()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void stacksLs_severalPages_areAllListed() {
    cli.run("stacks", "create", "a");
    cli.run("stacks", "create", "b");

    assertThat(cli.run("stacks", "ls", "-o", "name").out()).isEqualTo("a\nb\ndefault\n");
  }

  @Test
  void stacksGet_wide_showsSettings() {
    assertThat(cli.run("stacks", "get", "-o", "wide").out())
        .contains("CREATED")
        .contains("default  linux-6.18");
  }

  @Test
  void stacksReset_named_isReset() {
    cli.run("stacks", "create", "web");

    assertThat(cli.run("stacks", "reset", "web").err())
        .isEqualTo("procnet: stack web was reset, at revision 2\n");
  }

  @Test
  void stacksRm_thereOrNot_saysWhich() {
    cli.run("stacks", "create", "web");

    Cli.Result result = cli.run("stacks", "rm", "web", "nobody", "--expected-revision", "1");

    assertThat(result.code()).isZero();
    assertThat(result.err())
        .isEqualTo("procnet: stack web was removed\nprocnet: stack nobody was not there\n");
    assertThat(server.requests(DeleteStackRequest.class))
        .extracting(DeleteStackRequest::getExpectedRevision)
        .containsOnly(1L);
  }

  private Path put(String name, String content) throws IOException {
    return Files.writeString(directory.resolve(name), content, UTF_8);
  }
}
