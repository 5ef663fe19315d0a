package dev.procnet.server.bench;

import dev.procnet.server.netfile.NetFiles;
import dev.procnet.server.netfile.Reader;
import dev.procnet.server.netfile.RowBuffer;
import dev.procnet.server.netfile.Rows;
import dev.procnet.server.netfile.StatisticsLog;
import dev.procnet.server.stack.Ipv4Address;
import dev.procnet.server.stack.Profile;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.SnapshotBuilder;
import dev.procnet.server.stack.TcpSocket;
import dev.procnet.server.stack.TcpState;
import dev.procnet.server.stack.TcpTimer;
import java.util.SplittableRandom;

/** Time for a row of {@code tcp}, made anew at each read. */
final class RowBench {

  private static final int CHUNK = 256 * 1024;
  private static final long WARM_UP_ROWS = 20_000_000;

  private final NetFiles netFiles = new NetFiles(new StatisticsLog());
  private final RowBuffer buffer = new RowBuffer(CHUNK + 4096);

  private RowBench() {}

  /** Arguments: how many sockets, how many reads. Prints nanoseconds a row, a line each read. */
  static void main(String[] args) {
    int sockets = Integer.parseInt(args[0]);
    int reads = Integer.parseInt(args[1]);
    RowBench bench = new RowBench();
    Snapshot snapshot = snapshot(sockets);
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
    Rows rows = netFiles.open(snapshot, "tcp", Reader.ROOT);
    long bytes = 0;
    boolean more = true;
    while (more) {
      buffer.clear();
      do {
        more = rows.next(buffer);
      } while (more && buffer.size() < CHUNK);
      bytes += buffer.size();
    }
    return bytes;
  }

  /** Established connections with a bit of everything in their columns, the same at each run. */
  private static Snapshot snapshot(int sockets) {
    SplittableRandom random = new SplittableRandom(1);
    SnapshotBuilder builder = new SnapshotBuilder(Profile.LINUX_6_18);
    long id = builder.takeIds(sockets);
    for (int i = 0; i < sockets; i++) {
      builder.add(Section.TCP, socket(id + i, random));
    }
    return builder.build();
  }

  private static TcpSocket socket(long id, SplittableRandom random) {
    boolean busy = random.nextInt(4) == 0;
    return new TcpSocket(
        id,
        1_000_000 + id,
        random.nextInt(2) * 1000,
        2,
        false,
        0,
        new Ipv4Address(0x0A100001),
        443,
        new Ipv4Address(random.nextInt()),
        random.nextInt(1024, 65536),
        TcpState.ESTABLISHED,
        TcpSocket.Form.FULL,
        busy ? random.nextInt(65536) : 0,
        busy ? random.nextInt(65536) : 0,
        busy ? TcpTimer.RETRANSMIT : TcpTimer.NONE,
        busy ? random.nextInt(200) : 0,
        0,
        0,
        random.nextInt(20, 300),
        4,
        random.nextInt(32),
        random.nextInt(10, 100),
        -1,
        0);
  }
}
