package dev.procnet.server.metrics.node;

import dev.procnet.server.stack.Interface;
import dev.procnet.server.stack.Route;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Snapshot;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * {@code node_network_routes}: how many unicast routes of both families there are by device, in all
 * tables. Of a route over several devices the model knows the first.
 */
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
    for (Section<Route> section : List.of(Section.ROUTES, Section.ROUTES6)) {
      for (Route row : snapshot.table(section)) {
        Interface device = snapshot.interfaceOf(row.interfaceIndex());
        if (row.type() == Route.Type.UNICAST && device != null) {
          routes.merge(device.name().text(), 1L, Long::sum);
        }
      }
    }
    routes.forEach(
        (device, count) ->
            out.gauge(
                "node_network_routes", "network routes by interface", out.device(device), count));
  }
}
