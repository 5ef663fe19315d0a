package dev.procnet.client.cli;

import dev.procnet.client.ProcnetClient;
import dev.procnet.v1.WaitForCallsResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code procnet journal wait}. */
@Command(
    name = "wait",
    description = {
      "Waits for calls, those before it included, and prints them.",
      "Exits with 1 if there were too few in time."
    })
final class JournalWaitCommand implements Callable<Integer> {

  private final Session session;
  @Mixin private CallMatchMixin calls = new CallMatchMixin();

  @Option(
      names = "--at-least",
      paramLabel = "N",
      converter = Unsigned.Of32.class,
      description = "How many. Unless given: 1.")
  private int atLeast = 1;

  @Option(
      names = "--within",
      paramLabel = "TIME",
      converter = Durations.class,
      description = "How long at most. Unless given: 10s.")
  private Duration within = Duration.ofSeconds(10);

  JournalWaitCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    try (ProcnetClient client = session.connect()) {
      WaitForCallsResponse answer =
          client.journal().waitForCalls(calls.match(session), atLeast, within);
      session.printer().print(new CallsView(answer, answer.getCallsList()));
      if (!answer.getReached()) {
        session
            .console()
            .say(
                Unsigned.text(answer.getSeen())
                    + " such calls came in time, expected at least "
                    + Unsigned.text(atLeast));
      }
      return answer.getReached() ? ExitCode.OK : ExitCode.FAILURE;
    }
  }
}
