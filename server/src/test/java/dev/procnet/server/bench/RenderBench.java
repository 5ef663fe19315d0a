package dev.procnet.server.bench;

import dev.procnet.server.netfile.NetFiles;
import dev.procnet.server.netfile.Reader;
import dev.procnet.server.netfile.RenderedChunks;
import dev.procnet.server.netfile.RowBuffer;
import dev.procnet.server.netfile.Rows;
import dev.procnet.server.netfile.StatisticsLog;
import dev.procnet.server.stack.Batch;
import dev.procnet.server.stack.HistoryLimits;
import dev.procnet.server.stack.Mutation;
import dev.procnet.server.stack.RequestKey;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.Stack;
import dev.procnet.server.stack.StackRegistry;
import dev.procnet.server.stack.TcpSocket;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Renders of {@code tcp} that remember what they printed: again, and after changes. */
final class RenderBench {

  private static final int CHUNK = 256 * 1024;
  private static final long ENOUGH = 1L << 40;
  private static final Instant NOW = Instant.EPOCH;

  private final NetFiles files = new NetFiles(new StatisticsLog(), new RenderedChunks(ENOUGH));
  private final NetFiles forgetful = new NetFiles(new StatisticsLog());
  private final RowBuffer buffer = new RowBuffer(CHUNK + 4096);
  private final SplittableRandom random = new SplittableRandom(2);
  private final byte[] from;
  private final byte[] to = new byte[CHUNK + 4096];
  private final Stack stack;
  private final int sockets;
  private final int passes;

  private RenderBench(int sockets) {
    this.sockets = sockets;
    // Enough of small files that a clock can tell.
    this.passes = Math.max(1, 200_000 / sockets);
    this.from = new byte[sockets * 150 + 150];
    this.stack =
        new StackRegistry(new HistoryLimits(2, 1_000_000), 1)
            .create("bench", Map.of(), BenchSockets.snapshot(sockets), NOW);
  }

  /** Arguments: rounds, then how many sockets, one size after the other. */
  static void main(String[] args) {
    int rounds = Integer.parseInt(args[0]);
    for (int i = 1; i < args.length; i++) {
      new RenderBench(Integer.parseInt(args[i])).run(rounds);
    }
  }

  private void run(int rounds) {
    for (int i = 0; i < Math.max(3, 10_000_000 / sockets / passes); i++) {
      rendered(files);
      rendered(forgetful);
      copied();
    }
    Comparison.ofTimes("second render", sockets, "ns a row", "copying the bytes", 2)
        .measure(rounds, () -> rendered(files), this::copied);
    for (int changed = 1; changed <= sockets / 10; changed *= 10) {
      int count = changed;
      Comparison.ofTimes("after " + changed + " changes", sockets, "ns a row", "rendering all", 1)
          .measure(
              rounds,
              () -> {
                double nanos = 0;
                for (int i = 0; i < passes; i++) {
                  change(count);
                  nanos += render(files, stack.snapshot());
                }
                return nanos / passes / sockets;
              },
              () -> rendered(forgetful));
    }
  }

  private double rendered(NetFiles with) {
    double nanos = 0;
    for (int i = 0; i < passes; i++) {
      nanos += render(with, stack.snapshot());
    }
    return nanos / passes / sockets;
  }

  private long render(NetFiles with, Snapshot snapshot) {
    long start = System.nanoTime();
    Rows rows = with.open(snapshot, "tcp", Reader.ROOT);
    long bytes = 0;
    boolean more = true;
    while (more) {
      buffer.clear();
      more = rows.fill(buffer, CHUNK);
      bytes += buffer.size();
    }
    long nanos = System.nanoTime() - start;
    if (bytes != from.length) {
      throw new IllegalStateException("read " + bytes + " bytes, expected rows of 150");
    }
    return nanos;
  }

  /** The same number of bytes through a buffer of the same size. */
  private double copied() {
    long start = System.nanoTime();
    for (int i = 0; i < passes; i++) {
      for (int at = 0; at < from.length; at += CHUNK) {
        System.arraycopy(from, at, to, 0, Math.min(CHUNK, from.length - at));
      }
    }
    return (double) (System.nanoTime() - start) / passes / sockets;
  }

  private void change(int count) {
    List<Mutation> changes = new ArrayList<>();
    long first = stack.snapshot().table(Section.TCP).iterator().next().id();
    for (int i = 0; i < count; i++) {
      long id = first + random.nextInt(sockets);
      int queue = random.nextInt(65536);
      changes.add(
          new Mutation.UpdateSocket(
              new Mutation.SocketKey(id, false),
              (socket, context) -> Changes.withReceiveQueue((TcpSocket) socket, queue)));
    }
    var _ = stack.apply(new Batch(RequestKey.NONE, List.of(), changes, false), NOW);
  }
}
