package dev.procnet.client.cli;

import dev.procnet.client.ProcnetClient;
import dev.procnet.v1.GetStackRequest;
import dev.procnet.v1.ResponseHeader;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code procnet ping}. */
@Command(
    name = "ping",
    description = {
      "Asks the server for the stack once and tells how long the answer took.",
      "Exits with 0 where it answers: procnet ping && procnet cat tcp"
    })
final class PingCommand implements Callable<Integer>, PlainOutput {

  private final Session session;

  PingCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    try (ProcnetClient client = session.connect()) {
      long begin = System.nanoTime();
      ResponseHeader header =
          client.stacks().getStack(GetStackRequest.getDefaultInstance()).getHeader();
      double millis = (System.nanoTime() - begin) / 1e6;
      session
          .console()
          .print(
              String.format(
                  java.util.Locale.ROOT,
                  "server %s: stack %s at revision %s, %.1f ms%n",
                  Escape.text(header.getServerId()),
                  Escape.text(header.getStack()),
                  Unsigned.text(header.getRevision()),
                  millis));
    }
    return ExitCode.OK;
  }
}
