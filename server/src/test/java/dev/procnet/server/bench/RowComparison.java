package dev.procnet.server.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A line of the table of rows: ours, the kernel's, and how many times faster. */
final class RowComparison {

  private RowComparison() {}

  /**
   * Arguments: how many sockets, our measurements, another system's, a number a line each; and
   * which system.
   */
  static void main(String[] args) throws IOException {
    Measurements ours = read(args[1]);
    Measurements kernel = read(args[2]);
    // 30 times as fast.
    Comparison.ofTimes(
            "first render of tcp", Long.parseLong(args[0]), "ns a row", args[3], 1.0 / 30)
        .report(ours.values(), kernel.values());
  }

  private static Measurements read(String file) throws IOException {
    List<Double> values = Files.readAllLines(Path.of(file)).stream().map(Double::valueOf).toList();
    return new Measurements(values);
  }
}
