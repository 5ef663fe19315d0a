package dev.procnet.server.metrics.node;

import dev.procnet.server.stack.Interface;
import dev.procnet.server.stack.Ipv4Address;
import dev.procnet.server.stack.Neighbor;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Snapshot;
import java.util.Map;
import java.util.TreeMap;

/** {@code node_arp_entries}: rows of {@code arp} by device. */
final class ArpCollector implements NodeCollector {

  @Override
  public String name() {
    return "arp";
  }

  @Override
  public void collect(Snapshot snapshot, StackSeries out) {
    Map<String, Long> entries = new TreeMap<>();
    for (Neighbor row : snapshot.table(Section.NEIGHBORS)) {
      if (row.address() instanceof Ipv4Address && row.state() != Neighbor.State.NOARP) {
        Interface device = snapshot.interfaceOf(row.interfaceIndex());
        if (device != null || row.interfaceIndex() == 0) {
          entries.merge(device == null ? "*" : device.name().text(), 1L, Long::sum);
        }
      }
    }
    entries.forEach(
        (device, count) ->
            out.gauge("node_arp_entries", "ARP entries by device", out.device(device), count));
  }
}
