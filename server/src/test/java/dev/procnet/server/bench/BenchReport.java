package dev.procnet.server.bench;

import com.google.gson.Gson;
import com.google.gson.annotations.SerializedName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What is made of a run's lines: curves, and a comparison with another run. */
final class BenchReport {

  private static final int FASTER_OR_SLOWER = 25;

  private BenchReport() {}

  /** A line of a run, as {@link Comparison} writes it. */
  private static final class Line {
    String work = "";
    long size;
    String unit = "";
    List<Double> ours = List.of();
    String reference = "";
    List<Double> theirs = List.of();
    double ratio;

    @SerializedName("more_is_better")
    boolean moreIsBetter;

    String name() {
      return unit + ", " + work + (size == 0 ? "" : String.format(Locale.ROOT, ", %,d", size));
    }
  }

  /**
   * Arguments: {@code curves RUN SVG}, or {@code compare OLD NEW}, which fails where a ratio is
   * worse.
   */
  static void main(String[] args) throws IOException {
    switch (args[0]) {
      case "curves" -> Files.writeString(Path.of(args[2]), curves(read(args[1])));
      case "compare" -> System.exit(compare(read(args[1]), read(args[2])) ? 0 : 1);
      default -> throw new IllegalArgumentException("no report '" + args[0] + "'");
    }
  }

  private static List<Line> read(String file) throws IOException {
    Gson gson = new Gson();
    return Files.readAllLines(Path.of(file)).stream()
        .filter(line -> line.startsWith("{\"work\""))
        .map(line -> gson.fromJson(line, Line.class))
        .toList();
  }

  /** Ratios, as absolute values are of the machine and of what else it did. */
  private static boolean compare(List<Line> old, List<Line> now) {
    Map<String, Line> before = new LinkedHashMap<>();
    old.forEach(line -> before.put(line.name(), line));
    boolean good = true;
    for (Line line : now) {
      Line earlier = before.get(line.name());
      if (earlier == null) {
        System.out.printf(Locale.ROOT, "%-52s %8.3f  new%n", line.name(), line.ratio);
        continue;
      }
      double change = (line.ratio / earlier.ratio - 1) * 100;
      boolean worse = (line.moreIsBetter ? -change : change) > FASTER_OR_SLOWER;
      good &= !worse;
      System.out.printf(
          Locale.ROOT,
          "%-52s %8.3f, was %8.3f  %+4.0f %%%s%n",
          line.name(),
          line.ratio,
          earlier.ratio,
          change,
          worse ? "  worse" : "");
    }
    return good;
  }

  /** Time for a row over the number of sockets, both on logarithmic scales. */
  private static String curves(List<Line> lines) {
    Map<String, List<double[]>> series = new LinkedHashMap<>();
    for (Line line : lines) {
      if (line.unit.equals("ns a row") && line.size > 0 && !line.work.startsWith("sockets over")) {
        boolean change = line.work.startsWith("after ");
        if (!change || line.work.equals("after 10 changes")) {
          add(series, line.work, (double) line.size, new Measurements(line.ours).median());
        }
        if (!change) {
          add(series, line.reference, (double) line.size, new Measurements(line.theirs).median());
        }
      }
    }
    return new CurveChart("nanoseconds a row of tcp", "sockets").draw(series);
  }

  private static void add(
      Map<String, List<double[]>> series, String name, double size, double nanos) {
    series.computeIfAbsent(name, added -> new ArrayList<>()).add(new double[] {size, nanos});
  }
}
