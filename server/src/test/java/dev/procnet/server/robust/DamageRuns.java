package dev.procnet.server.robust;

import com.google.common.hash.HashCode;
import com.google.common.hash.Hashing;
import dev.procnet.server.Daemon;
import dev.procnet.server.ProcnetServer;
import dev.procnet.server.config.ListenAddress;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Flips one bit of a state directory, as a killed server has left it, or cuts its newest log, and
 * looks what a start makes of it: {@code DamageRuns RUNS [SEED]}. It must refuse and change
 * nothing, or have all that was answered; a cut log may end before what was cut.
 */
final class DamageRuns {

  private static final int BATCHES = 600;

  private final Path work;
  private final Random random;
  private final Path original;
  private int batches;
  private int runs;
  private int refused;
  private int harmless;
  private int cutTails;
  private int lostByFlip;
  private final List<String> wrong = new ArrayList<>();

  DamageRuns(Path work, long seed) throws Exception {
    this.work = work;
    this.random = new Random(seed);
    this.original = work.resolve("original");
    prepare();
  }

  public static void main(String... args) throws Exception {
    int runs = args.length > 0 ? Integer.parseInt(args[0]) : 200;
    long seed = args.length > 1 ? Long.parseLong(args[1]) : System.nanoTime();
    DamageRuns all = new DamageRuns(Files.createTempDirectory("procnet-damage"), seed);
    for (int i = 0; i < runs; i++) {
      all.run(i % 5 == 4);
    }
    System.out.println(all);
    System.out.println("seed " + seed);
    System.exit(all.wrong().isEmpty() ? 0 : 1);
  }

  List<String> wrong() {
    return wrong;
  }

  int refused() {
    return refused;
  }

  int cutTails() {
    return cutTails;
  }

  @Override
  public String toString() {
    return "damage: runs "
        + runs
        + ", batches in each "
        + batches
        + ", refused and left as it was "
        + refused
        + ", harmless "
        + harmless
        + ", torn tails cut "
        + cutTails
        + ", last record lost by a flip in its length "
        + lostByFlip
        + ", wrong "
        + wrong;
  }

  /** A directory as a server that is killed leaves it. */
  private void prepare() throws Exception {
    Path live = work.resolve("live");
    try (Daemon server = start(live)) {
      ManagedChannel channel = channel(server);
      Clients clients = new Clients("default");
      for (int i = 0; i < BATCHES; i++) {
        var _ = clients.apply(channel, 2000 + i);
      }
      // A base is written beside the calls.
      Thread.sleep(300);
      copy(live, original);
      channel.shutdownNow();
    }
    batches = BATCHES;
  }

  private static Daemon start(Path directory) throws Exception {
    return ProcnetServer.start(
        "--listen",
        "127.0.0.1:0",
        "--web-listen",
        "none",
        "--state-dir",
        directory.toString(),
        "--state-log",
        "64KiB");
  }

  private static ManagedChannel channel(Daemon server) {
    ListenAddress address = server.grpcAddresses().getFirst();
    return NettyChannelBuilder.forTarget("dns:///" + address).usePlaintext().build();
  }

  /** Damages a copy and starts a server on it. */
  void run(boolean cut) throws Exception {
    runs++;
    Path directory = work.resolve("run" + runs);
    copy(original, directory);
    String what = cut ? cutLog(directory) : flip(directory);
    Map<String, HashCode> before = hashes(directory);
    try (Daemon server = start(directory)) {
      ManagedChannel channel = channel(server);
      int there = Clients.State.read(channel, "default").ports().size();
      channel.shutdownNow();
      judge(what, cut, batches - there);
    } catch (Exception e) {
      refused(what, cut, before, hashes(directory), String.valueOf(e.getMessage()));
    }
    delete(directory);
  }

  private void judge(String what, boolean cut, int missing) {
    if (missing == 0) {
      harmless++;
    } else if (cut) {
      cutTails++;
    } else if (missing == 1) {
      lostByFlip++;
    } else {
      wrong.add(what + ": " + missing + " batches are lost and nobody was told");
    }
  }

  private void refused(
      String what,
      boolean cut,
      Map<String, HashCode> before,
      Map<String, HashCode> after,
      String message) {
    if (cut) {
      wrong.add(what + ": a torn tail is refused: " + message);
    } else if (!before.equals(after)) {
      wrong.add(what + ": refused, but changed: " + message);
    } else if (!message.startsWith("--state-dir ")) {
      wrong.add(what + ": not told as it should: " + message);
    } else {
      refused++;
    }
  }

  private String flip(Path directory) throws IOException {
    List<Path> files =
        files(directory).stream().filter(file -> file.toFile().length() > 0).toList();
    Path file = files.get(random.nextInt(files.size()));
    byte[] bytes = Files.readAllBytes(file);
    int at = random.nextInt(bytes.length);
    bytes[at] ^= (byte) (1 << random.nextInt(8));
    Files.write(file, bytes);
    return "bit flip in " + file.getFileName() + " at " + at + " of " + bytes.length;
  }

  private String cutLog(Path directory) throws IOException {
    Path log =
        files(directory).stream()
            .filter(file -> file.toString().endsWith(".log") && file.toFile().length() > 0)
            .reduce((_, newer) -> newer)
            .orElseThrow();
    byte[] bytes = Files.readAllBytes(log);
    int left = bytes.length - 1 - random.nextInt(Math.min(2000, bytes.length - 1));
    Files.write(log, java.util.Arrays.copyOf(bytes, left));
    return "cut of " + log.getFileName() + " to " + left + " of " + bytes.length;
  }

  private static List<Path> files(Path directory) throws IOException {
    try (Stream<Path> all = Files.list(directory)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static Map<String, HashCode> hashes(Path directory) throws IOException {
    Map<String, HashCode> hashes = new TreeMap<>();
    for (Path file : files(directory)) {
      hashes.put(
          file.getFileName().toString(), Hashing.sha256().hashBytes(Files.readAllBytes(file)));
    }
    return hashes;
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    for (Path file : files(from)) {
      Files.copy(file, to.resolve(file.getFileName()));
    }
  }

  private static void delete(Path directory) throws IOException {
    for (Path file : files(directory)) {
      Files.delete(file);
    }
    Files.delete(directory);
  }
}
