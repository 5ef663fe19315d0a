package dev.procnet.server.netfile;

import com.google.protobuf.ByteString;
import dev.procnet.server.stack.InterfaceName;
import dev.procnet.server.stack.IpAddress;
import dev.procnet.server.stack.ProcnetException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a captured file and a place in them. What reads on moves the place; what does not
 * find what it expects throws a {@link NetFileException} that says where.
 *
 * <p>Kernel pointers are read over and zeroed in {@link #normalized}, since they are never shown.
 */
public final class NetFileText {

  private static final int POINTER_DIGITS = 16;
  private static final int SHOWN = 40;
  private static final int MAX_EXPECTED = 256;
  private static final int ADDRESSES = 1024;

  private final String name;
  private final byte[] bytes;
  private final List<Cut> cuts = new ArrayList<>();
  private final @Nullable IpAddress[] addresses = new IpAddress[ADDRESSES];
  private int at;

  /** What the normalized text leaves out. */
  private record Cut(int from, int to) {}

  public NetFileText(String name, ByteString content) {
    this.name = name;
    this.bytes = content.toByteArray();
  }

  /** The same address, as it was read before if it was: many sockets have one in common. */
  IpAddress shared(IpAddress address) {
    int place = (address.hashCode() * 0x9E3779B9) >>> 22;
    IpAddress before = addresses[place];
    if (before != null && before.equals(address)) {
      return before;
    }
    addresses[place] = address;
    return address;
  }

  /** The bytes, with each pointer read so far as zeros. */
  public ByteString normalized() {
    ByteString.Output kept = ByteString.newOutput(bytes.length);
    int from = 0;
    for (Cut cut : cuts) {
      kept.write(bytes, from, cut.from() - from);
      from = cut.to();
    }
    kept.write(bytes, from, bytes.length - from);
    return kept.toByteString();
  }

  /** Where a place of the normalized text is in this one. */
  public int placeOf(int normalized) {
    int place = normalized;
    for (Cut cut : cuts) {
      if (cut.from() > place) {
        break;
      }
      place += cut.to() - cut.from();
    }
    return place;
  }

  /** Size in bytes. */
  public int size() {
    return bytes.length;
  }

  /** Nothing is left. */
  public boolean atEnd() {
    return at >= bytes.length;
  }

  /** Bytes read so far. */
  public int position() {
    return at;
  }

  /** Goes back, or on, to a place. */
  public void moveTo(int position) {
    at = position;
  }

  /** How many line ends are left. */
  public int countLines() {
    int lines = 0;
    for (int i = at; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        lines++;
      }
    }
    return lines;
  }

  /** The next byte, unsigned; -1 at the end. */
  public int peek() {
    return at < bytes.length ? bytes[at] & 0xFF : -1;
  }

  /** These bytes stand here; reads nothing. */
  public boolean startsWith(byte[] literal) {
    return at + literal.length <= bytes.length
        && Arrays.equals(bytes, at, at + literal.length, literal, 0, literal.length);
  }

  /** Reads these bytes if they stand here. */
  public boolean skip(byte[] literal) {
    boolean found = startsWith(literal);
    if (found) {
      at += literal.length;
    }
    return found;
  }

  /** Reads this ASCII text if it stands here. */
  public boolean skip(String ascii) {
    return skip(ascii.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Reads these bytes, a header for example. */
  public void expect(byte[] literal, String what) {
    if (!skip(literal)) {
      // The first byte that differs is what helps to see why.
      int from = at;
      while (at < bytes.length && at - from < literal.length && bytes[at] == literal[at - from]) {
        at++;
      }
      throw fail(what);
    }
  }

  /** Reads this ASCII text. */
  public void expect(String ascii) {
    expect(ascii.getBytes(StandardCharsets.ISO_8859_1), "'" + ascii + "'");
  }

  /** Reads blanks, as many as there are. */
  public void skipBlanks() {
    while (at < bytes.length && bytes[at] == ' ') {
      at++;
    }
  }

  /** Reads blanks, at least one. */
  public void blanks() {
    if (peek() != ' ') {
      throw fail("a blank");
    }
    skipBlanks();
  }

  /** The next byte ends the line, or nothing is left. */
  public boolean atLineEnd() {
    return at >= bytes.length || bytes[at] == '\n';
  }

  /** Reads blanks and the end of the line. */
  public void endLine() {
    skipBlanks();
    if (peek() != '\n') {
      throw fail("the end of the line");
    }
    at++;
  }

  /** Reads a decimal number without sign, of at most {@code max}, which is unsigned. */
  public long unsigned(String what, long max) {
    int start = at;
    long value = 0;
    while (at < bytes.length && bytes[at] >= '0' && bytes[at] <= '9') {
      int digit = bytes[at] - '0';
      if (Long.compareUnsigned(value, Long.divideUnsigned(-1, 10)) > 0
          || Long.compareUnsigned(value * 10, -1L - digit) > 0) {
        throw failAt(start, what + " of at most " + Long.toUnsignedString(max));
      }
      value = value * 10 + digit;
      at++;
    }
    if (at == start) {
      throw fail(what + ", a decimal number");
    }
    if (Long.compareUnsigned(value, max) > 0) {
      throw failAt(start, what + " of at most " + Long.toUnsignedString(max));
    }
    return value;
  }

  /** Reads a decimal number of 64 bits without sign. */
  public long unsigned64(String what) {
    return unsigned(what, -1);
  }

  /** Reads a decimal number of 32 bits without sign. */
  public int unsigned32(String what) {
    return (int) unsigned(what, 0xFFFFFFFFL);
  }

  /** Reads a decimal number from {@code min}, 0 or less, to {@code max}. */
  public long signed(String what, long min, long max) {
    int start = at;
    boolean negative = peek() == '-';
    if (negative) {
      at++;
    }
    // The magnitude of the least long is no long: unsigned takes it.
    long magnitude = unsigned(what, negative ? -min : max);
    if (negative && magnitude == 0) {
      throw failAt(start, what + ", a decimal number");
    }
    return negative ? -magnitude : magnitude;
  }

  /** Reads a decimal number of 32 bits with sign. */
  public int signed32(String what) {
    return (int) signed(what, Integer.MIN_VALUE, Integer.MAX_VALUE);
  }

  /**
   * Reads a hexadecimal number of {@code min} to {@code max} digits, at most 16, in either case.
   */
  public long hex(String what, int min, int max) {
    int start = at;
    long value = 0;
    int digit = Character.digit(peek(), 16);
    while (digit >= 0 && at - start < max) {
      value = value << 4 | digit;
      at++;
      digit = Character.digit(peek(), 16);
    }
    if (at - start < min || digit >= 0) {
      throw failAt(
          start, what + ", " + (min == max ? min : min + " to " + max) + " hexadecimal digits");
    }
    return value;
  }

  /** Reads a kernel pointer and zeroes it in the normalized text. */
  public void pointer() {
    int start = at;
    if (!skip("(____ptrval____)")) {
      pointerDigits(POINTER_DIGITS);
    }
    Arrays.fill(bytes, start, at, (byte) '0');
  }

  /** Kernels print pointers in lower case. */
  private void pointerDigits(int min) {
    int start = at;
    hex("a pointer", min, POINTER_DIGITS);
    for (int i = start; i < at; i++) {
      if (bytes[i] >= 'A' && bytes[i] <= 'F') {
        throw failAt(start, "a pointer, lower-case hexadecimal digits");
      }
    }
  }

  /**
   * Reads a kernel pointer of {@code %8pK} with the blanks before it, of which the normalized text
   * has what a reader gets who may not see it.
   */
  public void narrowPointer() {
    int start = at;
    skipBlanks();
    if (!skip("(____ptrval____)")) {
      pointerDigits(1);
    }
    int end = start + RowBuffer.NARROW_POINTER;
    if (at < end) {
      throw failAt(start, "a pointer, " + RowBuffer.NARROW_POINTER + " columns or more");
    }
    Arrays.fill(bytes, start, end - 1, (byte) ' ');
    bytes[end - 1] = '0';
    if (at > end) {
      cuts.add(new Cut(end, at));
    }
  }

  /** Reads what is there up to a blank, a tab or the end of the line, at least one byte. */
  public ByteString word(String what) {
    int start = at;
    while (at < bytes.length && bytes[at] != ' ' && bytes[at] != '\t' && bytes[at] != '\n') {
      at++;
    }
    if (at == start) {
      throw fail(what);
    }
    return ByteString.copyFrom(bytes, start, at - start);
  }

  /** Reads a word of printable ASCII. */
  public String asciiWord(String what) {
    int start = at;
    ByteString word = word(what);
    for (int i = 0; i < word.size(); i++) {
      if (word.byteAt(i) <= ' ' || word.byteAt(i) == 0x7F) {
        throw failAt(start, what + ", printable characters");
      }
    }
    return word.toString(StandardCharsets.US_ASCII);
  }

  /** Reads the name of an interface, up to {@code end} or the end of the line. */
  public InterfaceName interfaceName(char end) {
    int start = at;
    while (at < bytes.length && bytes[at] != end && bytes[at] != '\n') {
      at++;
    }
    ByteString read = ByteString.copyFrom(bytes, start, at - start);
    return check(start, () -> new InterfaceName(read));
  }

  /** Bytes between two places. */
  public ByteString slice(int from, int to) {
    return ByteString.copyFrom(bytes, from, to - from);
  }

  /** This ASCII text stands somewhere after here. */
  public boolean contains(String ascii) {
    byte[] sought = ascii.getBytes(StandardCharsets.ISO_8859_1);
    for (int i = at; i + sought.length <= bytes.length; i++) {
      if (Arrays.equals(bytes, i, i + sought.length, sought, 0, sought.length)) {
        return true;
      }
    }
    return false;
  }

  /** Puts other text in the place of what was read from {@code start}, in the normalized text. */
  public void overwrite(int start, String ascii) {
    byte[] right = ascii.getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(right, 0, bytes, start, right.length);
  }

  /** Where that byte comes next; -1: nowhere. */
  public int find(char ascii) {
    for (int i = at; i < bytes.length; i++) {
      if (bytes[i] == ascii) {
        return i;
      }
    }
    return -1;
  }

  /**
   * Makes what was read since {@code start} into a row; what the row refuses is an error at that
   * place.
   */
  public <T> T check(int start, Supplier<T> row) {
    try {
      return row.get();
    } catch (ProcnetException e) {
      throw failAt(start, "a valid row (" + e.getMessage() + ")");
    }
  }

  /** The error that something else was expected here. */
  public NetFileException fail(String expected) {
    return failAt(at, expected);
  }

  /** The error that something else was expected at a place. */
  public NetFileException failAt(int position, String expected) {
    int line = 1;
    int lineStart = 0;
    for (int i = 0; i < Math.min(position, bytes.length); i++) {
      if (bytes[i] == '\n') {
        line++;
        lineStart = i + 1;
      }
    }
    return new NetFileException(
        name, line, position - lineStart + 1, shortened(expected), found(position));
  }

  /** What is expected may quote what was read, which may be all of a file. */
  private static String shortened(String expected) {
    return expected.length() <= MAX_EXPECTED
        ? expected
        : expected.substring(0, MAX_EXPECTED) + "...";
  }

  /** What stands at a place, shortened, with anything that is not printable ASCII escaped. */
  String found(int position) {
    if (position >= bytes.length) {
      return "the end of the file";
    }
    StringBuilder text = new StringBuilder("'");
    int end = position;
    while (end < bytes.length && end - position < SHOWN && bytes[end] != '\n') {
      appendReadable(text, bytes[end] & 0xFF);
      end++;
    }
    text.append(end < bytes.length && bytes[end] != '\n' ? "...'" : "'");
    return end == position ? "the end of the line" : text.toString();
  }

  private static void appendReadable(StringBuilder text, int value) {
    if (value >= ' ' && value < 0x7F && value != '\\') {
      text.append((char) value);
    } else {
      text.append("\\x")
          .append(Character.forDigit(value >> 4, 16))
          .append(Character.forDigit(value & 0xF, 16));
    }
  }
}
