package dev.procnet.client.cli;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads times as {@code 5s}, {@code 1m30s}, {@code 500ms}, {@code 0.5s}. */
final class Durations implements ITypeConverter<Duration> {

  private static final Pattern PART = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)(ms|s|m|h)");

  @Override
  public Duration convert(String text) {
    Matcher part = PART.matcher(text);
    Duration sum = Duration.ZERO;
    int end = 0;
    while (part.lookingAt()) {
      sum = sum.plus(of(part.group(1), part.group(2)));
      end = part.end();
      part.region(end, text.length());
    }
    if (end != text.length() || sum.isZero()) {
      throw new TypeConversionException(
          "'" + text + "' is no time: a positive one expected, as 5s, 1m30s, 500ms");
    }
    return sum;
  }

  static com.google.protobuf.Duration toProto(Duration time) {
    return com.google.protobuf.Duration.newBuilder()
        .setSeconds(time.getSeconds())
        .setNanos(time.getNano())
        .build();
  }

  private static Duration of(String number, String unit) {
    long nanos =
        switch (unit) {
          case "ms" -> 1_000_000L;
          case "s" -> 1_000_000_000L;
          case "m" -> 60_000_000_000L;
          default -> 3_600_000_000_000L;
        };
    return Duration.ofNanos(new BigDecimal(number).multiply(BigDecimal.valueOf(nanos)).longValue());
  }
}
