package dev.procnet.client.cli.top;

import java.util.Locale;

/** Numbers in at most 7 columns: {@code 999}, {@code 1.2k}, {@code 34.5M}. */
public final class Amount {

  private static final String UNITS = " kMGTPEZ";
  private static final double TWO_TO_64 = 0x1p64;

  private Amount() {}

  /** Of a counter, unsigned. */
  public static String text(long value) {
    return text(value < 0 ? value + TWO_TO_64 : (double) value);
  }

  /** Not negative. Below 10 with a digit after the point, where there is one that is not 0. */
  public static String text(double value) {
    double left = value;
    int unit = 0;
    while (left >= 999.95 && unit < UNITS.length() - 1) {
      left /= 1000;
      unit++;
    }
    String number = String.format(Locale.ROOT, "%.1f", left);
    String plain = number.endsWith(".0") ? number.substring(0, number.length() - 2) : number;
    return unit == 0 ? plain : plain + UNITS.charAt(unit);
  }
}
