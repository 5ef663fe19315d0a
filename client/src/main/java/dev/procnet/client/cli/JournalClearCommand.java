package dev.procnet.client.cli;

import dev.procnet.client.ProcnetClient;
import dev.procnet.v1.ClearCallsResponse;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code procnet journal clear}. */
@Command(name = "clear", description = "Forgets calls, of all stacks unless --stack names one.")
final class JournalClearCommand implements Callable<Integer> {

  private final Session session;

  JournalClearCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    try (ProcnetClient client = session.connect()) {
      String stack = session.options().stack() == null ? "" : session.stack();
      ClearCallsResponse answer = client.journal().clearCalls(stack);
      session
          .printer()
          .printOrSay(answer, Unsigned.text(answer.getRemoved()) + " calls were forgotten");
    }
    return ExitCode.OK;
  }
}
