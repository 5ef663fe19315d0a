package dev.procnet.server.bench;

import dev.procnet.server.netfile.NetFiles;
import dev.procnet.server.netfile.Reader;
import dev.procnet.server.netfile.RowBuffer;
import dev.procnet.server.netfile.Rows;
import dev.procnet.server.netfile.StatisticsLog;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes trees with many sockets, for servers to begin in. */
final class TreeMaker {

  private TreeMaker() {}

  /** Arguments: how many sockets, the directory. */
  static void main(String[] args) throws IOException {
    Path net = Files.createDirectories(Path.of(args[1], "net"));
    Rows rows =
        new NetFiles(new StatisticsLog())
            .open(BenchSockets.snapshot(Integer.parseInt(args[0])), "tcp", Reader.ROOT);
    RowBuffer buffer = new RowBuffer(1 << 20);
    try (OutputStream out = Files.newOutputStream(net.resolve("tcp"))) {
      boolean more = true;
      while (more) {
        more = rows.fill(buffer, 1 << 19);
        buffer.copy(0, buffer.size()).writeTo(out);
        buffer.clear();
      }
    }
  }
}
