package dev.procnet.server.stack;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import com.google.common.primitives.Longs;
import com.google.protobuf.ByteString;
import dev.procnet.server.stack.SysctlRules.Rule;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Text written to a sysctl, as kernel/sysctl.c proc_dointvec and its like understand it, and what a
 * read gives.
 */
public final class SysctlText {

  private static final CharMatcher BLANKS = CharMatcher.anyOf(" \t\n\u000B\f\r");
  private static final Splitter WORDS = Splitter.on(BLANKS).omitEmptyStrings();
  private static final Splitter PARTS = Splitter.on(CharMatcher.anyOf(",\n")).omitEmptyStrings();

  // As strtoul with base 0 takes it.
  private static final Pattern NUMBER =
      Pattern.compile("(-?)(?:0[xX]([0-9a-fA-F]{1,16})|0([0-7]+)|([0-9]{1,20}))");
  private static final Pattern BITS = Pattern.compile("([0-9]{1,10})(?:-([0-9]{1,10}))?");

  private SysctlText() {}

  /** The words of a value. */
  public static List<String> words(ByteString value) {
    return WORDS.splitToList(value.toStringUtf8());
  }

  /** The first word of a value as a number; null: it is none, or there is no value. */
  public static @Nullable Long number(@Nullable ByteString value) {
    List<String> words = value == null ? List.of() : words(value);
    return words.isEmpty() ? null : Longs.tryParse(words.getFirst());
  }

  /** The first word is a number other than 0. */
  static boolean isOn(@Nullable ByteString value) {
    Long number = number(value);
    return number != null && number != 0;
  }

  /**
   * What a read gives after this was written.
   *
   * @param old what it gave before: it tells how many numbers there are and what is between them
   * @throws ProcnetException FIELD_INVALID
   */
  static ByteString written(Rule rule, ByteString old, String text) {
    return switch (rule.kind()) {
      case INT, INTS, RANGE, GROUPS -> numbers(rule, old, text);
      case BITS -> bits(rule, old, text);
      case ONE_OF, READ_ONLY -> like(old, line(text));
    };
  }

  /** What is up to the first line end: no system reads on. kernel/sysctl.c proc_dostring. */
  static String line(String text) {
    int end = text.indexOf('\n');
    return end < 0 ? text : text.substring(0, end);
  }

  /** The text, with a line end where the old value has one. */
  static ByteString like(ByteString old, String text) {
    boolean line = !old.isEmpty() && old.byteAt(old.size() - 1) == '\n';
    return ByteString.copyFromUtf8(line ? text + "\n" : text);
  }

  private static ByteString numbers(Rule rule, ByteString old, String text) {
    List<String> values = new ArrayList<>(words(old));
    List<String> words = WORDS.splitToList(text);
    if (words.isEmpty()) {
      throw wrong(text, "a number of " + rule.least() + " to " + rule.most());
    }
    // A kernel does not look at more than it has room for.
    for (int i = 0; i < Math.min(words.size(), values.size()); i++) {
      values.set(i, Long.toString(number(rule, words.get(i))));
    }
    if (rule.kind() == SysctlRules.Kind.RANGE && descending(values)) {
      throw wrong(text, "a low end that is not above the high end");
    }
    if (rule.kind() == SysctlRules.Kind.GROUPS && descending(values)) {
      // net/ipv4/sysctl_net_ipv4.c ipv4_ping_group_range: then no group is in it.
      return like(old, "1\t0");
    }
    String between = old.toStringUtf8().strip().indexOf(' ') >= 0 ? " " : "\t";
    return like(old, String.join(between, values));
  }

  private static boolean descending(List<String> pair) {
    return pair.size() > 1 && Long.parseLong(pair.get(0)) > Long.parseLong(pair.get(1));
  }

  private static long number(Rule rule, String word) {
    Matcher matcher = NUMBER.matcher(word);
    String expected = "a number of " + rule.least() + " to " + rule.most();
    if (!matcher.matches()) {
      throw wrong(word, expected);
    }
    int radix = matcher.group(2) != null ? 16 : matcher.group(3) != null ? 8 : 10;
    String digits = matcher.group(radix == 16 ? 2 : radix == 8 ? 3 : 4);
    java.math.BigInteger value = new java.math.BigInteger(matcher.group(1) + digits, radix);
    if (value.compareTo(java.math.BigInteger.valueOf(rule.least())) < 0
        || value.compareTo(java.math.BigInteger.valueOf(rule.most())) > 0) {
      throw wrong(word, expected);
    }
    return value.longValue();
  }

  /** Numbers and ranges. kernel/sysctl.c proc_do_large_bitmap. */
  private static ByteString bits(Rule rule, ByteString old, String text) {
    BitSet set = new BitSet();
    for (String part : PARTS.split(text)) {
      Matcher matcher = BITS.matcher(part);
      String expected = "numbers and ranges of 0 to " + rule.most();
      if (!matcher.matches()) {
        throw wrong(part, expected);
      }
      long low = Long.parseLong(matcher.group(1));
      long high = matcher.group(2) == null ? low : Long.parseLong(matcher.group(2));
      if (low > high || high > rule.most()) {
        throw wrong(part, expected);
      }
      set.set((int) low, (int) high + 1);
    }
    return like(old, ranges(set));
  }

  private static String ranges(BitSet set) {
    StringJoiner ranges = new StringJoiner(",");
    for (int low = set.nextSetBit(0); low >= 0; ) {
      int end = set.nextClearBit(low);
      ranges.add(end - 1 == low ? String.valueOf(low) : low + "-" + (end - 1));
      low = set.nextSetBit(end);
    }
    return ranges.toString();
  }

  static ProcnetException wrong(String text, String expected) {
    return ProcnetException.field(
        "set_sysctl.value", "is '" + shortened(text) + "', expected " + expected);
  }

  private static String shortened(String text) {
    return text.length() <= 64 ? text.strip() : text.substring(0, 64) + "...";
  }
}
