package dev.procnet.server.bench;

import com.sun.management.ThreadMXBean;
import dev.procnet.server.netfile.NetFiles;
import dev.procnet.server.netfile.Reader;
import dev.procnet.server.netfile.RenderedChunks;
import dev.procnet.server.netfile.StatisticsLog;
import dev.procnet.server.stack.Batch;
import dev.procnet.server.stack.HistoryLimits;
import dev.procnet.server.stack.Mutation;
import dev.procnet.server.stack.RequestKey;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Stack;
import dev.procnet.server.stack.StackRegistry;
import dev.procnet.server.stack.TcpSocket;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * What a collector costs: changes and reads by turns, under the collector that the JVM was started
 * with.
 */
final class GcBench {

  private GcBench() {}

  /** Arguments: how many sockets, seconds. */
  static void main(String[] args) {
    int sockets = Integer.parseInt(args[0]);
    NetFiles files = new NetFiles(new StatisticsLog(), new RenderedChunks(256 << 20));
    Stack stack =
        new StackRegistry(new HistoryLimits(1000, 200_000), 1)
            .create("bench", Map.of(), BenchSockets.snapshot(sockets), Instant.EPOCH);
    long first = stack.snapshot().table(Section.TCP).iterator().next().id();
    SplittableRandom random = new SplittableRandom(4);
    run(files, stack, first, sockets, random, TimeUnit.SECONDS.toNanos(2));
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long collected = collected();
    long allocated = threads.getTotalThreadAllocatedBytes();
    long start = System.nanoTime();
    double[] micros =
        run(
            files,
            stack,
            first,
            sockets,
            random,
            TimeUnit.SECONDS.toNanos(Long.parseLong(args[1])));
    double seconds = (System.nanoTime() - start) / 1e9;
    Arrays.sort(micros);
    System.out.printf(
        Locale.ROOT,
        "%-18s %8.0f rounds a s, worst round %8.0f µs, p99 %6.0f µs, %4.1f %% of the time"
            + " collecting, %5.0f MB a s allocated%n",
        ManagementFactory.getGarbageCollectorMXBeans().getFirst().getName(),
        micros.length / seconds,
        micros[micros.length - 1],
        micros[micros.length * 99 / 100],
        (collected() - collected) / seconds / 10,
        (threads.getTotalThreadAllocatedBytes() - allocated) / seconds / 1e6);
  }

  /** Milliseconds. */
  private static long collected() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .mapToLong(GarbageCollectorMXBean::getCollectionTime)
        .sum();
  }

  /** A round: a batch of 100 changes, and the file read. Microseconds of each. */
  private static double[] run(
      NetFiles files, Stack stack, long first, int sockets, SplittableRandom random, long nanos) {
    List<Double> micros = new ArrayList<>();
    long end = System.nanoTime() + nanos;
    while (System.nanoTime() < end) {
      long start = System.nanoTime();
      List<Mutation> changes = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        int queue = i;
        changes.add(
            new Mutation.UpdateSocket(
                new Mutation.SocketKey(first + random.nextInt(sockets), false),
                (socket, context) -> Changes.withReceiveQueue((TcpSocket) socket, queue)));
      }
      var _ = stack.apply(new Batch(RequestKey.NONE, List.of(), changes, false), Instant.EPOCH);
      Sinks.drain(files.open(stack.snapshot(), "tcp", Reader.ROOT));
      micros.add((System.nanoTime() - start) / 1e3);
    }
    return micros.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
