package dev.procnet.client.cli;

import com.google.protobuf.Message;
import dev.procnet.client.ProcnetClient;
import dev.procnet.client.cli.Table.Column;
import dev.procnet.v1.Interface;
import dev.procnet.v1.InterfaceAddress;
import dev.procnet.v1.InterfaceStatistics;
import dev.procnet.v1.ListInterfacesResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code procnet interfaces}. */
@Command(name = "interfaces", description = "Lists interfaces and their addresses.")
final class InterfacesCommand implements Callable<Integer> {

  private final Session session;
  @Mixin private ReadMixin read = new ReadMixin();

  InterfacesCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    try (ProcnetClient client = session.connect()) {
      session.printer().print(new Interfaces(client.introspection().allInterfaces(read.options())));
    }
    return ExitCode.OK;
  }

  private record Interfaces(ListInterfacesResponse response) implements View {

    @Override
    public Message message() {
      return response;
    }

    @Override
    public List<Column> columns(boolean wide) {
      List<Column> columns =
          new ArrayList<>(
              List.of(
                  Column.right("INDEX"),
                  Column.left("NAME"),
                  Column.right("MTU"),
                  Column.left("FLAGS"),
                  Column.left("LINK")));
      if (wide) {
        Stream.of("TYPE", "RX-BYTES", "RX-PACKETS", "RX-ERRORS", "RX-DROPPED")
            .map(Column::right)
            .forEach(columns::add);
        Stream.of("TX-BYTES", "TX-PACKETS", "TX-ERRORS", "TX-DROPPED")
            .map(Column::right)
            .forEach(columns::add);
      }
      columns.add(Column.left("ADDRESSES"));
      return columns;
    }

    @Override
    public Stream<List<Object>> rows(boolean wide) {
      return response.getInterfacesList().stream().map(device -> row(device, wide));
    }

    @Override
    public Stream<Object> names() {
      return response.getInterfacesList().stream().map(InterfaceNames::bytes);
    }

    private static List<Object> row(Interface device, boolean wide) {
      List<Object> row = new ArrayList<>();
      row.add(Unsigned.text(device.getIndex()));
      row.add(InterfaceNames.bytes(device));
      row.add(Unsigned.text(device.getMtu()));
      row.add(InterfaceFlags.text(device.getFlags()));
      row.add(device.getLinkAddress());
      if (wide) {
        row.add(Unsigned.text(device.getType()));
        statistics(row, device);
      }
      row.add(
          device.getAddressesList().stream()
              .map(Interfaces::address)
              .collect(Collectors.joining(",")));
      return row;
    }

    private static void statistics(List<Object> row, Interface device) {
      if (device.hasStatisticsUnavailable()) {
        row.addAll(java.util.Collections.nCopies(8, ""));
        return;
      }
      InterfaceStatistics s = device.getStatistics();
      Stream.of(s.getRxBytes(), s.getRxPackets(), s.getRxErrors(), s.getRxDropped())
          .map(Unsigned::text)
          .forEach(row::add);
      Stream.of(s.getTxBytes(), s.getTxPackets(), s.getTxErrors(), s.getTxDropped())
          .map(Unsigned::text)
          .forEach(row::add);
    }

    private static String address(InterfaceAddress address) {
      return address.getAddress() + "/" + Unsigned.text(address.getPrefixLength());
    }
  }
}
