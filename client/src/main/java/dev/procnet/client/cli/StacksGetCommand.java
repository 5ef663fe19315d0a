package dev.procnet.client.cli;

import dev.procnet.client.ProcnetClient;
import dev.procnet.v1.GetStackRequest;
import dev.procnet.v1.GetStackResponse;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code procnet stacks get}. */
@Command(name = "get", description = "Shows a stack.")
final class StacksGetCommand implements Callable<Integer> {

  private final Session session;

  @Parameters(paramLabel = "NAME", arity = "0..1", description = "Not given: --stack.")
  private String name = "";

  StacksGetCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    GetStackRequest request = GetStackRequest.newBuilder().setStack(name).build();
    try (ProcnetClient client = session.connect()) {
      GetStackResponse response = client.stacks().getStack(request);
      session.printer().print(new StacksView(response, List.of(response.getStack())));
    }
    return ExitCode.OK;
  }
}
