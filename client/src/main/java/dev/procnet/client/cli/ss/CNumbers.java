package dev.procnet.client.cli.ss;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.OptionalInt;

/** Numbers as C reads and prints them. */
final class CNumbers {

  private static final int DIGITS = 6;

  private CNumbers() {}

  /** As strtol with base 0: decimal, {@code 0x} hexadecimal, {@code 0} octal. Empty: no int. */
  static OptionalInt parseInt(String text) {
    try {
      return text.contains("#") ? OptionalInt.empty() : OptionalInt.of(Integer.decode(text));
    } catch (NumberFormatException e) {
      return OptionalInt.empty();
    }
  }

  /** Hundredths as {@code %g} prints them: six digits, no zeros at the end. */
  static String hundredths(int value) {
    if (value == 0) {
      return "0";
    }
    BigDecimal number =
        BigDecimal.valueOf(value, 2)
            .round(new MathContext(DIGITS, RoundingMode.HALF_EVEN))
            .stripTrailingZeros();
    int exponent = number.precision() - number.scale() - 1;
    return exponent < DIGITS
        ? number.toPlainString()
        : number.scaleByPowerOfTen(-exponent).toPlainString() + String.format("e+%02d", exponent);
  }

  /** A time as in {@code timer:(on,1.040ms,3)}: {@code 10min}, {@code 1min5sec}, {@code 57sec}. */
  static String time(int millis) {
    int seconds = (int) (Integer.toUnsignedLong(millis) / 1000);
    int rest = (int) (Integer.toUnsignedLong(millis) % 1000);
    int minutes = seconds / 60;
    seconds %= 60;
    StringBuilder text = new StringBuilder();
    if (minutes > 0) {
      rest = 0;
      seconds = minutes > 9 ? 0 : seconds;
      text.append(minutes).append("min");
    }
    if (seconds > 0) {
      rest = seconds > 9 ? 0 : rest;
      text.append(seconds).append(rest > 0 ? "." : "sec");
    }
    return rest > 0 ? text.append(String.format("%03dms", rest)).toString() : text.toString();
  }
}
