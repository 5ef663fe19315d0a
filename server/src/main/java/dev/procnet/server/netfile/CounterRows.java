package dev.procnet.server.netfile;

import com.google.common.collect.Lists;
import dev.procnet.server.stack.CounterGroup;
import dev.procnet.server.stack.CounterGroup.Counter;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.SnapshotBuilder;
import dev.procnet.server.stack.Unavailable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Pairs of lines, names above values, as {@code snmp} and {@code netstat} have them.
 * net/ipv4/proc.c snmp_seq_show, netstat_seq_show.
 */
final class CounterRows {

  private static final byte[] NO_HEADER = {};

  /** PERLINE: how many ICMP types Linux puts on a line. */
  private static final int TYPES_ON_A_LINE = 16;

  /** Far more than any kernel has; so that a long line of anything does not fill the memory. */
  private static final int MAX_COUNTERS = 4096;

  private final String file;
  private final StatisticsLog log;

  CounterRows(String file, StatisticsLog log) {
    this.file = file;
    this.log = log;
  }

  Rows open(Snapshot snapshot) {
    boolean linux = snapshot.profile().isLinux();
    return Rows.of(
        NO_HEADER,
        snapshot.table(Section.COUNTERS),
        group -> isShown(group, linux),
        (group, out) -> write(group, linux, out));
  }

  private boolean isShown(CounterGroup group, boolean linux) {
    if (!group.file().equals(file)) {
      return false;
    }
    Unavailable unavailable = group.unavailable();
    if (unavailable != null) {
      log.unavailable(file + " " + group.name(), unavailable);
    }
    return !isSparse(group, linux) || !counted(group).isEmpty();
  }

  /** It shows only what has counted. gVisor has this group without any counter. */
  private static boolean isSparse(CounterGroup group, boolean linux) {
    return linux && group.name().equals(CounterGroup.ICMP_MSG);
  }

  private static List<Counter> counted(CounterGroup group) {
    return group.unavailable() != null
        ? List.of()
        : group.counters().stream().filter(counter -> counter.value() != 0).toList();
  }

  private static void write(CounterGroup group, boolean linux, RowBuffer out) {
    if (isSparse(group, linux)) {
      Lists.partition(counted(group), TYPES_ON_A_LINE)
          .forEach(counters -> writePair(group, counters, out));
    } else {
      writePair(group, group.counters(), out);
    }
  }

  private static void writePair(CounterGroup group, List<Counter> counters, RowBuffer out) {
    out.put(group.name()).put(':');
    counters.forEach(counter -> out.put(' ').put(counter.name()));
    out.put('\n');
    if (!group.namesOnly()) {
      out.put(group.name()).put(':');
      counters.forEach(counter -> writeValue(group, counter, out.put(' ')));
      out.put('\n');
    }
  }

  private static void writeValue(CounterGroup group, Counter counter, RowBuffer out) {
    long value = group.unavailable() != null ? 0 : counter.value();
    if (isSigned(group.name(), counter.name())) {
      out.signed(value, 0);
    } else {
      out.unsigned(value);
    }
  }

  private static boolean isSigned(String group, String counter) {
    return group.equals("Tcp") && counter.equals("MaxConn");
  }

  /**
   * Reads the whole file.
   *
   * @param valuesOptional a group may have no line of values
   */
  void parse(NetFileText text, SnapshotBuilder into, boolean valuesOptional) {
    boolean linux = into.profile().isLinux();
    Map<String, CounterGroup> groups = new LinkedHashMap<>();
    do {
      int start = text.position();
      CounterGroup pair = parsePair(text, valuesOptional, lastType(groups));
      CounterGroup before = groups.get(pair.name());
      if (before != null && !isSparse(pair, linux)) {
        throw text.failAt(start, "group " + pair.name() + " only once");
      }
      groups.put(pair.name(), before == null ? pair : joined(before, pair));
      if (linux && pair.name().equals("Icmp")) {
        // No line of it: no type has counted yet. Its place is here.
        groups.put(
            CounterGroup.ICMP_MSG,
            new CounterGroup(file, CounterGroup.ICMP_MSG, List.of(), null, false));
      }
    } while (!text.atEnd());
    groups.values().forEach(group -> into.add(Section.COUNTERS, group));
  }

  /** The highest ICMP type so far: types ascend from line to line. -1: none yet. */
  private static int lastType(Map<String, CounterGroup> groups) {
    CounterGroup types = groups.get(CounterGroup.ICMP_MSG);
    return types == null || types.counters().isEmpty()
        ? -1
        : types.typeOf(types.counters().getLast().name());
  }

  private static CounterGroup joined(CounterGroup before, CounterGroup pair) {
    List<Counter> counters = new ArrayList<>(before.counters());
    counters.addAll(pair.counters());
    return new CounterGroup(pair.file(), pair.name(), counters, null, false);
  }

  private CounterGroup parsePair(NetFileText text, boolean valuesOptional, int lastType) {
    String name = parseGroupName(text);
    Collection<String> names =
        name.equals(CounterGroup.ICMP_MSG) ? parseTypes(text, lastType) : parseNames(text);
    boolean hasValues = text.skip(name + ":");
    if (!hasValues && !valuesOptional) {
      throw text.fail("the values of " + name);
    }
    List<Counter> counters = new ArrayList<>(names.size());
    for (String counter : names) {
      counters.add(new Counter(counter, hasValues ? parseValue(text, name, counter) : 0));
    }
    if (hasValues) {
      text.endLine();
    }
    return new CounterGroup(file, name, counters, null, !hasValues);
  }

  static String parseGroupName(NetFileText text) {
    int start = text.position();
    String name = text.asciiWord("a group of counters");
    if (name.indexOf(':') != name.length() - 1 || name.length() == 1) {
      throw text.failAt(start, "a group of counters, a name and a colon");
    }
    return name.substring(0, name.length() - 1);
  }

  private static Set<String> parseNames(NetFileText text) {
    Set<String> names = new LinkedHashSet<>();
    do {
      if (names.size() == MAX_COUNTERS) {
        throw text.fail("the end of the line after " + MAX_COUNTERS + " counters");
      }
      text.expect(" ");
      int start = text.position();
      if (!names.add(text.asciiWord("the name of a counter"))) {
        throw text.failAt(start, "each counter once");
      }
    } while (!text.atLineEnd());
    text.endLine();
    return names;
  }

  private List<String> parseTypes(NetFileText text, int lastType) {
    CounterGroup types = new CounterGroup(file, CounterGroup.ICMP_MSG, List.of(), null, false);
    List<String> names = new ArrayList<>();
    int last = lastType;
    while (!text.atLineEnd()) {
      text.expect(" ");
      int start = text.position();
      String name = text.asciiWord("the name of a counter");
      int type = types.typeOf(name);
      if (type <= last) {
        throw text.failAt(start, "InType0 to InType255, then OutType0 to OutType255, ascending");
      }
      last = type;
      names.add(name);
    }
    text.endLine();
    return names;
  }

  private static long parseValue(NetFileText text, String group, String counter) {
    if (text.atLineEnd()) {
      throw text.fail("a value of " + counter);
    }
    text.blanks();
    return isSigned(group, counter)
        ? text.signed("a value of " + counter, Long.MIN_VALUE, Long.MAX_VALUE)
        : text.unsigned64("a value of " + counter);
  }
}
