package dev.procnet.server.robust;

import io.grpc.ManagedChannel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Stops a server for some seconds while clients with deadlines write to it, read it and watch it,
 * lets it go on, and kills it in the end: {@code PauseRuns [PAUSES [SEED]]}. What was answered is
 * there, once, and watchers were told all of it.
 */
final class PauseRuns {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private PauseRuns() {}

  public static void main(String... args) throws Exception {
    int pauses = args.length > 0 ? Integer.parseInt(args[0]) : 3;
    long seed = args.length > 1 ? Long.parseLong(args[1]) : System.nanoTime();
    Path directory = Files.createTempDirectory("procnet-pause");
    HistoryRuns.Outcome outcome = run(directory, pauses, Duration.ofSeconds(3), seed);
    System.out.println("paused " + pauses + " times, state in " + directory + ": " + outcome);
    System.exit(outcome.wrong().isEmpty() ? 0 : 1);
  }

  /** One history on a new server. */
  static HistoryRuns.Outcome run(Path directory, int pauses, Duration pause, long seed)
      throws IOException, InterruptedException {
    HistoryRuns.Outcome outcome;
    History.Read before;
    try (ServerProcess server = start(directory)) {
      ManagedChannel direct = server.channel();
      HistoryClients clients = new HistoryClients(direct, "dns:///" + server.address("grpc"), seed);
      clients.run(Duration.ZERO, () -> pause(server, pauses, pause), () -> {});
      outcome = HistoryRuns.Outcome.of(seed, clients, 0);
      before = HistoryReads.read(direct, PATIENCE);
      server.kill();
    }
    try (ServerProcess server = start(directory)) {
      History.Read after = HistoryReads.read(server.channel(), PATIENCE);
      if (after.revision() == before.revision() && after.seen().equals(before.seen())) {
        return outcome;
      }
      List<String> wrong = new ArrayList<>(outcome.wrong());
      wrong.add("kept " + after + " of " + before);
      return outcome.with(wrong);
    }
  }

  private static void pause(ServerProcess server, int pauses, Duration pause) {
    try {
      for (int i = 0; i < pauses; i++) {
        Thread.sleep(500);
        server.signal("STOP");
        Thread.sleep(pause);
        server.signal("CONT");
      }
      Thread.sleep(500);
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException("the server can't be paused", e);
    }
  }

  private static ServerProcess start(Path directory) throws IOException, InterruptedException {
    ServerProcess server =
        ServerProcess.start(
            directory,
            List.of(),
            "--history-revisions",
            "50000",
            "--state-dir",
            directory.resolve("state").toString());
    if (!server.awaitServing()) {
      throw new IOException("does not start: " + server.output());
    }
    return server;
  }
}
