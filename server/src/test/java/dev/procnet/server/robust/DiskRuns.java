package dev.procnet.server.robust;

import static dev.procnet.server.robust.Clients.State;

import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a server does while its disk is full, slow or fails: {@code DiskRuns}. The disk is a small
 * tmpfs, which only root can mount; it is slow and fails by strace.
 */
final class DiskRuns {

  private final Path work;

  DiskRuns(Path work) {
    this.work = work;
  }

  public static void main(String... args) throws Exception {
    DiskRuns runs = new DiskRuns(Files.createTempDirectory("procnet-disk"));
    System.out.println(runs.fullDisk());
    System.out.println(runs.strace("slow disk", "fdatasync:delay_enter=300000"));
    System.out.println(runs.strace("failing disk", "fdatasync:error=EIO:when=40..45"));
    System.exit(0);
  }

  /**
   * What came of a run.
   *
   * @param refusals batches that were refused with STORAGE_FAILED
   * @param reads that were answered while that was so
   * @param recovery time from when the disk was well again to the next answer
   */
  record Outcome(
      String name,
      int answered,
      int refusals,
      int reads,
      long slowestReadMillis,
      Duration recovery,
      int lost,
      List<String> wrong) {}

  /** Fills the disk, and empties it again. */
  Outcome fullDisk() throws Exception {
    Path disk = Files.createDirectories(work.resolve("disk"));
    run("mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", disk.toString());
    try {
      return onDisk(disk);
    } finally {
      run("umount", "-l", disk.toString());
    }
  }

  private Outcome onDisk(Path disk) throws Exception {
    Clients clients = new Clients("default");
    Path directory = work.resolve("full");
    int refusals;
    int reads;
    long slowest;
    Duration recovery;
    try (ServerProcess server = start(directory, List.of(), disk.resolve("state"))) {
      server.awaitServing();
      ManagedChannel channel = server.channel();
      clients.writeSome(channel, 50);
      // The engine gives back and takes what it had kept for itself, until there is none left.
      int filler = 0;
      refusals = 0;
      for (int failed = 0; failed < 20; ) {
        fill(disk.resolve("filler" + filler++));
        failed = clients.writeSome(channel, 20);
        refusals += failed;
      }
      long start = System.nanoTime();
      reads = 0;
      slowest = 0;
      while (System.nanoTime() - start < 1_000_000_000L) {
        slowest = Math.max(slowest, read(channel));
        reads++;
      }
      refusals += clients.writeSome(channel, 3);
      for (int i = 0; i < filler; i++) {
        Files.delete(disk.resolve("filler" + i));
      }
      recovery = awaitWrites(clients, channel);
      clients.writeSome(channel, 50);
    }
    return checked("full disk", clients, refusals, reads, slowest, recovery, directory, disk);
  }

  private Outcome checked(
      String name,
      Clients clients,
      int refusals,
      int reads,
      long slowest,
      Duration recovery,
      Path directory,
      Path disk)
      throws Exception {
    int answered = clients.answered();
    List<String> wrong = new ArrayList<>();
    int lost = 0;
    try (ServerProcess server = start(directory, List.of(), disk.resolve("state"))) {
      if (server.awaitServing()) {
        lost = clients.check(server.channel());
      } else {
        wrong.add("did not start again: " + server.output());
      }
    }
    wrong.addAll(clients.wrong());
    return new Outcome(name, answered, refusals, reads, slowest / 1_000_000, recovery, lost, wrong);
  }

  /** Writes and reads while calls of the system are slow or fail. */
  Outcome strace(String name, String injection) throws Exception {
    Path directory = work.resolve(name.replace(' ', '-'));
    Files.createDirectories(directory);
    Clients clients = new Clients("default");
    int refusals = 0;
    int reads = 0;
    long slowest = 0;
    String call = injection.substring(0, injection.indexOf(':'));
    List<String> strace =
        List.of(
            "strace",
            "-f",
            "-qq",
            "--seccomp-bpf",
            "-o",
            "/dev/null",
            "-e",
            "trace=" + call,
            "-e",
            "inject=" + injection);
    try (ServerProcess server = start(directory, strace, directory.resolve("state"))) {
      if (server.awaitServing()) {
        ManagedChannel channel = server.channel();
        List<Thread> threads = clients.start(channel, 4);
        long start = System.nanoTime();
        while (System.nanoTime() - start < 8_000_000_000L) {
          slowest = Math.max(slowest, read(channel));
          reads++;
          Thread.sleep(5);
        }
        clients.stop();
        for (Thread thread : threads) {
          thread.join(Duration.ofSeconds(30));
        }
        refusals = clients.refused();
        server.kill();
      }
    }
    return checked(name, clients, refusals, reads, slowest, Duration.ZERO, directory, directory);
  }

  private static Duration awaitWrites(Clients clients, ManagedChannel channel)
      throws InterruptedException {
    long start = System.nanoTime();
    while (clients.writeSome(channel, 1) > 0) {
      if (System.nanoTime() - start > 30_000_000_000L) {
        throw new IllegalStateException("takes no changes after 30 s");
      }
      Thread.sleep(50);
    }
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private static long read(ManagedChannel channel) {
    long start = System.nanoTime();
    try {
      var _ = State.read(channel, "default");
    } catch (StatusRuntimeException e) {
      throw new IllegalStateException("a read failed", e);
    }
    return System.nanoTime() - start;
  }

  /** Takes all space but less than a page. */
  private static void fill(Path filler) throws IOException {
    byte[] page = new byte[4096];
    try (OutputStream out = Files.newOutputStream(filler)) {
      for (int i = 0; i < 10_000; i++) {
        out.write(page);
      }
    } catch (IOException full) {
      if (!String.valueOf(full.getMessage()).contains("No space")) {
        throw full;
      }
    }
  }

  private static ServerProcess start(Path directory, List<String> before, Path state)
      throws IOException {
    return ServerProcess.start(directory, before, "--state-dir", state.toString());
  }

  private static void run(String... command) throws IOException, InterruptedException {
    if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
      throw new IOException(String.join(" ", command) + " failed");
    }
  }
}
