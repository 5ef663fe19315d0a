package dev.procnet.client.cli.input;

import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Duration;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads values of a field.
 *
 * @param field that has them
 */
record Scalar(FieldDescriptor field) {

  private static final Pattern TIME = Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,6})?)(ms|m|h)");

  private static final Map<String, BigDecimal> UNITS =
      Map.of(
          "ms", new BigDecimal("0.001"),
          "m", BigDecimal.valueOf(60),
          "h", BigDecimal.valueOf(3600));

  private static final Pattern NUMBER = Pattern.compile("-?(0x[0-9a-fA-F]+|[0-9]+)");

  /**
   * What came of it.
   *
   * @param value as proto3 JSON takes it
   * @param problem empty: there is none
   */
  record Result(String value, Optional<String> problem) {
    static Result good(String value) {
      return new Result(value, Optional.empty());
    }

    static Result bad(String value, String expected) {
      return new Result(value, Optional.of("'" + value + "': " + expected + " expected"));
    }
  }

  static Scalar of(FieldDescriptor field) {
    return new Scalar(field);
  }

  Result read(String text) {
    return switch (field.getType()) {
      case UINT32, FIXED32 -> number(text, BigInteger.ZERO, ones(32));
      case UINT64, FIXED64 -> number(text, BigInteger.ZERO, ones(64));
      case INT32, SINT32, SFIXED32 -> number(text, ones(31).not(), ones(31));
      case INT64, SINT64, SFIXED64 -> number(text, ones(63).not(), ones(63));
      case BOOL ->
          text.equals("true") || text.equals("false")
              ? Result.good(text)
              : Result.bad(text, "true or false");
      case ENUM -> enumeration(text);
      case BYTES -> bytes(text);
      case MESSAGE -> message(text);
      default -> Result.good(text);
    };
  }

  private static Result number(String text, BigInteger least, BigInteger most) {
    String expected = "a number of " + least + " to " + most;
    if (!NUMBER.matcher(text).matches()) {
      return Result.bad(text, expected);
    }
    BigInteger value =
        text.contains("0x") ? new BigInteger(text.replace("0x", ""), 16) : new BigInteger(text);
    return value.compareTo(least) < 0 || value.compareTo(most) > 0
        ? Result.bad(text, expected)
        : Result.good(value.toString());
  }

  private Result enumeration(String text) {
    List<String> names =
        field.getEnumType().getValues().stream().map(EnumValueDescriptor::getName).toList();
    if (names.contains(text)) {
      return Result.good(text);
    }
    return NUMBER.matcher(text).matches()
        ? number(text, ones(31).not(), ones(31))
        : new Result(
            text,
            Optional.of(
                "'"
                    + text
                    + "': no value of "
                    + field.getEnumType().getName()
                    + Nearest.hint(text, names)));
  }

  /** Times, which proto3 JSON knows in seconds only. */
  private Result message(String text) {
    Matcher time = TIME.matcher(text);
    if (!field.getMessageType().equals(Duration.getDescriptor()) || !time.matches()) {
      return Result.good(text);
    }
    BigDecimal seconds = new BigDecimal(time.group(1)).multiply(UNITS.get(time.group(2)));
    return Result.good(seconds.stripTrailingZeros().toPlainString() + "s");
  }

  private static Result bytes(String text) {
    try {
      // Both alphabets are proto3 JSON.
      Base64.getDecoder().decode(text.replace('-', '+').replace('_', '/'));
      return Result.good(text);
    } catch (IllegalArgumentException e) {
      return Result.bad(text, "base64");
    }
  }

  private static BigInteger ones(int bits) {
    return BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE);
  }
}
