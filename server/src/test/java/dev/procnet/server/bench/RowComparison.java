package dev.procnet.server.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** A line of the table of rows: ours, the kernel's, and how many times faster. */
final class RowComparison {

  private RowComparison() {}

  /** Arguments: how many sockets, our measurements, the kernel's; a number a line each. */
  static void main(String[] args) throws IOException {
    Measurements ours = read(args[1]);
    Measurements kernel = read(args[2]);
    System.out.printf(
        Locale.ROOT,
        "%-30s %-30s %-30s %.1f%n",
        "ns a tcp row, " + args[0] + " sockets",
        ours.describe("%.0f"),
        kernel.describe("%.0f"),
        kernel.median() / ours.median());
  }

  private static Measurements read(String file) throws IOException {
    List<Double> values = Files.readAllLines(Path.of(file)).stream().map(Double::valueOf).toList();
    return new Measurements(values);
  }
}
