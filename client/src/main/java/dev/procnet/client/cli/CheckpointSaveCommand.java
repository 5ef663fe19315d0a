package dev.procnet.client.cli;

import dev.procnet.client.ProcnetClient;
import dev.procnet.v1.SaveCheckpointRequest;
import dev.procnet.v1.SaveCheckpointResponse;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code procnet checkpoint save}. */
@Command(name = "save", description = "Keeps the stack's state under a name.")
final class CheckpointSaveCommand implements Callable<Integer> {

  private final Session session;

  @Parameters(paramLabel = "NAME", description = "Lower-case letters, digits and '-'.")
  private @Nullable String name;

  @Option(names = "--replace", description = "A checkpoint of that name gives way.")
  private boolean replace;

  CheckpointSaveCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    SaveCheckpointRequest request =
        SaveCheckpointRequest.newBuilder().setName(Args.required(name)).setReplace(replace).build();
    try (ProcnetClient client = session.connect()) {
      tell(client.stacks().saveCheckpoint(request));
    }
    return ExitCode.OK;
  }

  private void tell(SaveCheckpointResponse response) throws IOException {
    session
        .printer()
        .printOrSay(
            response,
            "checkpoint "
                + response.getCheckpoint().getName()
                + " of stack "
                + response.getHeader().getStack()
                + " was saved, at revision "
                + Unsigned.text(response.getCheckpoint().getRevision()));
  }
}
