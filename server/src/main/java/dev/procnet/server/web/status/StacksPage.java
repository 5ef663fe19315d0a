package dev.procnet.server.web.status;

import com.sun.net.httpserver.HttpExchange;
import dev.procnet.server.metrics.BuildInfo;
import dev.procnet.server.netfile.PageReader;
import dev.procnet.server.stack.Stack;
import dev.procnet.server.stack.StackRegistry;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** All stacks, and the last calls that failed. */
final class StacksPage {

  private static final int ROWS = 100;

  private final StackRegistry stacks;
  private final SocketCounts counts;
  private final RecentErrors errors;
  private final InstantSource clock;
  private final BuildInfo build;
  private final Templates templates;

  @Inject
  StacksPage(
      StackRegistry stacks,
      SocketCounts counts,
      RecentErrors errors,
      InstantSource clock,
      BuildInfo build,
      Templates templates) {
    this.stacks = stacks;
    this.counts = counts;
    this.errors = errors;
    this.clock = clock;
    this.build = build;
    this.templates = templates;
  }

  void show(HttpExchange exchange, Query query) throws IOException, BadRequest {
    Instant now = clock.instant();
    Numbered<Stack> page = page(query);
    List<StackRow> rows = page.rows().stream().map(stack -> row(stack, now)).toList();
    Chrome chrome = new Chrome(build, "Stacks", List.of());
    LivePart live =
        LivePart.of(StatusPages.LIVE + pageOnly(query).link(), Live.ofStacks(page.rows()));
    Answer.html(
        exchange, 200, templates.stacks(chrome, page, rows, pageOnly(query), live, failed(), now));
  }

  /** What callers were told may name addresses. */
  private List<RecentErrors.Failed> failed() {
    return PageReader.current().hideAddresses() ? List.of() : errors.list();
  }

  private StackRow row(Stack stack, Instant now) {
    return StackRow.of(stack, stack.snapshot(), now, counts);
  }

  void live(HttpExchange exchange, Query query) throws IOException, BadRequest {
    LivePart.send(exchange, Live.ofStacks(page(query).rows()));
  }

  private Numbered<Stack> page(Query query) throws BadRequest {
    return Numbered.of(List.copyOf(stacks.list()), query.number(Numbered.PARAMETER, 1), ROWS);
  }

  private static Query pageOnly(Query query) {
    return new Query(Map.of()).with(Numbered.PARAMETER, query.get(Numbered.PARAMETER));
  }
}
