package dev.procnet.server.web.status;

import com.sun.net.httpserver.HttpExchange;
import dev.procnet.server.metrics.BuildInfo;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.Stack;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.List;

/** The sockets of a stack, to filter and sort. As root sees them, or without addresses. */
final class SocketsPage {

  /** Rows of a page, which any browser shows at once. */
  private static final int ROWS = 100;

  private static final String SORT = "sort";

  private final BuildInfo build;
  private final Templates templates;

  @Inject
  SocketsPage(BuildInfo build, Templates templates) {
    this.build = build;
    this.templates = templates;
  }

  void show(HttpExchange exchange, Stack stack, Query query) throws IOException, BadRequest {
    Snapshot snapshot = stack.snapshot();
    SocketFilter filter = SocketFilter.of(query);
    Order order = Order.parse(query.get(SORT));
    List<SocketView> rows = order.apply(filter.apply(snapshot));
    Numbered<SocketView> page = Numbered.of(rows, query.number(Numbered.PARAMETER, 1), ROWS);
    Chrome chrome =
        new Chrome(
            build,
            "Sockets",
            List.of(
                new Crumb("Stacks", StatusPages.ROOT),
                new Crumb(stack.name(), Paths.stack(stack.name()))));
    Answer.html(
        exchange,
        filter.problems().isEmpty() ? 200 : 400,
        templates.sockets(chrome, stack.name(), snapshot, query, filter.problems(), order, page));
  }
}
