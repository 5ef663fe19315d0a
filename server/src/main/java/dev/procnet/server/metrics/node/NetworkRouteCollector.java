package dev.procnet.server.metrics.node;

import dev.procnet.server.stack.Interface;
import dev.procnet.server.stack.Ipv4Address;
import dev.procnet.server.stack.Route;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Snapshot;
import java.util.Map;
import java.util.TreeMap;

/** {@code node_network_routes}: how many IPv4 routes of the main table there are by device. */
final class NetworkRouteCollector implements NodeCollector {

  @Override
  public String name() {
    return "network_route";
  }

  /** As in node_exporter, where it is off by default. */
  @Override
  public boolean onlyByName() {
    return true;
  }

  @Override
  public void collect(Snapshot snapshot, StackSeries out) {
    Map<String, Long> routes = new TreeMap<>();
    for (Route row : snapshot.table(Section.ROUTES)) {
      Interface device = snapshot.interfaceOf(row.interfaceIndex());
      if (row.destination() instanceof Ipv4Address
          && row.table() == Route.TABLE_MAIN
          && device != null) {
        routes.merge(device.name().text(), 1L, Long::sum);
      }
    }
    routes.forEach(
        (device, count) ->
            out.gauge(
                "node_network_routes",
                "network routes by interface",
                out.labels("device", device),
                count));
  }
}
