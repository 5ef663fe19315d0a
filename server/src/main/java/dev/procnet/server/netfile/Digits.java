package dev.procnet.server.netfile;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Locale;

/**
 * Numbers as text in an array of bytes, all digits of a number at a time.
 *
 * <p>The array must have {@link #ROOM} more bytes than the width of the number. Decimal numbers
 * leave one blank behind; without a width they leave nothing but blanks, with a width anything may
 * stand behind that one.
 */
final class Digits {

  /** More than any number takes. */
  static final int ROOM = 32;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONG_REVERSED =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);

  private static final long NIBBLES = 0x0F0F0F0F0F0F0F0FL;
  private static final long ZEROS = 0x3030303030303030L;
  private static final long SIXES = 0x0606060606060606L;
  private static final long ONES = 0x0101010101010101L;
  private static final long BLANKS = 0x2020202020202020L;

  /** From ' ' to '0', eight times. */
  private static final long BLANK_TO_ZERO = ZEROS - BLANKS;

  /** From '9' + 1 to 'A', and to 'a'. */
  private static final long UPPER = 'A' - '9' - 1;

  private static final long LOWER = 'a' - '9' - 1;

  /** The least numbers of more than so many digits. */
  private static final int SEVEN_DIGITS = 10_000_000;

  private static final int EIGHT_DIGITS = 100_000_000;

  /** Most decimal numbers are short: the text of 0 to 999 in four bytes, with blanks behind it. */
  private static final int[] SHORT_TEXTS = shortTexts();

  /** The least number that does not fit into so many digits. */
  private static final int[] LIMITS = {
    0, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, EIGHT_DIGITS
  };

  private Digits() {}

  /** {@code %02X} of a value of 8 bits. Writes 2 bytes. */
  static void hex2(byte[] to, int at, int value) {
    SHORT.set(to, at, (short) hexDigits(value, UPPER));
  }

  /** {@code %04X} of a value of 16 bits. Writes 4 bytes. */
  static void hex4(byte[] to, int at, int value) {
    INT.set(to, at, (int) hexDigits(value, UPPER));
  }

  /** {@code %08X}. Writes 8 bytes. */
  static void hex8(byte[] to, int at, int value) {
    LONG.set(to, at, hexDigits(value, UPPER));
  }

  /** {@code %08x}. Writes 8 bytes. */
  static void hex8Lower(byte[] to, int at, int value) {
    LONG.set(to, at, hexDigits(value, LOWER));
  }

  /** {@code %pK}: a kernel pointer, which is never shown: zeros. The place behind it. */
  static int pointer(byte[] to, int at) {
    LONG.set(to, at, ZEROS);
    LONG.set(to, at + 8, ZEROS);
    return at + 16;
  }

  /** {@code %0*lX}: at least {@code digits}, which is 1 to 16. The place behind them. */
  static int hex(byte[] to, int at, long value, int digits) {
    return hex(to, at, value, digits, UPPER);
  }

  /** {@code %0*lx}: at least {@code digits}, which is 1 to 16. The place behind them. */
  static int hexLower(byte[] to, int at, long value, int digits) {
    return hex(to, at, value, digits, LOWER);
  }

  private static int hex(byte[] to, int at, long value, int digits, long letters) {
    if (digits == 8 && value >>> 32 == 0) {
      LONG.set(to, at, hexDigits((int) value, letters));
      return at + 8;
    }
    return longHex(to, at, value, digits, letters);
  }

  private static int longHex(byte[] to, int at, long value, int digits, long letters) {
    int needed = Math.max(digits, (67 - Long.numberOfLeadingZeros(value | 1)) / 4);
    int before = needed - 8;
    if (before > 0) {
      LONG.set(to, at, hexDigits((int) (value >>> 32), letters) << (64 - 8 * before));
      LONG.set(to, at + before, hexDigits((int) value, letters));
    } else {
      LONG.set(to, at, hexDigits((int) value, letters) << (64 - 8 * needed));
    }
    return at + needed;
  }

  /**
   * Eight hex digits, the first in the highest byte: nibbles are spread to bytes, then all digits
   * made at once.
   */
  private static long hexDigits(int value, long letters) {
    long nibbles = Long.expand(value & 0xFFFFFFFFL, NIBBLES);
    long beyondNine = ((nibbles + SIXES) >>> 4) & ONES;
    return nibbles + ZEROS + beyondNine * letters;
  }

  /** {@code %lu}. */
  static int unsigned(byte[] to, int at, long value) {
    if (value < 0 || value >= SHORT_TEXTS.length) {
      return longUnsigned(to, at, value);
    }
    INT.set(to, at, SHORT_TEXTS[(int) value]);
    return at + (value < 10 ? 1 : value < 100 ? 2 : 3);
  }

  // What few numbers need stands apart, so that the rest is small enough to be compiled in place.
  private static int longUnsigned(byte[] to, int at, long value) {
    if (value >= 0 && value < SEVEN_DIGITS) {
      int digits = value < 10_000 ? 4 : value < 100_000 ? 5 : value < 1_000_000 ? 6 : 7;
      long text = (decimalDigits((int) value) + ZEROS) >>> (64 - 8 * digits);
      LONG_REVERSED.set(to, at, text | (BLANKS << (8 * digits)));
      return at + digits;
    }
    long high = value >= 0 ? value / EIGHT_DIGITS : Long.divideUnsigned(value, EIGHT_DIGITS);
    long low = decimalDigits((int) (value - high * EIGHT_DIGITS));
    int middle = high == 0 ? at : unsigned(to, at, high);
    LONG_REVERSED.set(to, middle, low + ZEROS);
    LONG.set(to, middle + 8, BLANKS);
    return middle + 8;
  }

  /** {@code %*lu}: blanks before. */
  static int unsigned(byte[] to, int at, long value, int width) {
    if (value < 0 || width > 8 || value >= LIMITS[width]) {
      return longUnsigned(to, at, value, width);
    }
    long digits = value < 10 ? value << 56 : decimalDigits((int) value);
    int zeros = Long.numberOfTrailingZeros(digits | 1L << 56) & -8;
    long text = digits + BLANKS + (BLANK_TO_ZERO & -1L << zeros);
    LONG_REVERSED.set(to, at, text >>> (64 - 8 * width));
    to[at + width] = ' ';
    return at + width;
  }

  private static int longUnsigned(byte[] to, int at, long value, int width) {
    return unsigned(to, blanks(to, at, width - count(value)), value);
  }

  /** {@code %ld}. */
  static int signed(byte[] to, int at, long value) {
    if (value >= 0) {
      return unsigned(to, at, value);
    }
    to[at] = '-';
    return unsigned(to, at + 1, -value);
  }

  /** {@code %*ld}: blanks before. */
  static int signed(byte[] to, int at, long value, int width) {
    return value >= 0
        ? unsigned(to, at, value, width)
        : signed(to, blanks(to, at, width - 1 - count(-value)), value);
  }

  /** Blanks; none where {@code count} is not positive. The place behind them. */
  static int blanks(byte[] to, int at, int count) {
    for (int i = 0; i < count; i += 8) {
      LONG.set(to, at + i, BLANKS);
    }
    return at + Math.max(count, 0);
  }

  /**
   * Eight decimal digits, the first in the lowest byte: halves, pairs and digits are split at once,
   * each by a multiplication that is a division in that range.
   */
  private static long decimalDigits(int value) {
    long halves = value / 10_000 | (long) (value % 10_000) << 32;
    long highPairs = ((halves * 10_486) >>> 20) & 0x7F0000007FL;
    long pairs = highPairs | (halves - highPairs * 100) << 16;
    long high = ((pairs * 103) >>> 10) & 0x000F000F000F000FL;
    return high | (pairs - high * 10) << 8;
  }

  /** Decimal digits of an unsigned value. */
  private static int count(long value) {
    if (value < 0) {
      return Long.compareUnsigned(value, 1_000_000_000_000_000_000L * 10) >= 0 ? 20 : 19;
    }
    int digits = 1;
    long limit = 10;
    while (digits < 19 && value >= limit) {
      digits++;
      limit *= 10;
    }
    return digits;
  }

  private static int[] shortTexts() {
    int[] texts = new int[1000];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = (int) INT.get(String.format(Locale.ROOT, "%-4d", i).getBytes(US_ASCII), 0);
    }
    return texts;
  }
}
