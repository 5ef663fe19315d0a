package dev.procnet.server.stack;

import com.google.protobuf.ByteString;

/**
 * Name of an interface: bytes, by the kernel's rule (net/core/dev.c dev_valid_name).
 *
 * @param bytes 1 to 15 of them: no '/', ':', NUL, nor what the kernel's isspace takes for a blank,
 *     not "." or ".."
 */
public record InterfaceName(ByteString bytes) implements Comparable<InterfaceName> {

  /** Longest name, IFNAMSIZ less its NUL. */
  public static final int MAX_LENGTH = 15;

  public InterfaceName {
    if (bytes.isEmpty() || bytes.size() > MAX_LENGTH) {
      throw ProcnetException.field(
          "name", "has " + bytes.size() + " bytes, expected 1 to " + MAX_LENGTH);
    }
    for (int i = 0; i < bytes.size(); i++) {
      if (forbidden(bytes.byteAt(i) & 0xFF)) {
        throw ProcnetException.field(
            "name",
            String.format(
                "has byte 0x%02X at %d, expected no '/', ':', NUL or blank",
                bytes.byteAt(i) & 0xFF, i));
      }
    }
    if (bytes.equals(ByteString.copyFromUtf8(".")) || bytes.equals(ByteString.copyFromUtf8(".."))) {
      throw ProcnetException.field(
          "name", "is '" + bytes.toStringUtf8() + "', expected neither '.' nor '..'");
    }
  }

  /** The name of that UTF-8 text. */
  public static InterfaceName of(String text) {
    return new InterfaceName(ByteString.copyFromUtf8(text));
  }

  /** Readable text; bytes that are not UTF-8 show as U+FFFD. */
  public String text() {
    return bytes.toStringUtf8();
  }

  @Override
  public int compareTo(InterfaceName other) {
    return ByteString.unsignedLexicographicalComparator().compare(bytes, other.bytes);
  }

  /** 0xA0 is a blank to the kernel's Latin-1 ctype table. */
  private static boolean forbidden(int value) {
    return value == 0
        || value == '/'
        || value == ':'
        || value == ' '
        || (value >= 9 && value <= 13)
        || value == 0xA0;
  }
}
