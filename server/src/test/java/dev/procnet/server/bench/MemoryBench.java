package dev.procnet.server.bench;

import dev.procnet.server.stack.Section;
import java.util.List;
import org.openjdk.jol.info.GraphLayout;

/** What sockets take in memory, by JOL: beside plain records of the same fields, in one array. */
final class MemoryBench {

  private MemoryBench() {}

  /** Arguments: how many sockets, one size after the other. */
  static void main(String[] args) {
    for (String size : args) {
      int sockets = Integer.parseInt(size);
      GraphLayout ours =
          GraphLayout.parseInstance(BenchSockets.snapshot(sockets).table(Section.TCP));
      GraphLayout plain = GraphLayout.parseInstance((Object) PlainSocket.array(sockets));
      Comparison.ofTimes("a TCP socket in memory", sockets, "bytes", "a plain record", 1.3)
          .report(perSocket(ours, sockets), perSocket(plain, sockets));
      System.out.println(ours.toFootprint());
    }
  }

  private static List<Double> perSocket(GraphLayout layout, int sockets) {
    return List.of((double) layout.totalSize() / sockets);
  }
}
