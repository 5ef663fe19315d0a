package dev.procnet.client.cli;

import dev.procnet.client.ProcnetClient;
import dev.procnet.v1.ListCallsRequest;
import dev.procnet.v1.ListCallsResponse;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code procnet journal ls}. */
@Command(
    name = "ls",
    description = {
      "Lists calls that have ended, of all stacks unless --stack names one.",
      "-o name prints their numbers."
    })
final class JournalLsCommand implements Callable<Integer> {

  private final Session session;
  @Mixin private CallMatchMixin calls = new CallMatchMixin();

  @Option(names = "--count", description = "Prints only how many there are.")
  private boolean count;

  JournalLsCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    try (ProcnetClient client = session.connect()) {
      if (count) {
        print(client);
      } else {
        ListCallsResponse all = client.journal().allCalls(calls.match(session));
        session.printer().print(new CallsView(all, all.getCallsList()));
        warn(all);
      }
    }
    return ExitCode.OK;
  }

  private void print(ProcnetClient client) throws IOException {
    ListCallsRequest request =
        ListCallsRequest.newBuilder().setMatch(calls.match(session)).setCountOnly(true).build();
    session
        .console()
        .print(Unsigned.text(client.journal().listCalls(request).getTotalSize()) + "\n");
  }

  /** Who looks for a call must know that it may have been there. */
  private void warn(ListCallsResponse all) {
    if (all.getDropped() != 0) {
      session
          .console()
          .say(Unsigned.text(all.getDropped()) + " older calls were dropped for want of room");
    }
  }
}
