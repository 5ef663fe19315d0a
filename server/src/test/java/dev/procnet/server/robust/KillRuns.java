package dev.procnet.server.robust;

import com.google.common.base.Throwables;
import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import io.grpc.ManagedChannel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Kills a server as its clients write, starts it again on the same directory, and looks what it has
 * kept: {@code KillRuns RUNS [SEED]}. Half of the runs, those of even seeds, kill at a random time,
 * the others, where strace is there, at a random call of the engine to the system: a write, an
 * fsync, a rename, an unlink. Each run has a seed of its own, one higher than the last, so that it
 * can be done again alone: {@code KillRuns 1 SEED}. What a failed run leaves is kept.
 */
final class KillRuns {

  private static final int CLIENTS = 8;
  private static final List<String> POINTS =
      List.of("write", "fdatasync", "fsync", "rename", "unlink", "ftruncate");

  /** Whether runs can kill at a call of the system. */
  static final boolean HAS_STRACE = Files.isExecutable(Path.of("/usr/bin/strace"));

  private final Path work;
  private Random random = new Random(0);
  private String where = "";
  private int runs;
  private int answered;
  private int lost;
  private int starts;
  private final List<String> wrong = new ArrayList<>();

  KillRuns(Path work) {
    this.work = work;
  }

  public static void main(String... args) throws Exception {
    int runs = args.length > 0 ? Integer.parseInt(args[0]) : 20;
    long seed = args.length > 1 ? Long.parseLong(args[1]) : System.nanoTime();
    System.out.println("kill -9: seeds " + seed + " to " + (seed + runs - 1));
    KillRuns all = new KillRuns(Files.createTempDirectory("procnet-kill"));
    for (int i = 0; i < runs; i++) {
      all.run(seed + i, (seed + i) % 2 != 0 && HAS_STRACE, 3);
      System.out.println(all);
    }
    System.exit(all.lost() == 0 && all.wrong().isEmpty() ? 0 : 1);
  }

  int answered() {
    return answered;
  }

  int lost() {
    return lost;
  }

  List<String> wrong() {
    return wrong;
  }

  @Override
  public String toString() {
    return "kill -9: runs "
        + runs
        + ", servers started "
        + starts
        + ", batches answered "
        + answered
        + ", lost "
        + lost
        + ", wrong "
        + wrong;
  }

  /** One directory, killed some times. What goes wrong is told with its seed and directory. */
  void run(long seed, boolean atCall, int times) throws IOException, InterruptedException {
    runs++;
    random = new Random(seed);
    Path directory = Files.createDirectories(work.resolve("seed" + seed));
    Clients clients = new Clients("default");
    int lostBefore = lost;
    int wrongBefore = wrong.size();
    try {
      for (int i = 0; i < times; i++) {
        where = "seed " + seed + ", kill " + (i + 1) + " of " + times + ", " + directory + ": ";
        writeUntilKilled(directory, clients, atCall);
        check(directory, clients);
      }
    } catch (IOException | RuntimeException e) {
      wrong.add(where + Throwables.getStackTraceAsString(e));
    }
    answered += clients.answered();
    clients.wrong().forEach(each -> wrong.add(where + each));
    if (lost == lostBefore && wrong.size() == wrongBefore) {
      MoreFiles.deleteRecursively(directory, RecursiveDeleteOption.ALLOW_INSECURE);
    } else {
      System.out.println("kept: " + directory + "\n" + wrong.subList(wrongBefore, wrong.size()));
    }
  }

  private void writeUntilKilled(Path directory, Clients clients, boolean atCall)
      throws IOException, InterruptedException {
    List<String> before = atCall ? strace(directory) : List.of();
    try (ServerProcess server = start(directory, before)) {
      if (!server.awaitServing()) {
        // Killed as it started.
        return;
      }
      ManagedChannel channel = server.channel();
      List<Thread> threads = clients.start(channel, CLIENTS);
      if (atCall) {
        server.await(Duration.ofSeconds(4));
      } else {
        Thread.sleep(20 + random.nextInt(700));
      }
      server.kill();
      clients.stop();
      channel.shutdownNow();
      for (Thread thread : threads) {
        if (!thread.join(Duration.ofSeconds(60))) {
          throw new IllegalStateException("a client's call does not end at its deadline");
        }
      }
    }
  }

  private void check(Path directory, Clients clients) throws IOException, InterruptedException {
    try (ServerProcess server = start(directory, List.of())) {
      if (!server.awaitServing()) {
        wrong.add(where + "did not start again: " + server.output());
        return;
      }
      lost += clients.check(server.channel());
    }
  }

  private ServerProcess start(Path directory, List<String> before) throws IOException {
    starts++;
    return ServerProcess.start(
        directory,
        before,
        "--state-dir",
        directory.resolve("state").toString(),
        "--state-log",
        "64KiB");
  }

  /** Kills the whole process as it enters the n-th of such calls. */
  private List<String> strace(Path directory) {
    String call = POINTS.get(random.nextInt(POINTS.size()));
    int at = 1 + random.nextInt(call.equals("write") || call.equals("fdatasync") ? 300 : 8);
    return List.of(
        "strace",
        "-f",
        "-qq",
        "--seccomp-bpf",
        "-o",
        directory.resolve("strace").toString(),
        "-e",
        "trace=" + call,
        "-e",
        "inject=" + call + ":signal=SIGKILL:when=" + at);
  }
}
