package dev.procnet.client.cli;

import dev.procnet.client.ProcnetClient;
import dev.procnet.v1.ReplaceFaultsResponse;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code procnet faults clear}. */
@Command(name = "clear", description = "Ends all faults of the stack.")
final class FaultsClearCommand implements Callable<Integer> {

  private final Session session;

  FaultsClearCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    try (ProcnetClient client = session.connect()) {
      ReplaceFaultsResponse answer = client.faults().set();
      session.printer().printOrSay(answer, "no fault rules are on");
    }
    return ExitCode.OK;
  }
}
