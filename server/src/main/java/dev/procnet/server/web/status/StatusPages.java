package dev.procnet.server.web.status;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.procnet.server.metrics.BuildInfo;
import dev.procnet.server.stack.ProcnetException;
import dev.procnet.server.stack.Stack;
import dev.procnet.server.stack.StackRegistry;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.List;

/**
 * The status page and all below it, by path: {@code /}, {@code /live}, {@code /stacks/NAME}, and of
 * a stack {@code live}, {@code sockets} and {@code net/FILE}.
 */
public final class StatusPages implements HttpHandler {

  /** Where the page of all stacks is, which is just that. */
  public static final String ROOT = "/";

  /** What of it moves. */
  public static final String LIVE = "/live";

  /** Where the pages of single stacks are. */
  public static final String STACKS = "/stacks/**";

  private final StackRegistry stacks;
  private final StacksPage all;
  private final StackPage one;
  private final SocketsPage sockets;
  private final FilePage files;
  private final Templates templates;
  private final BuildInfo build;

  @Inject
  StatusPages(
      StackRegistry stacks,
      StacksPage all,
      StackPage one,
      SocketsPage sockets,
      FilePage files,
      Templates templates,
      BuildInfo build) {
    this.stacks = stacks;
    this.all = all;
    this.one = one;
    this.sockets = sockets;
    this.files = files;
    this.templates = templates;
    this.build = build;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try {
      Query query = Query.parse(exchange.getRequestURI().getRawQuery());
      show(exchange, Paths.names(exchange.getRequestURI().getRawPath()), query);
    } catch (BadRequest e) {
      refuse(exchange, 400, "Bad request", String.valueOf(e.getMessage()));
    } catch (ProcnetException e) {
      switch (e.reason()) {
        case STACK_NOT_FOUND, NET_FILE_UNKNOWN ->
            refuse(exchange, 404, "Not found", String.valueOf(e.getMessage()));
        case FILE_NOT_REDACTABLE ->
            refuse(exchange, 403, "Not to be shown", String.valueOf(e.getMessage()));
        default -> throw e;
      }
    }
  }

  private void show(HttpExchange exchange, List<String> names, Query query)
      throws IOException, BadRequest {
    if (names.equals(List.of(""))) {
      all.show(exchange, query);
    } else if (names.equals(List.of("live"))) {
      all.live(exchange, query);
    } else {
      String name = names.get(1);
      if (name.isEmpty()) {
        refuse(exchange, 404, "Not found", "no page without the name of a stack");
        return;
      }
      ofStack(exchange, stacks.get(name), names.subList(2, names.size()), query);
    }
  }

  private void ofStack(HttpExchange exchange, Stack stack, List<String> rest, Query query)
      throws IOException, BadRequest {
    if (rest.isEmpty()) {
      one.show(exchange, stack);
    } else if (rest.equals(List.of("live"))) {
      one.live(exchange, stack);
    } else if (rest.equals(List.of("sockets"))) {
      sockets.show(exchange, stack, query);
    } else if (rest.getFirst().equals("net") && rest.size() > 1) {
      files.show(exchange, stack, String.join("/", rest.subList(1, rest.size())), query);
    } else {
      refuse(exchange, 404, "Not found", "a stack has the pages net/, sockets and live");
    }
  }

  private void refuse(HttpExchange exchange, int status, String title, String text)
      throws IOException {
    if (Accepts.of(exchange.getRequestHeaders()) == Accepts.HTML) {
      Chrome chrome = new Chrome(build, title, List.of());
      Answer.html(exchange, status, templates.problem(chrome, Shown.text(text)));
    } else {
      Answer.text(exchange, status, Shown.text(text));
    }
  }
}
