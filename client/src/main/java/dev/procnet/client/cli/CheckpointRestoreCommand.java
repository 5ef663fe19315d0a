package dev.procnet.client.cli;

import dev.procnet.client.ProcnetClient;
import dev.procnet.v1.ResponseHeader;
import dev.procnet.v1.RestoreCheckpointRequest;
import dev.procnet.v1.RestoreCheckpointResponse;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code procnet checkpoint restore}. */
@Command(name = "restore", description = "Takes the stack back to a checkpoint, in one revision.")
final class CheckpointRestoreCommand implements Callable<Integer> {

  private final Session session;

  @Parameters(paramLabel = "NAME", description = "Which one.")
  private @Nullable String name;

  @Option(
      names = "--expected-revision",
      paramLabel = "N",
      converter = Unsigned.Of64.class,
      description = "Only if the stack is at this revision.")
  private long expectedRevision;

  CheckpointRestoreCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    RestoreCheckpointRequest request =
        RestoreCheckpointRequest.newBuilder()
            .setName(Args.required(name))
            .setExpectedRevision(expectedRevision)
            .build();
    try (ProcnetClient client = session.connect()) {
      tell(request, client.stacks().restoreCheckpoint(request));
    }
    return ExitCode.OK;
  }

  private void tell(RestoreCheckpointRequest request, RestoreCheckpointResponse response)
      throws IOException {
    ResponseHeader header = response.getHeader();
    session
        .printer()
        .printOrSay(
            response,
            "stack "
                + header.getStack()
                + " was restored to checkpoint "
                + request.getName()
                + ", at revision "
                + Unsigned.text(header.getRevision()));
  }
}
