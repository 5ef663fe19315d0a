package dev.procnet.server.netfile;

import dev.procnet.server.stack.CounterGroup;
import dev.procnet.server.stack.CounterGroup.Counter;
import dev.procnet.server.stack.Rt6Statistics;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.SnapshotBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code rt6_stats}: measures of the tables of IPv6 routes. net/ipv6/route.c rt6_stats_seq_show.
 */
final class Rt6StatsFile implements NetFile {

  @Override
  public String name() {
    return Rt6Statistics.FILE;
  }

  @Override
  public String summary() {
    return "measures of the tables of IPv6 routes";
  }

  @Override
  public Set<Section<?>> sections() {
    return Set.of(Section.COUNTERS, Section.ROUTES6);
  }

  @Override
  public boolean ipv6Only() {
    return true;
  }

  @Override
  public Rows open(Snapshot snapshot, Reader reader) {
    CounterGroup group = snapshot.table(Section.COUNTERS).first(Rt6Statistics::is);
    return Rows.single(
        out -> {
          for (int i = 0; i < Rt6Statistics.NAMES.size(); i++) {
            out.put(i == 0 ? "" : " ").hexLower(value(group, i), 4);
          }
          out.put('\n');
        });
  }

  private static long value(@Nullable CounterGroup group, int index) {
    return group == null || group.unavailable() != null
        ? 0
        : group.counters().get(index).value() & 0xFFFFFFFFL;
  }

  @Override
  public void parse(NetFileText text, SnapshotBuilder into) {
    List<Counter> counters = new ArrayList<>();
    for (String name : Rt6Statistics.NAMES) {
      if (!counters.isEmpty()) {
        text.expect(" ");
      }
      counters.add(new Counter(name, text.hex(name, 4, 8)));
    }
    text.endLine();
    if (!text.atEnd()) {
      throw text.fail("the end of the file");
    }
    into.add(Section.COUNTERS, Rt6Statistics.group(counters));
  }
}
