package dev.procnet.client.cli;

import dev.procnet.client.ProcnetClient;
import dev.procnet.v1.DeleteStackRequest;
import dev.procnet.v1.DeleteStackResponse;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code procnet stacks rm}. */
@Command(name = "rm", description = "Removes stacks. One that is not there is no error.")
final class StacksRmCommand implements Callable<Integer> {

  private final Session session;

  @Parameters(paramLabel = "NAME", arity = "1..*", description = "Which ones.")
  private List<String> names = List.of();

  @Option(
      names = "--expected-revision",
      paramLabel = "N",
      converter = Unsigned.Of64.class,
      description = "Only if the stack is at this revision.")
  private long expectedRevision;

  StacksRmCommand(Session session) {
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
    DeleteStackResponse response =
        client
            .stacks()
            .deleteStack(
                DeleteStackRequest.newBuilder()
                    .setStack(name)
                    .setExpectedRevision(expectedRevision)
                    .build());
    session
        .printer()
        .printOrSay(
            response,
            "stack " + name + (response.getExisted() ? " was removed" : " was not there"));
  }
}
