package dev.procnet.server.stack;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.base.CharMatcher;

/** Names as kernel modules, and those who make files by them, write them. */
final class Names {

  private static final CharMatcher PRINTABLE = CharMatcher.inRange(' ', '~');
  private static final CharMatcher WORD = CharMatcher.inRange('!', '~');
  private static final CharMatcher NO_FILE = CharMatcher.anyOf("/\0");

  private Names() {}

  /** Printable ASCII, which may be empty. */
  static boolean isPrintable(String name) {
    return PRINTABLE.matchesAllOf(name);
  }

  /** 1 to {@code max} printable ASCII characters, no blanks. */
  static void word(String field, String name, int max) {
    checkSize(field, name.length(), "characters", max);
    Checks.check(
        WORD.matchesAllOf(name),
        field,
        "is '" + name + "', expected printable characters without blanks");
  }

  /**
   * One that a file can have, of 1 to {@code max} bytes. net/netfilter/x_tables.c
   * xt_check_proc_name.
   */
  static void file(String field, String name, int max) {
    checkSize(field, name.getBytes(UTF_8).length, "bytes", max);
    Checks.check(
        !name.equals(".") && !name.equals("..") && NO_FILE.matchesNoneOf(name),
        field,
        "is '" + name + "', expected the name of a file");
  }

  private static void checkSize(String field, int size, String unit, int max) {
    Checks.check(
        size >= 1 && size <= max, field, "has " + size + " " + unit + ", expected 1 to " + max);
  }
}
