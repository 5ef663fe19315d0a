package dev.procnet.server.config;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes and times as people write them: {@code 4MiB}, {@code 10s}. */
final class Quantities {

  private static final Pattern SIZE = Pattern.compile("([0-9]{1,15})(B|KiB|MiB|GiB)?");
  private static final Pattern TIME = Pattern.compile("([0-9]{1,12})(ms|s|m|h)");
  private static final Map<String, Long> BYTES =
      Map.of("B", 1L, "KiB", 1L << 10, "MiB", 1L << 20, "GiB", 1L << 30);
  private static final Map<String, ChronoUnit> UNITS =
      Map.of(
          "ms", ChronoUnit.MILLIS,
          "s", ChronoUnit.SECONDS,
          "m", ChronoUnit.MINUTES,
          "h", ChronoUnit.HOURS);

  private Quantities() {}

  /** Bytes of {@code 512MiB} or {@code 1024}. */
  static long bytes(String text) {
    Matcher matcher = match(SIZE, text);
    String unit = matcher.group(2);
    return Math.multiplyExact(
        Long.parseLong(matcher.group(1)), BYTES.getOrDefault(unit == null ? "B" : unit, 1L));
  }

  /** The time of {@code 10s}, {@code 500ms}, {@code 2m} or {@code 1h}. */
  static Duration time(String text) {
    Matcher matcher = match(TIME, text);
    ChronoUnit unit = UNITS.getOrDefault(matcher.group(2), ChronoUnit.SECONDS);
    return Duration.of(Long.parseLong(matcher.group(1)), unit);
  }

  private static Matcher match(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("'" + text + "' is no " + pattern);
    }
    return matcher;
  }
}
