package dev.procnet.server.bench;

import dev.procnet.server.netfile.NetFiles;
import dev.procnet.server.netfile.Reader;
import dev.procnet.server.netfile.RowBuffer;
import dev.procnet.server.netfile.StatisticsLog;
import dev.procnet.server.stack.Snapshot;

/** Time for a row of {@code tcp}, made anew at each read. */
final class RowBench {

  private static final long WARM_UP_ROWS = 20_000_000;

  private final NetFiles netFiles = new NetFiles(new StatisticsLog());
  private final RowBuffer buffer = Sinks.buffer();

  private RowBench() {}

  /** Arguments: how many sockets, how many reads. Prints nanoseconds a row, a line each read. */
  static void main(String[] args) {
    int sockets = Integer.parseInt(args[0]);
    int reads = Integer.parseInt(args[1]);
    RowBench bench = new RowBench();
    Snapshot snapshot = BenchSockets.snapshot(sockets);
    for (long rows = 0; rows < WARM_UP_ROWS; rows += sockets) {
      bench.read(snapshot);
    }
    for (int i = 0; i < reads; i++) {
      long start = System.nanoTime();
      long bytes = bench.read(snapshot);
      double nanos = (double) (System.nanoTime() - start) / sockets;
      if (bytes != (sockets + 1) * 150L) {
        throw new IllegalStateException("read " + bytes + " bytes, expected rows of 150");
      }
      System.out.printf(java.util.Locale.ROOT, "%.2f%n", nanos);
    }
  }

  private long read(Snapshot snapshot) {
    return Sinks.drain(netFiles.open(snapshot, "tcp", Reader.ROOT), buffer);
  }
}
