package dev.procnet.server.netfile;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.Checksum;

/**
 * A growing buffer that rows are written to, with the conversions of the kernel's printf. No String
 * is made on the way.
 *
 * <p>Widths are minimum widths, as in printf: longer values are not cut. Not thread-safe.
 */
public final class RowBuffer {

  /** Columns of {@code %8pK}. */
  static final int NARROW_POINTER = 8;

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

  /** Adds what was written to a checksum. */
  public void sumInto(Checksum sum) {
    sum.update(bytes, 0, size);
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

  /** The bytes from {@code from} to {@code to} of an array, as they are. */
  RowBuffer put(byte[] source, int from, int to) {
    ensure(to - from);
    System.arraycopy(source, from, bytes, size, to - from);
    size += to - from;
    return this;
  }

  /** What was written, copied. */
  byte[] toArray() {
    return Arrays.copyOf(bytes, size);
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
    ensure(count);
    size = Digits.blanks(bytes, size, count);
    return this;
  }

  /**
   * Blanks until the row that began at {@code rowStart} is {@code width} bytes long. The kernel's
   * seq_setwidth.
   */
  public RowBuffer padRow(int rowStart, int width) {
    return blanks(rowStart + width - size);
  }

  /** {@code %pK}: a kernel pointer, which is never shown: zeros. */
  public RowBuffer pointer() {
    ensure(0);
    size = Digits.pointer(bytes, size);
    return this;
  }

  /** {@code %8pK}: a kernel pointer, which is never shown: what the kernel has in its place. */
  public RowBuffer narrowPointer() {
    return blanks(NARROW_POINTER - 1).put('0');
  }

  /** {@code %08X}. */
  public RowBuffer hex8(int value) {
    ensure(0);
    Digits.hex8(bytes, size, value);
    size += 8;
    return this;
  }

  /** {@code %08x}. */
  public RowBuffer hex8Lower(int value) {
    ensure(0);
    Digits.hex8Lower(bytes, size, value);
    size += 8;
    return this;
  }

  /** {@code %04X} of a value of 16 bits. */
  public RowBuffer hex4(int value) {
    ensure(0);
    Digits.hex4(bytes, size, value);
    size += 4;
    return this;
  }

  /** {@code %02X} of a value of 8 bits. */
  public RowBuffer hex2(int value) {
    ensure(0);
    Digits.hex2(bytes, size, value);
    size += 2;
    return this;
  }

  /** {@code %0*lX}: at least {@code digits}, which is 1 to 16. */
  public RowBuffer hex(long value, int digits) {
    ensure(0);
    size = Digits.hex(bytes, size, value, digits);
    return this;
  }

  /** {@code %0*lx}: at least {@code digits}, which is 1 to 16. */
  public RowBuffer hexLower(long value, int digits) {
    ensure(0);
    size = Digits.hexLower(bytes, size, value, digits);
    return this;
  }

  /** {@code %*lu}: blanks before. */
  public RowBuffer unsigned(long value, int width) {
    ensure(width);
    size = Digits.unsigned(bytes, size, value, width);
    return this;
  }

  /** {@code %lu}. */
  public RowBuffer unsigned(long value) {
    ensure(0);
    size = Digits.unsigned(bytes, size, value);
    return this;
  }

  /** {@code %*ld}: blanks before. */
  public RowBuffer signed(long value, int width) {
    ensure(width);
    size = Digits.signed(bytes, size, value, width);
    return this;
  }

  /** {@code %ld}. */
  public RowBuffer signed(long value) {
    ensure(0);
    size = Digits.signed(bytes, size, value);
    return this;
  }

  /** {@code %-*lu}: blanks behind. */
  public RowBuffer unsignedLeft(long value, int width) {
    int start = size;
    unsigned(value);
    return blanks(start + width - size);
  }

  /** {@code %-*ld}: blanks behind. */
  public RowBuffer signedLeft(long value, int width) {
    int start = size;
    signed(value);
    return blanks(start + width - size);
  }

  /**
   * For rows of which there are many: an array with room for {@code more} bytes, and for what
   * {@link Digits} may write behind them, from {@link #size()} on. {@link #written} ends it.
   */
  byte[] room(int more) {
    ensure(more);
    return bytes;
  }

  /** Ends what {@link #room} began: the bytes up to {@code newSize} are written. */
  void written(int newSize) {
    size = newSize;
  }

  /** Room for that many bytes, with what {@link Digits} may write behind them. */
  private void ensure(int more) {
    int needed = size + more + Digits.ROOM;
    if (bytes.length < needed) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, needed));
    }
  }
}
