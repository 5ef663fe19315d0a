package dev.procnet.server.stack;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Counters of one protocol: a pair of lines of {@code snmp} or {@code netstat}. Key: file and name.
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

  /** The group whose counters exist only once they count, one for each ICMP type. */
  public static final String ICMP_MSG = "IcmpMsg";

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
    for (int i = 0; i < counters.size(); i++) {
      if (counters.get(i).name().equals(counter)) {
        return i;
      }
    }
    return -1;
  }

  /**
   * With other values, by name. Names that are not there are added: in the group of ICMP types in
   * their order.
   */
  public CounterGroup withValues(Map<String, Long> values) {
    List<Counter> changed = new ArrayList<>(counters);
    values.forEach(
        (counter, value) -> {
          int index = indexOf(counter);
          if (index >= 0) {
            changed.set(index, new Counter(counter, value));
          } else {
            changed.add(new Counter(counter, value));
          }
        });
    if (name.equals(ICMP_MSG)) {
      changed.sort(CounterGroup::byIcmpType);
    }
    return new CounterGroup(file, name, changed, unavailable, namesOnly);
  }

  /** With another availability. */
  public CounterGroup withUnavailable(@Nullable Unavailable newUnavailable) {
    return new CounterGroup(file, name, counters, newUnavailable, namesOnly);
  }

  /** InType0 to InType255, then OutType0 to OutType255. */
  private static int byIcmpType(Counter a, Counter b) {
    int direction = Boolean.compare(a.name().startsWith("Out"), b.name().startsWith("Out"));
    return direction != 0 ? direction : Integer.compare(icmpType(a.name()), icmpType(b.name()));
  }

  private static int icmpType(String name) {
    return Integer.parseInt(name.substring(name.indexOf("Type") + 4));
  }
}
