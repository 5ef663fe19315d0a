package dev.procnet.server.netfile;

import dev.procnet.server.stack.CounterGroup;
import dev.procnet.server.stack.Interface;
import dev.procnet.server.stack.InterfaceName;
import dev.procnet.server.stack.Ipv6InterfaceCounters;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.SnapshotBuilder;
import java.util.Set;

/**
 * {@code dev_snmp6/INTERFACE}: an interface's counters of IPv6. net/ipv6/proc.c snmp6_dev_seq_show.
 */
final class DevSnmp6File implements NetFile {

  private static final String INDEX = "ifIndex";
  private static final int WIDTH = 32;

  private final String leaf;
  private final CounterLines lines;

  DevSnmp6File(String leaf, StatisticsLog log) {
    this.leaf = leaf;
    this.lines = new CounterLines(name(), CounterGroup.DEV_SNMP6, WIDTH, false, log);
  }

  @Override
  public String name() {
    return Ipv6InterfaceCounters.DIRECTORY + "/" + leaf;
  }

  @Override
  public String summary() {
    return "counters of IPv6 of an interface";
  }

  @Override
  public Set<Section<?>> sections() {
    return Set.of(Section.COUNTERS, Section.INTERFACES);
  }

  @Override
  public boolean ipv6Only() {
    return true;
  }

  @Override
  public Rows open(Snapshot snapshot, Reader reader) {
    Interface device =
        snapshot.table(Section.INTERFACES).first(row -> row.name().text().equals(leaf));
    if (device == null) {
      return Rows.none();
    }
    Rows index = Rows.single(out -> lines.write(INDEX, device.index(), out));
    Rows counters = lines.open(snapshot);
    return out -> index.next(out) || counters.next(out);
  }

  @Override
  public void parse(NetFileText text, SnapshotBuilder into) {
    InterfaceName name = text.check(0, () -> InterfaceName.of(leaf));
    text.expect(INDEX);
    CounterLines.tab(text);
    int start = text.position();
    int index = (int) text.unsigned("an index", Integer.MAX_VALUE);
    if (index == 0) {
      throw text.failAt(start, "an index of 1 or more");
    }
    CounterLines.lineEnd(text);
    into.declareInterface(name, index);
    lines.parse(text, into);
  }
}
