package dev.procnet.server.bench;

import java.util.List;
import java.util.Locale;

/**
 * Repeated measurements of one thing.
 *
 * @param values sorted, at least one
 */
record Measurements(List<Double> values) {

  Measurements {
    values = values.stream().sorted().toList();
  }

  double median() {
    return values.get(values.size() / 2);
  }

  /** Median, and in brackets the least and the most; {@code format} is of one value. */
  String describe(String format) {
    return String.format(
        Locale.ROOT,
        "%s [%s to %s]",
        one(format, median()),
        one(format, values.getFirst()),
        one(format, values.getLast()));
  }

  private static String one(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
