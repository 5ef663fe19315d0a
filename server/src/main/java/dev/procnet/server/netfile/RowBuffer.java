package dev.procnet.server.netfile;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A growing buffer that rows are written to, with the conversions of the kernel's printf. No String
 * is made on the way.
 *
 * <p>Widths are minimum widths, as in printf: longer values are not cut. Not thread-safe.
 */
public final class RowBuffer {

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final long NIBBLES = 0x0F0F0F0F0F0F0F0FL;
  private static final long ZEROS = 0x3030303030303030L;
  private static final long SIXES = 0x0606060606060606L;
  private static final long ONES = 0x0101010101010101L;
  private static final long BLANKS = 0x2020202020202020L;

  /** From '9' + 1 to 'A', and to 'a'. */
  private static final long UPPER = 'A' - '9' - 1;

  private static final long LOWER = 'a' - '9' - 1;

  /** The decimal digits of 0 to 99, two bytes each. */
  private static final byte[] PAIRS = pairs();

  /** Powers of ten, 10^0 to 10^18. */
  private static final long[] POWERS = powers();

  private byte[] bytes;
  private int size;

  public RowBuffer(int capacity) {
    this.bytes = new byte[capacity];
  }

  /** Bytes written. */
  public int size() {
    return size;
  }

  /** Forgets what was written, keeps the room. */
  public void clear() {
    size = 0;
  }

  /** Takes away what was written after there were {@code newSize} bytes. */
  public void truncate(int newSize) {
    size = Math.min(size, newSize);
  }

  /** The bytes from {@code from}, copied. */
  public ByteString copy(int from, int to) {
    return ByteString.copyFrom(bytes, from, to - from);
  }

  /** Hands out what was written, without a copy, and starts anew with as much room. */
  public ByteString take() {
    ByteString taken = UnsafeByteOperations.unsafeWrap(bytes, 0, size);
    bytes = new byte[bytes.length];
    size = 0;
    return taken;
  }

  /** One byte. */
  public RowBuffer put(char ascii) {
    ensure(1);
    bytes[size++] = (byte) ascii;
    return this;
  }

  /** Bytes as they are. */
  public RowBuffer put(byte[] literal) {
    ensure(literal.length);
    System.arraycopy(literal, 0, bytes, size, literal.length);
    size += literal.length;
    return this;
  }

  /** ASCII text. For rows use the bytes of a constant instead. */
  public RowBuffer put(String ascii) {
    return put(ascii.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Bytes as they are. */
  public RowBuffer put(ByteString literal) {
    ensure(literal.size());
    literal.copyTo(bytes, size);
    size += literal.size();
    return this;
  }

  /** {@code %*s}: blanks before. */
  public RowBuffer right(ByteString text, int width) {
    blanks(width - text.size());
    return put(text);
  }

  /** {@code %-*s}: blanks behind. */
  public RowBuffer left(ByteString text, int width) {
    put(text);
    return blanks(width - text.size());
  }

  /** {@code %-*s} of ASCII text. */
  public RowBuffer left(String ascii, int width) {
    put(ascii);
    return blanks(width - ascii.length());
  }

  /** Blanks; none where {@code count} is not positive. */
  public RowBuffer blanks(int count) {
    if (count > 0) {
      ensure(count);
      Arrays.fill(bytes, size, size + count, (byte) ' ');
      size += count;
    }
    return this;
  }

  /**
   * Blanks until the row that began at {@code rowStart} is {@code width} bytes long. The kernel's
   * seq_setwidth.
   */
  public RowBuffer padRow(int rowStart, int width) {
    return blanks(rowStart + width - size);
  }

  /** {@code %08X}. */
  public RowBuffer hex8(int value) {
    ensure(8);
    LONG.set(bytes, size, hexDigits(value, UPPER));
    size += 8;
    return this;
  }

  /** {@code %08x}. */
  public RowBuffer hex8Lower(int value) {
    ensure(8);
    LONG.set(bytes, size, hexDigits(value, LOWER));
    size += 8;
    return this;
  }

  /** {@code %04X} of a value of 16 bits. */
  public RowBuffer hex4(int value) {
    // Eight digits are written from the left, the last four of which lie in what comes next.
    ensure(8);
    LONG.set(bytes, size, hexDigits(value << 16, UPPER));
    size += 4;
    return this;
  }

  /** {@code %02X} of a value of 8 bits. */
  public RowBuffer hex2(int value) {
    ensure(8);
    LONG.set(bytes, size, hexDigits(value << 24, UPPER));
    size += 2;
    return this;
  }

  /** {@code %0*lX}: at least {@code digits}. */
  public RowBuffer hex(long value, int digits) {
    return hex(value, digits, UPPER);
  }

  /** {@code %0*lx}: at least {@code digits}. */
  public RowBuffer hexLower(long value, int digits) {
    return hex(value, digits, LOWER);
  }

  private RowBuffer hex(long value, int digits, long letters) {
    int needed = Math.max(digits, (67 - Long.numberOfLeadingZeros(value | 1)) / 4);
    ensure(16);
    long high = hexDigits((int) (value >>> 32), letters);
    long low = hexDigits((int) value, letters);
    if (needed <= 8) {
      LONG.set(bytes, size, low << (64 - 8 * needed));
    } else {
      int before = needed - 8;
      LONG.set(bytes, size, high << (64 - 8 * before));
      LONG.set(bytes, size + before, low);
    }
    size += needed;
    return this;
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

  /** {@code %*lu}: blanks before. */
  public RowBuffer unsigned(long value, int width) {
    int digits = digits(value);
    ensure(Math.max(width, digits) + 8);
    int blanks = width - digits;
    if (blanks > 0) {
      for (int i = 0; i < blanks; i += 8) {
        LONG.set(bytes, size + i, BLANKS);
      }
      size += blanks;
    }
    size += digits;
    writeDigits(value, size);
    return this;
  }

  /** {@code %lu}. */
  public RowBuffer unsigned(long value) {
    return unsigned(value, 0);
  }

  /** {@code %*ld}: blanks before. */
  public RowBuffer signed(long value, int width) {
    if (value >= 0) {
      return unsigned(value, width);
    }
    blanks(width - 1 - digits(-value));
    return put('-').unsigned(-value, 0);
  }

  /** {@code %-*lu}: blanks behind. */
  public RowBuffer unsignedLeft(long value, int width) {
    int start = size;
    unsigned(value, 0);
    return blanks(start + width - size);
  }

  /** {@code %-*ld}: blanks behind. */
  public RowBuffer signedLeft(long value, int width) {
    int start = size;
    signed(value, 0);
    return blanks(start + width - size);
  }

  private void writeDigits(long value, int end) {
    int at = end;
    long high = value;
    // Division of a long costs much more than that of an int: few values need it.
    while (high >>> 31 != 0) {
      long next = Long.divideUnsigned(high, 100);
      at = writePair((int) (high - next * 100), at);
      high = next;
    }
    int rest = (int) high;
    while (rest >= 100) {
      int next = rest / 100;
      at = writePair(rest - next * 100, at);
      rest = next;
    }
    if (rest >= 10) {
      writePair(rest, at);
    } else {
      bytes[at - 1] = (byte) ('0' + rest);
    }
  }

  /** Writes two digits that end before {@code end}; where they begin. */
  private int writePair(int pair, int end) {
    bytes[end - 1] = PAIRS[2 * pair + 1];
    bytes[end - 2] = PAIRS[2 * pair];
    return end - 2;
  }

  /** Decimal digits of an unsigned value. */
  private static int digits(long value) {
    if (value < 0) {
      return Long.compareUnsigned(value, POWERS[18] * 10) >= 0 ? 20 : 19;
    }
    // 1233 / 4096 is the logarithm of 2 to the base 10, near enough for 63 bits.
    int guess = ((Long.SIZE - Long.numberOfLeadingZeros(value | 1)) * 1233) >>> 12;
    return value < POWERS[guess] ? Math.max(guess, 1) : guess + 1;
  }

  private void ensure(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
    }
  }

  private static byte[] pairs() {
    byte[] pairs = new byte[200];
    for (int i = 0; i < 100; i++) {
      pairs[2 * i] = (byte) ('0' + i / 10);
      pairs[2 * i + 1] = (byte) ('0' + i % 10);
    }
    return pairs;
  }

  private static long[] powers() {
    long[] powers = new long[19];
    powers[0] = 1;
    for (int i = 1; i < powers.length; i++) {
      powers[i] = powers[i - 1] * 10;
    }
    return powers;
  }
}
