package dev.procnet.server.stack;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Counters of one protocol: a pair of lines of {@code snmp} or {@code netstat}, or a file that has
 * a counter on each line, as {@code snmp6}. Key: file and name.
 *
 * @param file net file that it stands in
 * @param name "Tcp", as printed before the colon
 * @param counters in the order of the file
 * @param unavailable why the values can't be had: the file prints zeros; null: they can
 * @param namesOnly the file has the names but no line of values
 */
public record CounterGroup(
    String file,
    String name,
    List<Counter> counters,
    @Nullable Unavailable unavailable,
    boolean namesOnly) {

  /** The group of {@code snmp} whose counters exist only once they count, one an ICMP type. */
  public static final String ICMP_MSG = "IcmpMsg";

  /** The group that {@code snmp6} is. */
  public static final String SNMP6 = "Snmp6";

  /** The group that a file of {@code dev_snmp6} is. */
  public static final String DEV_SNMP6 = "DevSnmp6";

  private static final String ICMP6 = "Icmp6";

  /** What the names of counters of ICMP types begin with, in the groups that have such. */
  private static final Map<String, String> TYPED =
      Map.of(ICMP_MSG, "", SNMP6, ICMP6, DEV_SNMP6, ICMP6);

  private static final Pattern ICMP_TYPE =
      Pattern.compile("(Icmp6|)(In|Out)Type(0|[1-9][0-9]{0,2})");

  /**
   * One counter.
   *
   * @param value unsigned, wrapping at 2^64
   */
  public record Counter(String name, long value) {}

  public CounterGroup {
    counters = List.copyOf(counters);
  }

  /** The place of a counter, or -1. */
  public int indexOf(String counter) {
    return indexOf(counters, counter);
  }

  /**
   * With other values, by name. Names that are not there are added: those of ICMP types in their
   * place.
   */
  public CounterGroup withValues(Map<String, Long> values) {
    List<Counter> changed = new ArrayList<>(counters);
    values.forEach(
        (counter, value) -> {
          int index = indexOf(changed, counter);
          if (index >= 0) {
            changed.set(index, new Counter(counter, value));
          } else {
            changed.add(placeOf(changed, typeOf(counter)), new Counter(counter, value));
          }
        });
    return new CounterGroup(file, name, changed, unavailable, namesOnly);
  }

  /** With another availability. */
  public CounterGroup withUnavailable(@Nullable Unavailable newUnavailable) {
    return new CounterGroup(file, name, counters, newUnavailable, namesOnly);
  }

  /**
   * Where a counter stands that exists only once it counts, one for each ICMP type, among its like:
   * 0 to 255 for the types of messages received, 256 to 511 for those of messages sent; -1: it is
   * no such counter.
   */
  public int typeOf(String counter) {
    String prefix = TYPED.get(name);
    Matcher matcher = prefix == null ? null : ICMP_TYPE.matcher(counter);
    if (matcher == null || !matcher.matches() || !matcher.group(1).equals(prefix)) {
      return -1;
    }
    int type = Integer.parseInt(matcher.group(3));
    return type > 255 ? -1 : matcher.group(2).equals("In") ? type : 256 + type;
  }

  /**
   * Behind the types before it, or before those after it; the first of all behind the other
   * counters of ICMP.
   */
  private int placeOf(List<Counter> others, int type) {
    int place = -1;
    int last = -1;
    for (int i = 0; i < others.size(); i++) {
      String other = others.get(i).name();
      int otherType = typeOf(other);
      if (otherType > type) {
        return place >= 0 ? place : i;
      }
      if (otherType >= 0) {
        place = i + 1;
      } else if (other.startsWith(ICMP6)) {
        last = i + 1;
      }
    }
    return place >= 0 ? place : last >= 0 ? last : others.size();
  }

  private static int indexOf(List<Counter> counters, String counter) {
    for (int i = 0; i < counters.size(); i++) {
      if (counters.get(i).name().equals(counter)) {
        return i;
      }
    }
    return -1;
  }
}
