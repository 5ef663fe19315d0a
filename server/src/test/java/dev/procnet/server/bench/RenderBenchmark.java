package dev.procnet.server.bench;

import dev.procnet.server.netfile.NetFiles;
import dev.procnet.server.netfile.Reader;
import dev.procnet.server.netfile.RenderedChunks;
import dev.procnet.server.netfile.RowBuffer;
import dev.procnet.server.netfile.StatisticsLog;
import dev.procnet.server.stack.Batch;
import dev.procnet.server.stack.HistoryLimits;
import dev.procnet.server.stack.Mutation;
import dev.procnet.server.stack.RequestKey;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Stack;
import dev.procnet.server.stack.StackRegistry;
import dev.procnet.server.stack.TcpSocket;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Renders of {@code tcp}, for JMH: which wants classes and methods that it can call and extend. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
public class RenderBenchmark {

  private static final int CHUNK = 256 * 1024;
  private static final long ENOUGH = 1L << 40;
  private static final Instant NOW = Instant.EPOCH;

  /** How many sockets. */
  @Param("1000")
  public int sockets;

  private final NetFiles remembering =
      new NetFiles(new StatisticsLog(), new RenderedChunks(ENOUGH));
  private final NetFiles forgetful = new NetFiles(new StatisticsLog());
  private final RowBuffer buffer = Sinks.buffer();
  private final byte[] to = new byte[CHUNK + 4096];
  private byte[] from = new byte[0];
  private Stack stack =
      new StackRegistry(new HistoryLimits(2, 1_000_000), 1)
          .create("none", Map.of(), BenchSockets.snapshot(0), NOW);

  /** Makes the sockets. */
  @Setup
  public void setUp() {
    from = new byte[sockets * 150 + 150];
    stack =
        new StackRegistry(new HistoryLimits(2, 1_000_000), 1)
            .create("bench", Map.of(), BenchSockets.snapshot(sockets), NOW);
  }

  /** Every row is made. */
  @Benchmark
  public long all() {
    return render(forgetful);
  }

  /** Nothing has changed since it was rendered before. */
  @Benchmark
  public long again() {
    return render(remembering);
  }

  /** The same number of bytes through a buffer of the same size. */
  @Benchmark
  public byte copy() {
    for (int at = 0; at < from.length; at += CHUNK) {
      System.arraycopy(from, at, to, 0, Math.min(CHUNK, from.length - at));
    }
    return to[0];
  }

  /** Some rows have changed since it was rendered before. */
  @Benchmark
  public long afterChanges(Changed changed) {
    return render(remembering);
  }

  /** Changes before each render, which are not measured. */
  @State(Scope.Benchmark)
  public static class Changed {

    /** How many rows. */
    @Param("1")
    public int changes;

    private final SplittableRandom random = new SplittableRandom(2);

    /** Changes random rows. */
    @Setup(Level.Invocation)
    public void change(RenderBenchmark benchmark) {
      long first = benchmark.stack.snapshot().table(Section.TCP).iterator().next().id();
      List<Mutation> batch = new ArrayList<>();
      for (int i = 0; i < changes; i++) {
        int queue = random.nextInt(65536);
        batch.add(
            new Mutation.UpdateSocket(
                new Mutation.SocketKey(first + random.nextInt(benchmark.sockets), false),
                (socket, context) -> Changes.withReceiveQueue((TcpSocket) socket, queue)));
      }
      var _ = benchmark.stack.apply(new Batch(RequestKey.NONE, List.of(), batch, false), NOW);
    }
  }

  private long render(NetFiles with) {
    long bytes = Sinks.drain(with.open(stack.snapshot(), "tcp", Reader.ROOT), buffer);
    if (bytes != from.length) {
      throw new IllegalStateException("read " + bytes + " bytes, expected rows of 150");
    }
    return bytes;
  }
}
