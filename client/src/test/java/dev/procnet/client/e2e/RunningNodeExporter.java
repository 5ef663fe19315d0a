package dev.procnet.client.e2e;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;

/** Prometheus's node_exporter over an exported tree. */
final class RunningNodeExporter implements AutoCloseable {

  private static final String PROGRAM = "prometheus-node-exporter";

  private final Process process;
  private final int port;

  private RunningNodeExporter(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * Starts one, or aborts the test where it is not installed.
   *
   * @param proc holds {@code net}
   * @param log takes what it prints
   */
  static RunningNodeExporter start(Path proc, Path log) throws IOException {
    ForeignReader.require(PROGRAM);
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Process process =
        new ProcessBuilder(
                PROGRAM,
                "--path.procfs=" + proc,
                "--collector.disable-defaults",
                "--collector.netdev",
                "--no-collector.netdev.netlink",
                // Debian's default leaves the loopback out.
                "--collector.netdev.device-exclude=^$",
                "--collector.netstat",
                "--collector.netstat.fields=.*",
                "--collector.arp",
                "--collector.sockstat",
                "--collector.softnet",
                "--collector.udp_queues",
                "--web.listen-address=127.0.0.1:" + port)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    return new RunningNodeExporter(process, port);
  }

  /** What it shows. */
  List<String> scrape() {
    HttpClient http = HttpClient.newHttpClient();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics")).build();
    return Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .ignoreExceptions()
        .until(
            () -> http.send(request, BodyHandlers.ofString()).body().lines().toList(),
            lines -> lines.size() > 50);
  }

  /** The value of one series. */
  static long value(List<String> lines, String series) {
    return values(lines, series + " ")
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + series + " in what was scraped"));
  }

  /** The values of series that begin like that. */
  static LongStream values(List<String> lines, String begin) {
    return lines.stream()
        .filter(line -> line.startsWith(begin))
        .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)));
  }

  @Override
  public void close() {
    process.destroy();
  }
}
