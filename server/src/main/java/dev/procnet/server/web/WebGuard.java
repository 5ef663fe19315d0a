package dev.procnet.server.web;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpsConfigurator;
import java.util.List;
import java.util.Optional;

/**
 * What stands between the web listener and its pages.
 *
 * @param filters of requests, the first sees them first
 * @param tls how it is spoken; empty: it is not
 */
public record WebGuard(List<Filter> filters, Optional<HttpsConfigurator> tls) {

  /** Nothing. */
  public static final WebGuard NONE = new WebGuard(List.of(), Optional.empty());

  public WebGuard {
    filters = List.copyOf(filters);
  }
}
