package dev.procnet.client.cli;

import dev.procnet.client.ProcnetClient;
import dev.procnet.v1.ResetStackRequest;
import dev.procnet.v1.ResetStackResponse;
import dev.procnet.v1.ResponseHeader;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code procnet stacks reset}. */
@Command(
    name = "reset",
    description = "Takes a stack back to what it was created as or last imported to.")
final class StacksResetCommand implements Callable<Integer> {

  private final Session session;

  @Parameters(paramLabel = "NAME", arity = "0..1", description = "Not given: --stack.")
  private String name = "";

  StacksResetCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    ResetStackRequest request = ResetStackRequest.newBuilder().setStack(name).build();
    try (ProcnetClient client = session.connect()) {
      tell(client.stacks().resetStack(request));
    }
    return ExitCode.OK;
  }

  private void tell(ResetStackResponse response) throws IOException {
    ResponseHeader header = response.getHeader();
    session
        .printer()
        .printOrSay(
            response,
            "stack "
                + header.getStack()
                + " was reset, at revision "
                + Unsigned.text(header.getRevision()));
  }
}
