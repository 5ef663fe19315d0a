package dev.procnet.server.web;

import com.google.common.collect.ImmutableMap;
import com.google.gson.Gson;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.procnet.server.metrics.StackScrape;
import dev.procnet.server.stack.StackRegistry;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code /metrics/targets}: the stacks as targets of Prometheus' HTTP service discovery, each with
 * a metrics path of its own. prometheus.io/docs, http_sd.
 */
public final class TargetsPage implements HttpHandler {

  private final StackRegistry stacks;
  private final Gson gson = new Gson();

  @Inject
  public TargetsPage(StackRegistry stacks) {
    this.stacks = stacks;
  }

  /** A group of http_sd. */
  private record Targets(List<String> targets, Map<String, String> labels) {}

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    String host = host(exchange);
    List<Targets> groups =
        stacks.list().stream()
            .map(
                stack ->
                    new Targets(
                        List.of(host),
                        ImmutableMap.of(
                            "__metrics_path__",
                            StackScrape.STACKS + stack.name(),
                            // Its series have the label itself.
                            "__meta_procnet_stack",
                            stack.name())))
            .toList();
    Answers.send(exchange, 200, "application/json", gson.toJson(groups));
  }

  /** As whoever asks reaches this server. */
  private static String host(HttpExchange exchange) {
    @Nullable String named = exchange.getRequestHeaders().getFirst("Host");
    return named != null
        ? named
        : exchange.getLocalAddress().getHostString() + ":" + exchange.getLocalAddress().getPort();
  }
}
