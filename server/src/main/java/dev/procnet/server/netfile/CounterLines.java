package dev.procnet.server.netfile;

import dev.procnet.server.stack.CounterGroup;
import dev.procnet.server.stack.CounterGroup.Counter;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.SnapshotBuilder;
import dev.procnet.server.stack.Unavailable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Files that have a counter on each line, as {@code snmp6} and {@code xfrm_stat}: the name, blanks
 * up to a width, a tab, the value. net/ipv6/proc.c snmp6_seq_show_item, net/xfrm/xfrm_proc.c
 * xfrm_statistics_seq_show.
 */
final class CounterLines {

  private static final byte[] NO_HEADER = {};

  /** Far more than any kernel has. */
  private static final int MAX_COUNTERS = 4096;

  private final String file;
  private final String group;
  private final int width;
  private final boolean signed;
  private final StatisticsLog log;

  /**
   * @param group what the counters of the file are a group of
   * @param width of the names
   * @param signed values are
   */
  CounterLines(String file, String group, int width, boolean signed, StatisticsLog log) {
    this.file = file;
    this.group = group;
    this.width = width;
    this.signed = signed;
    this.log = log;
  }

  Rows open(Snapshot snapshot) {
    CounterGroup found =
        snapshot
            .table(Section.COUNTERS)
            .first(row -> row.file().equals(file) && row.name().equals(group));
    if (found == null) {
      return Rows.none();
    }
    Unavailable unavailable = found.unavailable();
    if (unavailable != null) {
      log.unavailable(file, unavailable);
    }
    return Rows.of(
        NO_HEADER,
        found.counters(),
        counter -> value(found, counter) != 0 || found.typeOf(counter.name()) < 0,
        (counter, out) -> write(counter.name(), value(found, counter), out));
  }

  private static long value(CounterGroup group, Counter counter) {
    return group.unavailable() != null ? 0 : counter.value();
  }

  /** Writes a line. */
  void write(String name, long value, RowBuffer out) {
    out.left(name, width).put('\t');
    (signed ? out.signed(value) : out.unsigned(value)).put('\n');
  }

  /** Reads the file from here to its end, at least one line. */
  void parse(NetFileText text, SnapshotBuilder into) {
    List<Counter> counters = new ArrayList<>();
    Set<String> names = new HashSet<>();
    do {
      int start = text.position();
      Counter counter = parseLine(text);
      if (!names.add(counter.name())) {
        throw text.failAt(start, "each counter once");
      }
      if (counters.size() == MAX_COUNTERS) {
        throw text.failAt(start, "the end of the file after " + MAX_COUNTERS + " counters");
      }
      counters.add(counter);
    } while (!text.atEnd());
    into.add(Section.COUNTERS, new CounterGroup(file, group, counters, null, false));
  }

  /** Reads what stands between a name and its value. */
  static void tab(NetFileText text) {
    text.skipBlanks();
    if (!text.skip("\t")) {
      throw text.fail("a tab");
    }
  }

  /** Reads the end of a line. */
  static void lineEnd(NetFileText text) {
    if (!text.skip("\n")) {
      throw text.fail("the end of the line");
    }
  }

  private Counter parseLine(NetFileText text) {
    String name = text.asciiWord("the name of a counter");
    tab(text);
    String what = "a value of " + name;
    long value = signed ? text.signed(what, Long.MIN_VALUE, Long.MAX_VALUE) : text.unsigned64(what);
    lineEnd(text);
    return new Counter(name, value);
  }
}
