package dev.procnet.client.cli;

import com.google.protobuf.Message;
import dev.procnet.client.ProcnetClient;
import dev.procnet.client.cli.Table.Column;
import dev.procnet.v1.AddressFamily;
import dev.procnet.v1.ListRoutesRequest;
import dev.procnet.v1.ListRoutesResponse;
import dev.procnet.v1.Route;
import dev.procnet.v1.RouteType;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code procnet routes}. */
@Command(name = "routes", description = "Lists routes of both families.")
final class RoutesCommand implements Callable<Integer> {

  private final Session session;
  @Mixin private ReadMixin read = new ReadMixin();

  @Option(names = "-4", description = "IPv4 only.")
  private boolean ipv4;

  @Option(names = "-6", description = "IPv6 only.")
  private boolean ipv6;

  RoutesCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    try (ProcnetClient client = session.connect()) {
      ListRoutesResponse routes =
          client
              .introspection()
              .allRoutes(
                  ListRoutesRequest.newBuilder()
                      .setFamily(family())
                      .setRead(read.options())
                      .build());
      session.printer().print(new Routes(routes, names(client, routes)));
    }
    return ExitCode.OK;
  }

  private AddressFamily family() {
    if (ipv4 == ipv6) {
      return AddressFamily.ADDRESS_FAMILY_UNSPECIFIED;
    }
    return ipv4 ? AddressFamily.ADDRESS_FAMILY_IPV4 : AddressFamily.ADDRESS_FAMILY_IPV6;
  }

  private InterfaceNames names(ProcnetClient client, ListRoutesResponse routes) {
    return session.format().isTable()
        ? InterfaceNames.at(client, routes.getHeader())
        : new InterfaceNames(Map.of());
  }

  private record Routes(ListRoutesResponse response, InterfaceNames devices) implements View {

    @Override
    public Message message() {
      return response;
    }

    @Override
    public List<Column> columns(boolean wide) {
      Stream<Column> columns =
          Stream.of(
              Column.left("DESTINATION"),
              Column.left("GATEWAY"),
              Column.left("DEV"),
              Column.right("METRIC"),
              Column.left("FLAGS"),
              Column.left("TYPE"),
              Column.right("TABLE"));
      return wide ? Stream.concat(columns, wideColumns()).toList() : columns.toList();
    }

    @Override
    public Stream<List<Object>> rows(boolean wide) {
      return response.getRoutesList().stream()
          .map(r -> wide ? Stream.concat(cells(r), wideCells(r)).toList() : cells(r).toList());
    }

    @Override
    public Stream<Object> names() {
      return response.getRoutesList().stream().map(r -> Unsigned.text(r.getId()));
    }

    private Stream<Object> cells(Route route) {
      return Stream.of(
          prefix(route.getDestination(), route.getPrefixLength(), route),
          route.getGateway(),
          devices.name(route.getInterfaceIndex()),
          Unsigned.text(route.getMetric()),
          "0x" + Integer.toHexString(route.getFlags()),
          Enums.text(route.getType(), RouteType.ROUTE_TYPE_UNSPECIFIED),
          Unsigned.text(route.getTable()));
    }

    private static Stream<Column> wideColumns() {
      return Stream.of(
          Column.right("ID"),
          Column.left("SOURCE"),
          Column.right("TOS"),
          Column.right("MTU"),
          Column.right("WINDOW"),
          Column.right("IRTT"),
          Column.right("REF"),
          Column.right("USE"));
    }

    private static Stream<Object> wideCells(Route route) {
      return Stream.of(
          Unsigned.text(route.getId()),
          route.getSource().isEmpty()
              ? ""
              : prefix(route.getSource(), route.getSourcePrefixLength(), route),
          Unsigned.text(route.getTos()),
          Integer.toString(route.getMtu()),
          Unsigned.text(route.getWindow()),
          Unsigned.text(route.getIrtt()),
          Unsigned.text(route.getReferenceCount()),
          Unsigned.text(route.getUse()));
    }

    private static String prefix(String address, int length, Route route) {
      boolean ipv6 = route.getFamily() == AddressFamily.ADDRESS_FAMILY_IPV6;
      return (address.isEmpty() ? Addresses.unspecified(ipv6) : address)
          + "/"
          + Unsigned.text(length);
    }
  }
}
