package dev.procnet.client.cli;

import dev.procnet.client.ProcnetClient;
import io.grpc.health.v1.HealthCheckResponse;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code procnet health}. */
@Command(
    name = "health",
    description = "Asks whether the server serves, by grpc.health.v1. Exits with 1 where not.")
final class HealthCommand implements Callable<Integer> {

  private final Session session;

  @Parameters(paramLabel = "SERVICE", arity = "0..1", description = "None: the whole server.")
  private String service = "";

  HealthCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    try (ProcnetClient client = session.connect()) {
      HealthCheckResponse health = client.health(service);
      if (session.format().isJson() || session.format() == OutputFormat.YAML) {
        session.printer().message(health);
      } else {
        session.console().print(health.getStatus() + "\n");
      }
      return health.getStatus() == HealthCheckResponse.ServingStatus.SERVING
          ? ExitCode.OK
          : ExitCode.FAILURE;
    }
  }
}
