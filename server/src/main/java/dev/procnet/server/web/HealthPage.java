package dev.procnet.server.web;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import jakarta.inject.Inject;
import java.io.IOException;

/** {@code /healthz}: 200 SERVING or 503 NOT_SERVING, as the gRPC health service says it. */
public final class HealthPage implements HttpHandler {

  private final ServingState state;

  @Inject
  public HealthPage(ServingState state) {
    this.state = state;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    if (state.serving()) {
      Answers.text(exchange, 200, "SERVING");
    } else {
      Answers.text(exchange, 503, "NOT_SERVING");
    }
  }
}
