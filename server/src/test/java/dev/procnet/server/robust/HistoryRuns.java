package dev.procnet.server.robust;

import dev.procnet.server.Daemon;
import dev.procnet.server.ProcnetServer;
import dev.procnet.server.config.ListenAddress;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Histories of clients of a server, half of them over connections that are cut, delayed and half
 * closed: {@code HistoryRuns [SECONDS [SEED]]}. Each lasts five seconds and has a seed of its own,
 * one higher than the last; those of odd seeds are cut, every other pair keeps its state. Threads
 * make no two runs of a seed the same: it decides what is done and cut, not when.
 */
final class HistoryRuns {

  private HistoryRuns() {}

  /**
   * What came of a run.
   *
   * @param refused batches that were for another revision
   * @param retries calls sent again, those whose answer was taken for lost included
   * @param watched revisions that watchers were told
   * @param cuts connections that were cut, half closed or held back
   */
  record Outcome(
      long seed,
      int applied,
      int refused,
      int retries,
      int reads,
      int watched,
      int cuts,
      List<String> wrong) {

    static Outcome of(long seed, HistoryClients clients, int cuts) {
      History history = clients.history();
      return new Outcome(
          seed,
          history.applied(),
          history.refused(),
          clients.retries(),
          history.reads(),
          history.watched(),
          cuts,
          history.check(clients.last()));
    }

    Outcome with(List<String> other) {
      return new Outcome(seed, applied, refused, retries, reads, watched, cuts, other);
    }
  }

  public static void main(String... args) throws Exception {
    int seconds = args.length > 0 ? Integer.parseInt(args[0]) : 60;
    long seed = args.length > 1 ? Long.parseLong(args[1]) : System.nanoTime();
    int failed = 0;
    long applied = 0;
    for (int i = 0; i < Math.max(1, seconds / 5); i++) {
      Path directory = Files.createTempDirectory("procnet-history");
      Outcome outcome = run(directory, Duration.ofSeconds(5), seed + i, (seed + i) % 2 != 0);
      System.out.println(outcome);
      applied += outcome.applied();
      failed += outcome.wrong().isEmpty() ? 0 : 1;
    }
    System.out.println("histories: batches answered " + applied + ", runs that failed " + failed);
    System.exit(failed == 0 ? 0 : 1);
  }

  /** One history on a new server. */
  static Outcome run(Path directory, Duration time, long seed, boolean cut) throws Exception {
    List<String> flags =
        new ArrayList<>(
            List.of(
                "--listen", "127.0.0.1:0", "--web-listen", "none", "--history-revisions", "50000"));
    if (seed / 2 % 2 == 0) {
      flags.addAll(List.of("--state-dir", directory.resolve("state").toString()));
    }
    try (Daemon server = ProcnetServer.start(flags.toArray(String[]::new))) {
      ListenAddress address = server.grpcAddresses().getFirst();
      int port = ((ListenAddress.Tcp) address).port();
      ManagedChannel direct =
          NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
      try (CuttingProxy proxy = new CuttingProxy("127.0.0.1", port, seed)) {
        String target = cut ? proxy.target() : "dns:///127.0.0.1:" + port;
        HistoryClients clients = new HistoryClients(direct, target, seed);
        clients.run(time, () -> {}, proxy::calm);
        return Outcome.of(seed, clients, proxy.faults());
      } finally {
        direct.shutdownNow();
      }
    }
  }
}
