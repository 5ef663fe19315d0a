package dev.procnet.server.web;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the page of a request. The JDK's own contexts match by prefix, so that /metricsx would be
 * /metrics.
 */
final class Pages implements HttpHandler {

  private static final Logger LOG = LoggerFactory.getLogger(Pages.class);
  private static final Set<String> METHODS = Set.of("GET", "HEAD");

  /** Stands for anything below a directory. */
  private static final String TREE = "**";

  private static final int NOTHING_SENT = -1;

  private final TreeMap<String, HttpHandler> pages;

  /**
   * Pages by path: {@code /healthz}, all of a directory: {@code /metrics/stacks/}, or all below
   * one: {@code /stacks/**}.
   */
  Pages(Map<String, HttpHandler> pages) {
    this.pages = new TreeMap<>(pages);
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      HttpHandler page = find(exchange.getRequestURI().getPath());
      if (page == null) {
        Answers.text(exchange, 404, "not here; there is " + String.join(", ", pages.keySet()));
      } else if (!METHODS.contains(exchange.getRequestMethod())) {
        exchange.getResponseHeaders().set("Allow", "GET, HEAD");
        Answers.text(exchange, 405, "only GET and HEAD");
      } else {
        show(page, exchange);
      }
    }
  }

  /**
   * The page of a path, or of the directory that it is in where that is one page, or of one that it
   * is anywhere below. The root is just itself.
   */
  private @Nullable HttpHandler find(@Nullable String path) {
    if (path == null) {
      return null;
    }
    int slash = path.lastIndexOf('/');
    HttpHandler page = pages.get(path);
    if (page == null && slash > 0) {
      page = pages.get(path.substring(0, slash + 1));
    }
    while (page == null && slash > 0) {
      page = pages.get(path.substring(0, slash + 1) + TREE);
      slash = path.lastIndexOf('/', slash - 1);
    }
    return page;
  }

  /** Where a page fails, the JDK would close the connection and log nothing. */
  private static void show(HttpHandler page, HttpExchange exchange) throws IOException {
    try {
      page.handle(exchange);
    } catch (RuntimeException e) {
      LOG.error("{} {} failed", exchange.getRequestMethod(), exchange.getRequestURI().getPath(), e);
      if (exchange.getResponseCode() == NOTHING_SENT) {
        Answers.text(exchange, 500, "failed; the server's log says why");
      }
    }
  }
}
