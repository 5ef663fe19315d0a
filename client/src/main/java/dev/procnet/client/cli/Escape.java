package dev.procnet.client.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;

/**
 * Makes names fit for a terminal. Names come from others, and a terminal obeys control characters:
 * everything that is not a visible character becomes {@code \xNN}, a byte each, and a backslash
 * {@code \\}, so that the bytes can be told from the text.
 */
final class Escape {

  private Escape() {}

  /** Text without control, format and unassigned characters. */
  static String text(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints().forEach(c -> append(out, c));
    return out.toString();
  }

  /** Bytes, read as UTF-8 where they are. */
  static String bytes(ByteString bytes) {
    StringBuilder out = new StringBuilder();
    CharsetDecoder decoder = UTF_8.newDecoder();
    ByteBuffer in = bytes.asReadOnlyByteBuffer();
    CharBuffer chars = CharBuffer.allocate(in.remaining() + 1);
    while (in.hasRemaining()) {
      CoderResult result = decoder.decode(in, chars, true);
      out.append(text(chars.flip().toString()));
      chars.clear();
      for (int i = 0; result.isError() && i < result.length(); i++) {
        hex(out, in.get());
      }
      decoder.reset();
    }
    return out.toString();
  }

  /** A unix socket's name: {@code @name} for an abstract one, whose first byte is NUL. */
  static String unixPath(ByteString path) {
    if (path.isEmpty()) {
      return "";
    }
    return switch (path.byteAt(0)) {
      case 0 -> "@" + bytes(path.substring(1));
      // A path may begin with the sign of an abstract name.
      case '@' -> "\\x40" + bytes(path.substring(1));
      default -> bytes(path);
    };
  }

  /**
   * What {@link #unixPath} was made from.
   *
   * @throws IllegalArgumentException for a backslash that begins no escape
   */
  static ByteString unescapeUnixPath(String text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    String rest = text;
    if (text.startsWith("@")) {
      out.write(0);
      rest = text.substring(1);
    }
    int at = 0;
    while (at < rest.length()) {
      at = rest.charAt(at) == '\\' ? unescape(rest, at, out) : literal(rest, at, out);
    }
    return ByteString.copyFrom(out.toByteArray());
  }

  private static int literal(String text, int at, ByteArrayOutputStream out) {
    int end = text.offsetByCodePoints(at, 1);
    out.writeBytes(text.substring(at, end).getBytes(UTF_8));
    return end;
  }

  private static int unescape(String text, int at, ByteArrayOutputStream out) {
    if (text.startsWith("\\\\", at)) {
      out.write('\\');
      return at + 2;
    }
    if (text.startsWith("\\x", at) && at + 4 <= text.length()) {
      out.write(parseHex(text, at + 2));
      return at + 4;
    }
    throw noEscape(text, at);
  }

  private static int parseHex(String text, int at) {
    int high = Character.digit(text.charAt(at), 16);
    int low = Character.digit(text.charAt(at + 1), 16);
    if (high < 0 || low < 0) {
      throw noEscape(text, at - 2);
    }
    return high * 16 + low;
  }

  private static IllegalArgumentException noEscape(String text, int at) {
    return new IllegalArgumentException(
        "'" + text + "': \\xNN or \\\\ expected at character " + (at + 1));
  }

  private static void append(StringBuilder out, int c) {
    if (c == '\\') {
      out.append("\\\\");
    } else if (isVisible(c)) {
      out.appendCodePoint(c);
    } else {
      for (byte b : Character.toString(c).getBytes(UTF_8)) {
        hex(out, b);
      }
    }
  }

  private static boolean isVisible(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.PRIVATE_USE,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }

  private static void hex(StringBuilder out, byte b) {
    out.append("\\x")
        .append(Character.forDigit(b >> 4 & 0xf, 16))
        .append(Character.forDigit(b & 0xf, 16));
  }
}
