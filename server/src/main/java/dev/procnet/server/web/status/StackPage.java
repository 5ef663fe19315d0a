package dev.procnet.server.web.status;

import com.sun.net.httpserver.HttpExchange;
import dev.procnet.server.metrics.BuildInfo;
import dev.procnet.server.netfile.NetFiles;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.Stack;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;

/** One stack: interfaces, sockets, counters, files. */
final class StackPage {

  private final Live live;
  private final SocketCounts counts;
  private final NetFiles files;
  private final InstantSource clock;
  private final BuildInfo build;
  private final Templates templates;

  @Inject
  StackPage(
      Live live,
      SocketCounts counts,
      NetFiles files,
      InstantSource clock,
      BuildInfo build,
      Templates templates) {
    this.live = live;
    this.counts = counts;
    this.files = files;
    this.clock = clock;
    this.build = build;
    this.templates = templates;
  }

  void show(HttpExchange exchange, Stack stack) throws IOException {
    Snapshot snapshot = stack.snapshot();
    StackRow row = StackRow.of(stack, snapshot, clock.instant(), counts);
    Chrome chrome = new Chrome(build, stack.name(), List.of(new Crumb("Stacks", StatusPages.ROOT)));
    LivePart moving = LivePart.of(Paths.live(stack.name()), live.ofStack(snapshot));
    Answer.html(
        exchange,
        200,
        templates.stack(
            chrome,
            row,
            moving,
            live.devices(snapshot),
            live.groups(snapshot),
            FileLink.sorted(FileLink.ofRoot(files, snapshot))));
  }

  void live(HttpExchange exchange, Stack stack) throws IOException {
    LivePart.send(exchange, live.ofStack(stack.snapshot()));
  }
}
