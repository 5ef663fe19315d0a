package dev.procnet.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.procnet.client.fake.FakeServer;
import dev.procnet.v1.CreateStackRequest;
import dev.procnet.v1.ForkSource;
import dev.procnet.v1.RestoreCheckpointRequest;
import dev.procnet.v1.SaveCheckpointRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointCommandTest {

  private final FakeServer server = FakeServer.start();
  private final Cli cli = Cli.of(server);

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void save_named_saysWhatWasSaved() {
    Cli.Result result = cli.run("checkpoint", "save", "before", "--replace");

    assertThat(result.code()).isZero();
    assertThat(result.err())
        .isEqualTo("procnet: checkpoint before of stack default was saved, at revision 1\n");
    assertThat(server.requests(SaveCheckpointRequest.class))
        .extracting(request -> request.toBuilder().clearRequestId().build())
        .containsExactly(
            SaveCheckpointRequest.newBuilder()
                .setStack("default")
                .setName("before")
                .setReplace(true)
                .build());
  }

  @Test
  void ls_showsNamesRevisionsAndTimes() {
    cli.run("checkpoint", "save", "b");
    cli.run("checkpoint", "save", "a");

    assertThat(cli.run("checkpoint", "ls").out())
        .isEqualTo(
            """
            NAME  REVISION  SAVED
            a            1  1970-01-01T00:00:01Z
            b            1  1970-01-01T00:00:01Z
            """);
    assertThat(cli.run("checkpoint", "ls", "-o", "name").out()).isEqualTo("a\nb\n");
  }

  @Test
  void restore_named_saysTheRevisionAfterIt() {
    cli.run("checkpoint", "save", "before");

    Cli.Result result = cli.run("checkpoint", "restore", "before", "--expected-revision", "1");

    assertThat(result.err())
        .isEqualTo("procnet: stack default was restored to checkpoint before, at revision 2\n");
    assertThat(server.requests(RestoreCheckpointRequest.class))
        .extracting(RestoreCheckpointRequest::getExpectedRevision)
        .containsExactly(1L);
  }

  @Test
  void restore_ofNone_isNotFound() {
    Cli.Result result = cli.run("checkpoint", "restore", "before");

    assertThat(result.code()).isEqualTo(ExitCode.NOT_FOUND);
    assertThat(result.err()).contains("stack 'default' has no checkpoint 'before'");
  }

  @Test
  void rm_thereOrNot_saysWhich() {
    cli.run("checkpoint", "save", "a");

    assertThat(cli.run("checkpoint", "rm", "a", "b").err())
        .isEqualTo("procnet: checkpoint a was removed\nprocnet: checkpoint b was not there\n");
  }

  @Test
  void stacksCreate_fork_namesStackAndState() {
    cli.run("stacks", "create", "a", "--fork", "default");
    cli.run("stacks", "create", "b", "--fork", "default", "--checkpoint", "before");
    cli.run("stacks", "create", "c", "--fork", "default", "--revision", "7");

    ForkSource source = ForkSource.newBuilder().setStack("default").build();
    assertThat(server.requests(CreateStackRequest.class))
        .extracting(CreateStackRequest::getForkFrom)
        .containsExactly(
            source,
            source.toBuilder().setCheckpoint("before").build(),
            source.toBuilder().setRevision(7).build());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "checkpoint",
        "checkpoint save",
        "checkpoint rm",
        "checkpoint svae x",
        "stacks create a --checkpoint x",
        "stacks create a --revision 1",
        "stacks create a --fork default --revision 1 --checkpoint x"
      })
  void wrongArguments_areUsageErrors(String command) {
    assertThat(cli.run(command.split(" ", -1)).code()).isEqualTo(ExitCode.USAGE);
    assertThat(server.methods()).isEmpty();
  }
}
