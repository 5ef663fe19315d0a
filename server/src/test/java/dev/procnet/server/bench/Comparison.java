package dev.procnet.server.bench;

import com.google.gson.Gson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One line of the table: what was measured of Procnet and of a reference in the same run, and how
 * they compare. A run that asks for it ({@code -Dprocnet.bench.json=FILE}) gets it as a line of
 * JSON too.
 *
 * @param work what was done
 * @param size how large it was, for curves; 0: it has none
 * @param unit of the values
 * @param reference what it was compared with
 * @param target the ratio to reach: at least that where more is better, else at most
 * @param moreIsBetter of the values, rates are, times are not
 */
record Comparison(
    String work, long size, String unit, String reference, double target, boolean moreIsBetter) {

  private static final String JSON_FILE = "procnet.bench.json";

  /** Times: less is better. */
  static Comparison ofTimes(String work, long size, String unit, String reference, double target) {
    return new Comparison(work, size, unit, reference, target, false);
  }

  /** Rates: more is better. */
  static Comparison ofRates(String work, long size, String unit, String reference, double target) {
    return new Comparison(work, size, unit, reference, target, true);
  }

  /** Measures both by turns, so that both see the same machine. */
  void measure(int rounds, DoubleSupplier ours, DoubleSupplier theirs) {
    List<Double> measured = new ArrayList<>();
    List<Double> references = new ArrayList<>();
    for (int i = 0; i < rounds; i++) {
      measured.add(ours.getAsDouble());
      references.add(theirs.getAsDouble());
    }
    report(measured, references);
  }

  /** Tells what was measured elsewhere. */
  void report(List<Double> measured, List<Double> references) {
    Measurements ours = new Measurements(measured);
    Measurements theirs = new Measurements(references);
    double ratio = ours.median() / theirs.median();
    boolean reached = moreIsBetter ? ratio >= target : ratio <= target;
    String format = ours.median() < 10 ? "%.2f" : "%.0f";
    System.out.printf(
        Locale.ROOT,
        "%-44s %-28s %-28s %-8s %s %s%n",
        title(),
        ours.describe(format),
        theirs.describe(theirs.median() < 10 ? "%.2f" : "%.0f"),
        String.format(Locale.ROOT, ratio < 0.1 ? "%.3f" : "%.2f", ratio),
        (moreIsBetter ? ">= " : "<= ") + Math.round(target * 1000) / 1000.0,
        reached ? "" : "not reached");
    write(ours, theirs, ratio);
  }

  private String title() {
    return unit + ", " + work + (size == 0 ? "" : String.format(Locale.ROOT, ", %,d", size));
  }

  private void write(Measurements ours, Measurements theirs, double ratio) {
    @Nullable String file = System.getProperty(JSON_FILE);
    if (file == null || file.isEmpty()) {
      return;
    }
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("work", work);
    line.put("size", size);
    line.put("unit", unit);
    line.put("ours", ours.values());
    line.put("reference", reference);
    line.put("theirs", theirs.values());
    line.put("ratio", ratio);
    line.put("target", target);
    line.put("more_is_better", moreIsBetter);
    try {
      Files.writeString(
          Path.of(file),
          new Gson().toJson(line) + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
