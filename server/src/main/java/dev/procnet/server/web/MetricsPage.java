package dev.procnet.server.web;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.procnet.server.metrics.StackScrape;
import dev.procnet.server.stack.ProcnetException;
import dev.procnet.server.stack.ProcnetException.Reason;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.exporter.common.PrometheusHttpRequest;
import io.prometheus.metrics.exporter.common.PrometheusScrapeHandler;
import io.prometheus.metrics.exporter.httpserver.HttpExchangeAdapter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import jakarta.inject.Inject;
import java.io.IOException;

/**
 * {@code /metrics}: meters of this server and series of its stacks; with {@code collect[]}, or
 * under {@code /metrics/stacks/}, of stacks alone.
 */
public final class MetricsPage implements HttpHandler {

  private final StackScrape scrape;
  private final PrometheusScrapeHandler all;
  private final PrometheusScrapeHandler stacksOnly;

  @Inject
  public MetricsPage(PrometheusMeterRegistry registry, StackScrape scrape) {
    this.scrape = scrape;
    PrometheusRegistry own = registry.getPrometheusRegistry();
    own.register(scrape);
    PrometheusRegistry ofStacks = new PrometheusRegistry();
    ofStacks.register(scrape);
    this.all = new PrometheusScrapeHandler(own);
    this.stacksOnly = new PrometheusScrapeHandler(ofStacks);
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    HttpExchangeAdapter adapter = new HttpExchangeAdapter(exchange);
    PrometheusHttpRequest request = adapter.getRequest();
    boolean onlyStacks;
    try {
      scrape.stacksOf(request);
      onlyStacks =
          !scrape.collectorsOf(request).isEmpty()
              || request.getRequestPath().startsWith(StackScrape.STACKS);
    } catch (ProcnetException e) {
      refuse(exchange, e);
      return;
    }
    (onlyStacks ? stacksOnly : all).handleRequest(adapter);
  }

  private static void refuse(HttpExchange exchange, ProcnetException refusal) throws IOException {
    int status = refusal.reason() == Reason.STACK_NOT_FOUND ? 404 : 400;
    Answers.text(exchange, status, String.valueOf(refusal.getMessage()));
  }
}
