package dev.procnet.server.security;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsExchange;
import dev.procnet.server.netfile.PageReader;
import dev.procnet.server.netfile.Reader;
import dev.procnet.server.stack.ProcnetException;
import dev.procnet.server.stack.ProcnetException.Reason;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets requests of pages through whose callers may read what they show. A page of one stack needs
 * the role reader for it, one of all stacks for all; a server's own meters need any role of a
 * reader or the admin's. Redacted readers get the status page without addresses, and no series of
 * stacks, which have hardware addresses.
 */
public final class PageAccess extends Filter {

  private static final Logger LOG = LoggerFactory.getLogger(PageAccess.class);
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final int NO_BODY = -1;
  private static final String OPEN = "/healthz";
  private static final String ASSETS = "/assets/";
  private static final String METERS = "/metrics/server";
  private static final List<List<String>> OF_ONE_STACK =
      List.of(List.of("", "stacks"), List.of("", "metrics", "stacks"));

  private final Authority authority;
  private final AuditLog audit;
  private final boolean local;

  /**
   * One of a listener.
   *
   * @param local only this machine reaches the listener
   */
  public PageAccess(Authority authority, AuditLog audit, boolean local) {
    this.authority = authority;
    this.audit = audit;
    this.local = local;
  }

  @Override
  public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
    String path = String.valueOf(exchange.getRequestURI().getPath());
    if (path.equals(OPEN) || path.startsWith(ASSETS)) {
      chain.doFilter(exchange);
      return;
    }
    Caller caller = caller(exchange);
    Reader reader;
    try {
      caller = authority.identify(caller, exchange.getRequestHeaders().getFirst("Authorization"));
      reader = reader(caller, exchange, path);
    } catch (ProcnetException e) {
      refuse(exchange, caller, e);
      return;
    }
    PageReader.with(reader, () -> chain.doFilter(exchange));
  }

  @Override
  public String description() {
    return "Lets those through who have the role of a reader.";
  }

  private Caller caller(HttpExchange exchange) {
    Set<String> names =
        exchange instanceof HttpsExchange tls ? Identities.of(tls.getSSLSession()) : Set.of();
    String peer = String.valueOf(exchange.getRemoteAddress()).replaceFirst("^/", "");
    return new Caller(names, local, peer);
  }

  /** On whose behalf the page is made. */
  private Reader reader(Caller caller, HttpExchange exchange, String path) {
    Rights rights = authority.rights(caller);
    String stack = stack(path, exchange.getRequestURI().getRawPath());
    boolean meters =
        path.equals(METERS) && (!rights.visible().isEmpty() || rights.of(Role.ADMIN).all());
    if (meters || covers(rights.of(Role.READER), stack)) {
      return Reader.ROOT;
    }
    if (isStatus(path) && covers(rights.visible(), stack)) {
      return Reader.REDACTED;
    }
    throw Authority.denied(caller, "the page", Role.READER, stack.isEmpty() ? "*" : stack);
  }

  /**
   * @param stack empty: all of them
   */
  private static boolean covers(StackSet stacks, String stack) {
    return stack.isEmpty() ? stacks.all() : stacks.contains(stack);
  }

  private static boolean isStatus(String path) {
    return path.equals("/") || path.equals("/live") || path.startsWith("/stacks/");
  }

  /**
   * The one stack that a path is about; empty: none, or nobody can tell. Pages take names from the
   * path with its escapes or without: where both are not the same, a slash hides in one.
   */
  private static String stack(String path, String rawPath) {
    List<String> parts = Arrays.asList(path.split("/", -1));
    List<String> raw =
        Arrays.stream(rawPath.split("/", -1))
            .map(part -> URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8))
            .toList();
    for (List<String> prefix : OF_ONE_STACK) {
      int at = prefix.size();
      if (parts.size() > at
          && raw.size() > at
          && parts.subList(0, at).equals(prefix)
          && parts.subList(0, at + 1).equals(raw.subList(0, at + 1))) {
        return parts.get(at);
      }
    }
    return "";
  }

  private void refuse(HttpExchange exchange, Caller caller, ProcnetException denial)
      throws IOException {
    String method = exchange.getRequestMethod() + " " + exchange.getRequestURI().getRawPath();
    LOG.warn("denied {} to {}: {}", method, caller.peer(), denial.getMessage());
    boolean unknown = denial.reason() == Reason.CALLER_UNKNOWN;
    int status = unknown ? UNAUTHORIZED : FORBIDDEN;
    audit.write(
        new AuditLog.Line(
            caller,
            method,
            Set.of(),
            0,
            /* allowed= */ false,
            String.valueOf(status),
            denial.reason().name()));
    try (exchange) {
      if (unknown) {
        exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer");
      }
      exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
      byte[] body = (denial.getMessage() + "\n").getBytes(StandardCharsets.UTF_8);
      boolean head = exchange.getRequestMethod().equals("HEAD");
      exchange.sendResponseHeaders(status, head ? NO_BODY : body.length);
      if (!head) {
        exchange.getResponseBody().write(body);
      }
    }
  }
}
