package dev.procnet.client.cli;

import dev.procnet.client.ProcnetClient;
import dev.procnet.client.cli.top.Controls;
import dev.procnet.client.cli.top.Frame;
import dev.procnet.client.cli.top.Order;
import dev.procnet.client.cli.top.Sample;
import dev.procnet.client.cli.top.Screen;
import dev.procnet.v1.GetCountersRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code procnet top}. */
@Command(
    name = "top",
    description = {
      "Shows interfaces, sockets by state and the counters that grow fastest, again and again.",
      "Where output is no terminal, or a dumb one, pictures follow one another."
    })
final class TopCommand implements Callable<Integer>, PlainOutput {

  private final Session session;

  @Option(
      names = "--interval",
      paramLabel = "TIME",
      converter = Durations.class,
      description = "Between two looks; 2s unless given.")
  private Duration interval = Duration.ofSeconds(2);

  @Option(
      names = "--count",
      paramLabel = "N",
      converter = Unsigned.Of32.class,
      description = "Ends after so many looks. 0, and unless given: never.")
  private int count;

  @Option(
      names = "--sort",
      paramLabel = "ORDER",
      description = "rate (unless given), value or name.")
  private Order order = Order.RATE;

  @Option(
      names = "--filter",
      paramLabel = "TEXT",
      description = "Only interfaces and counters whose name has it.")
  private String filter = "";

  TopCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    Controls controls = new Controls(order, filter);
    try (ProcnetClient client = session.connect()) {
      if (session.console().isTerminal() && !Terminal.isDumb(session.environment())) {
        return new TopScreen(session, client, interval, controls).run(count);
      }
      return pictures(client, controls);
    }
  }

  /** One after another, as programs and dumb terminals want them. */
  private int pictures(ProcnetClient client, Controls controls) {
    Screen screen = new Screen(Terminal.columns(session.environment()), 0, Escape::text);
    Pictures pictures = new Pictures(client, screen, controls);
    return new Rounds(session, client, interval, () -> pictures.next(session.console())).run(count);
  }

  /** A look at a stack. */
  static Sample look(ProcnetClient client, String stack) {
    GetCountersRequest request = GetCountersRequest.newBuilder().setStack(stack).build();
    return new Sample(client.introspection().getCounters(request), System.nanoTime());
  }

  private static final class Pictures {
    private final ProcnetClient client;
    private final Screen screen;
    private final Controls controls;
    private @Nullable Sample before;

    Pictures(ProcnetClient client, Screen screen, Controls controls) {
      this.client = client;
      this.screen = screen;
      this.controls = controls;
    }

    void next(Console console) throws IOException {
      Sample now = look(client, client.stack());
      String picture =
          screen.draw(Frame.of(before, now), controls, "").stream()
              .map(line -> line.toString().stripTrailing())
              .collect(Collectors.joining("\n", "", "\n\n"));
      before = now;
      console.print(picture);
    }
  }
}
