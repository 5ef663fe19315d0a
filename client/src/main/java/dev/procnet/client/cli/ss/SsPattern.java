package dev.procnet.client.cli.ss;

import static java.util.regex.Pattern.CASE_INSENSITIVE;
import static java.util.regex.Pattern.DOTALL;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** A pattern of names as fnmatch(3) takes it: {@code *}, {@code ?}, {@code [a-z]}; case aside. */
final class SsPattern {

  private final Pattern pattern;

  SsPattern(String text) {
    pattern = compile(text);
  }

  boolean matches(String name) {
    return pattern.matcher(name).matches();
  }

  private static Pattern compile(String text) {
    StringBuilder regex = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      at = part(text, at, regex);
    }
    try {
      return Pattern.compile(regex.toString(), CASE_INSENSITIVE | DOTALL);
    } catch (PatternSyntaxException e) {
      // A set that is none, as [z-a], matches nothing.
      return Pattern.compile("(?!)");
    }
  }

  private static int part(String text, int at, StringBuilder regex) {
    char c = text.charAt(at);
    if (c == '*' || c == '?') {
      regex.append(c == '*' ? ".*" : ".");
      return at + 1;
    }
    int end = c == '[' ? setEnd(text, at) : -1;
    if (end > 0) {
      String set = text.substring(at + 1, end).replaceAll("[\\\\\\[\\]&]", "\\\\$0");
      regex.append('[').append(set.startsWith("!") ? "^" + set.substring(1) : set).append(']');
      return end + 1;
    }
    boolean escaped = c == '\\' && at + 1 < text.length();
    regex.append(Pattern.quote(text.substring(escaped ? at + 1 : at, escaped ? at + 2 : at + 1)));
    return escaped ? at + 2 : at + 1;
  }

  /** A {@code ]} that comes first is one of the set. */
  private static int setEnd(String text, int at) {
    int first = text.startsWith("!", at + 1) || text.startsWith("^", at + 1) ? at + 2 : at + 1;
    return text.indexOf(']', first + 1);
  }
}
