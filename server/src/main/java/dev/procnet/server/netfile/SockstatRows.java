package dev.procnet.server.netfile;

import dev.procnet.server.stack.ComputedCounters;
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
 * Lines of {@code sockstat} and {@code sockstat6}: a group, then names each with its value.
 * net/ipv4/proc.c sockstat_seq_show, net/ipv6/proc.c sockstat6_seq_show.
 */
final class SockstatRows {

  private static final byte[] NO_HEADER = {};

  /** Far more than any kernel has. */
  private static final int MAX_COUNTERS = 64;

  /** What they show. */
  static final Set<Section<?>> SECTIONS = sections();

  private final String file;
  private final StatisticsLog log;

  SockstatRows(String file, StatisticsLog log) {
    this.file = file;
    this.log = log;
  }

  private static Set<Section<?>> sections() {
    Set<Section<?>> sections = ComputedCounters.sections();
    sections.add(Section.COUNTERS);
    return Set.copyOf(sections);
  }

  Rows open(Snapshot snapshot) {
    ComputedCounters computed = snapshot.computed();
    return Rows.of(
        NO_HEADER,
        snapshot.table(Section.COUNTERS),
        group -> group.file().equals(file),
        (group, out) -> write(computed.shown(group), out));
  }

  private void write(CounterGroup group, RowBuffer out) {
    Unavailable unavailable = group.unavailable();
    if (unavailable != null) {
      log.unavailable(file + " " + group.name(), unavailable);
    }
    out.put(group.name()).put(':');
    for (Counter counter : group.counters()) {
      out.put(' ').put(counter.name()).put(' ');
      out.unsigned(unavailable != null ? 0 : counter.value());
    }
    out.put('\n');
  }

  /** Reads the whole file, at least one line. */
  void parse(NetFileText text, SnapshotBuilder into) {
    Set<String> groups = new HashSet<>();
    do {
      int start = text.position();
      CounterGroup group = parseGroup(text);
      if (!groups.add(group.name())) {
        throw text.failAt(start, "group " + group.name() + " only once");
      }
      into.add(Section.COUNTERS, group);
    } while (!text.atEnd());
  }

  private CounterGroup parseGroup(NetFileText text) {
    String name = CounterRows.parseGroupName(text);
    List<Counter> counters = new ArrayList<>();
    Set<String> names = new HashSet<>();
    do {
      text.expect(" ");
      int start = text.position();
      String counter = text.asciiWord("the name of a counter");
      if (!names.add(counter) || names.size() > MAX_COUNTERS) {
        throw text.failAt(start, "each counter once, at most " + MAX_COUNTERS);
      }
      text.expect(" ");
      counters.add(new Counter(counter, text.unsigned64("a value of " + counter)));
    } while (!text.atLineEnd());
    text.endLine();
    return new CounterGroup(file, name, counters, null, false);
  }
}
