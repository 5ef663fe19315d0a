package dev.procnet.server.bench;

import com.google.protobuf.ByteString;
import dev.procnet.server.netfile.NetFiles;
import dev.procnet.server.netfile.Reader;
import dev.procnet.server.netfile.StatisticsLog;
import dev.procnet.server.netfile.TreeImporter;
import dev.procnet.server.stack.Batch;
import dev.procnet.server.stack.HistoryLimits;
import dev.procnet.server.stack.Mutation;
import dev.procnet.server.stack.RequestKey;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.Stack;
import dev.procnet.server.stack.StackRegistry;
import dev.procnet.server.stack.TcpSocket;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/** The model by itself: changes, forks, many stacks, imports. */
final class ModelBench {

  private static final Instant NOW = Instant.EPOCH;
  private static final int BATCH = 1000;

  private final int sockets;
  private final int rounds;
  private final Snapshot snapshot;
  private final SplittableRandom random = new SplittableRandom(3);

  private ModelBench(int sockets, int rounds) {
    this.sockets = sockets;
    this.rounds = rounds;
    this.snapshot = BenchSockets.snapshot(sockets);
  }

  /** Arguments: what to measure, rounds, then how many sockets, one size after the other. */
  static void main(String[] args) {
    int rounds = Integer.parseInt(args[1]);
    for (int i = 2; i < args.length; i++) {
      ModelBench bench = new ModelBench(Integer.parseInt(args[i]), rounds);
      switch (args[0]) {
        case "publish" -> bench.publish();
        case "fork" -> bench.fork();
        case "stacks" -> bench.stacks();
        case "import" -> bench.importTree();
        default -> throw new IllegalArgumentException("no benchmark '" + args[0] + "'");
      }
    }
  }

  private StackRegistry registry() {
    return new StackRegistry(new HistoryLimits(1000, 200_000), 20_000);
  }

  /**
   * Beside chunks that are copied once a batch, with no check, no history, no revision of a row.
   */
  private void publish() {
    Stack stack = registry().create("bench", Map.of(), snapshot, NOW);
    BareChunks bare = new BareChunks(snapshot);
    for (int i = 0; i < 20; i++) {
      published(stack);
      published(bare);
    }
    Comparison.ofTimes("change and publish by thousands", sockets, "ns a change", "bare chunks", 2)
        .measure(rounds, () -> published(stack), () -> published(bare));
  }

  private double published(Stack stack) {
    int batches = 100;
    List<Batch> made = new ArrayList<>();
    long first = snapshot.table(Section.TCP).iterator().next().id();
    for (int b = 0; b < batches; b++) {
      List<Mutation> changes = new ArrayList<>(BATCH);
      for (int i = 0; i < BATCH; i++) {
        Mutation.SocketKey key = new Mutation.SocketKey(first + random.nextInt(sockets), false);
        int queue = i;
        changes.add(
            new Mutation.UpdateSocket(
                key, (socket, context) -> Changes.withReceiveQueue((TcpSocket) socket, queue)));
      }
      made.add(new Batch(RequestKey.NONE, List.of(), changes, false));
    }
    long start = System.nanoTime();
    for (Batch batch : made) {
      var _ = stack.apply(batch, NOW);
    }
    return (double) (System.nanoTime() - start) / batches / BATCH;
  }

  private double published(BareChunks bare) {
    int batches = 100;
    int[] places = random.ints((long) batches * BATCH, 0, sockets).toArray();
    long start = System.nanoTime();
    for (int b = 0; b < batches; b++) {
      bare.apply(places, b * BATCH, BATCH);
    }
    return (double) (System.nanoTime() - start) / batches / BATCH;
  }

  /** Beside one of ten sockets: what a fork costs must not follow from what it shares. */
  private void fork() {
    Snapshot small = BenchSockets.snapshot(10);
    forked(small);
    forked(snapshot);
    Comparison.ofTimes("fork", sockets, "ns a stack", "fork of 10 sockets", 1.3)
        .measure(rounds, () -> forked(snapshot), () -> forked(small));
  }

  private double forked(Snapshot from) {
    StackRegistry registry = new StackRegistry(new HistoryLimits(2, 10), 20_000);
    int forks = 5000;
    long start = System.nanoTime();
    for (int i = 0; i < forks; i++) {
      var _ = registry.create("fork-" + i, Map.of(), from, NOW);
    }
    return (double) (System.nanoTime() - start) / forks;
  }

  /** As many stacks of 100 sockets as make the same number, beside one stack. */
  private void stacks() {
    int each = 100;
    Comparison.ofTimes("sockets over stacks of 100, memory", sockets, "bytes", "one stack", 1.3)
        .measure(
            Math.min(rounds, 3),
            () -> held(() -> many(each)) / sockets,
            () -> held(() -> one(BenchSockets.snapshot(sockets))) / sockets);
    StackRegistry many = many(each);
    StackRegistry one = one(snapshot);
    NetFiles files = new NetFiles(new StatisticsLog());
    // What is done once a stack is compiled later than what is done once a row.
    for (int i = 0; i < 50; i++) {
      read(files, many);
      read(files, one);
    }
    Comparison.ofTimes("sockets over stacks of 100, read", sockets, "ns a row", "one stack", 1.3)
        .measure(rounds, () -> read(files, many), () -> read(files, one));
  }

  private StackRegistry one(Snapshot state) {
    StackRegistry registry = registry();
    var _ = registry.create("one", Map.of(), state, NOW);
    return registry;
  }

  private StackRegistry many(int each) {
    StackRegistry registry = registry();
    for (int i = 0; i < sockets / each; i++) {
      var _ = registry.create("stack-" + i, Map.of(), BenchSockets.snapshot(each), NOW);
    }
    return registry;
  }

  private double read(NetFiles files, StackRegistry registry) {
    long start = System.nanoTime();
    for (Stack stack : registry.list()) {
      Sinks.drain(files.open(stack.snapshot(), "tcp", Reader.ROOT));
    }
    return (double) (System.nanoTime() - start) / sockets;
  }

  /** Beside a reader that splits the same bytes into lines, and does nothing with them. */
  private void importTree() {
    NetFiles files = new NetFiles(new StatisticsLog());
    ByteString tcp = files.open(snapshot, "tcp", Reader.ROOT).readAll();
    TreeImporter importer = new TreeImporter(files);
    Map<String, ByteString> tree = Map.of("tcp", tcp);
    for (int i = 0; i < 3; i++) {
      lines(tcp);
      var _ = importer.importTree(tree, null);
    }
    Comparison.ofTimes("import", sockets, "ns a row", "reading the lines", 5)
        .measure(
            rounds,
            () -> {
              long start = System.nanoTime();
              if (importer.importTree(tree, null).state().socketCount() != sockets) {
                throw new IllegalStateException("not all sockets were imported");
              }
              return (double) (System.nanoTime() - start) / sockets;
            },
            () -> lines(tcp));
  }

  private double lines(ByteString content) {
    long start = System.nanoTime();
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(content.newInput(), StandardCharsets.ISO_8859_1))) {
      long lines = reader.lines().count();
      if (lines != sockets + 1L) {
        throw new IllegalStateException("read " + lines + " lines");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return (double) (System.nanoTime() - start) / sockets;
  }

  /** Bytes of heap that something holds. */
  private static double held(Supplier<?> maker) {
    long before = used();
    Object made = maker.get();
    try {
      return used() - before;
    } finally {
      java.lang.ref.Reference.reachabilityFence(made);
    }
  }

  // What is held can only be told once what is not is gone.
  @SuppressWarnings("CallToSystemGC")
  private static long used() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
