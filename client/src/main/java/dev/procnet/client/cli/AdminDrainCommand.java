package dev.procnet.client.cli;

import dev.procnet.client.ProcnetClient;
import dev.procnet.v1.DrainRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code procnet admin drain}. */
@Command(
    name = "drain",
    description = "Stops a server: it takes no new calls, those under way end, the process exits.")
final class AdminDrainCommand implements Callable<Integer> {

  private final Session session;

  @Option(
      names = "--grace",
      paramLabel = "TIME",
      converter = Durations.class,
      description =
          "How long calls may go on, at most 1h. Not given: as the server's settings say.")
  private @Nullable Duration grace;

  AdminDrainCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    DrainRequest.Builder request = DrainRequest.newBuilder();
    if (grace != null) {
      request.setGrace(Durations.toProto(grace));
    }
    try (ProcnetClient client = session.connect()) {
      session
          .printer()
          .printOrSay(
              client.admin().drain(request.build()), "server " + session.server() + " drains");
    }
    return ExitCode.OK;
  }
}
