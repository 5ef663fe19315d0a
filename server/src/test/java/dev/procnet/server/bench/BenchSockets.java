package dev.procnet.server.bench;

import dev.procnet.server.stack.Ipv4Address;
import dev.procnet.server.stack.Profile;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.SnapshotBuilder;
import dev.procnet.server.stack.TcpSocket;
import dev.procnet.server.stack.TcpState;
import dev.procnet.server.stack.TcpTimer;
import java.util.SplittableRandom;

/** Established connections with a bit of everything in their columns, the same at each run. */
final class BenchSockets {

  /** One object, as an import has it. */
  private static final Ipv4Address LOCAL = new Ipv4Address(0x0A100001);

  private BenchSockets() {}

  static Snapshot snapshot(int sockets) {
    SplittableRandom random = new SplittableRandom(1);
    SnapshotBuilder builder = new SnapshotBuilder(Profile.LINUX_6_18);
    long id = builder.takeIds(sockets);
    for (int i = 0; i < sockets; i++) {
      builder.add(Section.TCP, socket(id + i, random));
    }
    return builder.build();
  }

  static TcpSocket socket(long id, SplittableRandom random) {
    boolean busy = random.nextInt(4) == 0;
    return new TcpSocket(
        id,
        1_000_000 + id,
        random.nextInt(2) * 1000,
        2,
        false,
        0,
        LOCAL,
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
