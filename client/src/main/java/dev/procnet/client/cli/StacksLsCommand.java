package dev.procnet.client.cli;

import dev.procnet.client.ProcnetClient;
import dev.procnet.v1.ListStacksRequest;
import dev.procnet.v1.ListStacksResponse;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code procnet stacks ls}. */
@Command(name = "ls", description = "Lists stacks.")
final class StacksLsCommand implements Callable<Integer> {

  private final Session session;

  @Option(
      names = "--label",
      paramLabel = "KEY=VALUE",
      description = "Only stacks with this label. Repeatable: all of them.")
  private Map<String, String> labels = Map.of();

  StacksLsCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    ListStacksRequest request = ListStacksRequest.newBuilder().putAllLabels(labels).build();
    try (ProcnetClient client = session.connect()) {
      ListStacksResponse response = client.stacks().allStacks(request);
      session.printer().print(new StacksView(response, response.getStacksList()));
    }
    return ExitCode.OK;
  }
}
