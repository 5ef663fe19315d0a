package dev.procnet.server.web.status;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;

/**
 * Bytes of a stack as a page shows them. Names may hold anything: what would be invisible, or would
 * turn the text around, is replaced by something to see. Markup is left to the templates' engine.
 */
final class Shown {

  private static final char REPLACEMENT = '\uFFFD';
  private static final char CONTROL_PICTURES = '\u2400';
  private static final char PICTURE_OF_DELETE = '\u2421';

  private Shown() {}

  /** Any bytes: what is not UTF-8 shows as U+FFFD. */
  static String text(ByteString bytes) {
    return text(bytes.toString(UTF_8));
  }

  /** A text; tabs stay. */
  static String text(String text) {
    StringBuilder shown = new StringBuilder(text.length());
    text.codePoints().map(Shown::visible).forEach(shown::appendCodePoint);
    return shown.toString();
  }

  private static int visible(int codePoint) {
    if ((codePoint >= ' ' && codePoint < 0x7F) || codePoint == '\t') {
      return codePoint;
    }
    if (codePoint < ' ') {
      return CONTROL_PICTURES + codePoint;
    }
    if (codePoint == 0x7F) {
      return PICTURE_OF_DELETE;
    }
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          REPLACEMENT;
      default -> codePoint;
    };
  }
}
