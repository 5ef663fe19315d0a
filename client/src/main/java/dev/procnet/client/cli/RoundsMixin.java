package dev.procnet.client.cli;

import dev.procnet.client.ProcnetClient;
import java.time.Duration;
import picocli.CommandLine.Option;

/** How often a command does its thing. */
final class RoundsMixin {

  @Option(
      names = "--interval",
      paramLabel = "TIME",
      converter = Durations.class,
      description = "Between two rounds; 1s unless given.")
  private Duration interval = Duration.ofSeconds(1);

  @Option(
      names = "--count",
      paramLabel = "N",
      converter = Unsigned.Of32.class,
      description = "Ends after so many rounds. 0, and unless given: never.")
  private int count;

  int run(Session session, ProcnetClient client, Rounds.Round round) {
    return new Rounds(session, client, interval, round).run(count);
  }
}
