package dev.procnet.client.cli;

import com.google.protobuf.Message;
import dev.procnet.client.ProcnetClient;
import dev.procnet.client.cli.Table.Column;
import dev.procnet.v1.ListNeighborsResponse;
import dev.procnet.v1.Neighbor;
import dev.procnet.v1.NeighborState;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code procnet neighbors}. */
@Command(name = "neighbors", description = "Lists neighbours and proxies.")
final class NeighborsCommand implements Callable<Integer> {

  private final Session session;
  @Mixin private ReadMixin read = new ReadMixin();

  NeighborsCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    try (ProcnetClient client = session.connect()) {
      ListNeighborsResponse neighbors = client.introspection().allNeighbors(read.options());
      session.printer().print(new Neighbors(neighbors, names(client, neighbors)));
    }
    return ExitCode.OK;
  }

  private InterfaceNames names(ProcnetClient client, ListNeighborsResponse neighbors) {
    return session.format().isTable()
        ? InterfaceNames.at(client, neighbors.getHeader())
        : new InterfaceNames(Map.of());
  }

  private record Neighbors(ListNeighborsResponse response, InterfaceNames devices) implements View {

    @Override
    public Message message() {
      return response;
    }

    @Override
    public List<Column> columns(boolean wide) {
      return List.of(
          Column.left("ADDRESS"),
          Column.left("DEV"),
          Column.left("LINK"),
          Column.left("STATE"),
          Column.right("TYPE"));
    }

    @Override
    public Stream<List<Object>> rows(boolean wide) {
      return response.getNeighborsList().stream().map(this::row);
    }

    @Override
    public Stream<Object> names() {
      return response.getNeighborsList().stream().map(Neighbor::getAddress);
    }

    private List<Object> row(Neighbor neighbor) {
      return List.of(
          neighbor.getAddress(),
          devices.name(neighbor.getInterfaceIndex()),
          neighbor.getLinkAddress(),
          neighbor.getProxy()
              ? "proxy"
              : Enums.text(neighbor.getState(), NeighborState.NEIGHBOR_STATE_UNSPECIFIED),
          Unsigned.text(neighbor.getHardwareType()));
    }
  }
}
