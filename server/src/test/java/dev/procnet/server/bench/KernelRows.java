package dev.procnet.server.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The kernel's own time for {@code cat /proc/net/tcp}. Run it in a network namespace of its own: it
 * opens as many connected sockets as asked for, both ends on the loopback, and closes them by
 * ending.
 */
final class KernelRows {

  /** Children hold the sockets, since a process may have only so many descriptors. */
  private static final int CONNECTIONS_PER_CHILD = 8_000;

  /** What cat reads by; the start of a process would be most of the time of a small file. */
  private static final int CAT_BUFFER = 128 * 1024;

  private static final String HOLD = "hold";

  private KernelRows() {}

  /** Arguments: how many sockets, how many reads. Prints nanoseconds a row, a line each read. */
  static void main(String[] args) throws IOException, InterruptedException {
    if (args[0].equals(HOLD)) {
      hold(Integer.parseInt(args[1]), Integer.parseInt(args[2]));
      return;
    }
    List<Process> children = new ArrayList<>();
    try {
      int connections = Integer.parseInt(args[0]) / 2;
      for (int held = 0; held < connections; held += CONNECTIONS_PER_CHILD) {
        children.add(
            startChild(children.size() + 1, Math.min(CONNECTIONS_PER_CHILD, connections - held)));
      }
      for (Process child : children) {
        if (child.getInputStream().read() < 0) {
          throw new IOException("a holder of sockets ended with " + child.waitFor());
        }
      }
      measure(Integer.parseInt(args[1]));
    } finally {
      children.forEach(Process::destroyForcibly);
    }
  }

  private static void measure(int reads) throws IOException, InterruptedException {
    long rows =
        Files.readAllLines(Path.of("/proc/self/net/tcp"), StandardCharsets.ISO_8859_1).size() - 1L;
    ByteBuffer buffer = ByteBuffer.allocateDirect(CAT_BUFFER);
    for (int i = 0; i < reads; i++) {
      long start = System.nanoTime();
      try (FileChannel file = FileChannel.open(Path.of("/proc/self/net/tcp"))) {
        while (file.read(buffer.clear()) > 0) {
          // Only that it was made matters.
        }
      }
      System.out.println((System.nanoTime() - start) / rows);
    }
  }

  private static Process startChild(int number, int connections) throws IOException {
    return new ProcessBuilder(
            ProcessHandle.current().info().command().orElseThrow(),
            // Else Java opens IPv6 sockets, which stand in tcp6.
            "-Djava.net.preferIPv4Stack=true",
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            KernelRows.class.getName(),
            HOLD,
            String.valueOf(number),
            String.valueOf(connections))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /** Opens connections, says so with one byte, and holds them until its standard input ends. */
  private static void hold(int number, int connections) throws IOException {
    InetSocketAddress address = new InetSocketAddress("127.0.0." + number, 7000);
    List<SocketChannel> open = new ArrayList<>();
    try (ServerSocketChannel listener = ServerSocketChannel.open().bind(address, 4096)) {
      for (int i = 0; i < connections; i++) {
        open.add(SocketChannel.open(address));
        open.add(listener.accept());
      }
      System.out.write('\n');
      System.out.flush();
      while (System.in.read() >= 0) {
        // Only the end matters.
      }
    }
    for (SocketChannel channel : open) {
      channel.close();
    }
  }
}
