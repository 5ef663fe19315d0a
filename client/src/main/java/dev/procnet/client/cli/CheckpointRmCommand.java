package dev.procnet.client.cli;

import dev.procnet.client.ProcnetClient;
import dev.procnet.v1.DeleteCheckpointRequest;
import dev.procnet.v1.DeleteCheckpointResponse;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code procnet checkpoint rm}. */
@Command(name = "rm", description = "Forgets checkpoints. One that is not there is no error.")
final class CheckpointRmCommand implements Callable<Integer> {

  private final Session session;

  @Parameters(paramLabel = "NAME", arity = "1..*", description = "Which ones.")
  private List<String> names = List.of();

  CheckpointRmCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    try (ProcnetClient client = session.connect()) {
      for (String name : names) {
        remove(client, name);
      }
    }
    return ExitCode.OK;
  }

  private void remove(ProcnetClient client, String name) throws IOException {
    DeleteCheckpointRequest request = DeleteCheckpointRequest.newBuilder().setName(name).build();
    DeleteCheckpointResponse response = client.stacks().deleteCheckpoint(request);
    session
        .printer()
        .printOrSay(
            response,
            "checkpoint " + name + (response.getExisted() ? " was removed" : " was not there"));
  }
}
