package dev.procnet.client.cli;

import com.google.protobuf.Message;
import dev.procnet.client.ProcnetClient;
import dev.procnet.client.cli.Table.Column;
import dev.procnet.v1.Interface;
import dev.procnet.v1.InterfaceAddress;
import dev.procnet.v1.ListInterfacesResponse;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code procnet addresses}. */
@Command(
    name = "addresses",
    description = {
      "Lists the addresses of interfaces, one a row.",
      "JSON and YAML are those of 'procnet interfaces'."
    })
final class AddressesCommand implements Callable<Integer> {

  private final Session session;
  @Mixin private ReadMixin read = new ReadMixin();

  AddressesCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    try (ProcnetClient client = session.connect()) {
      session
          .printer()
          .print(new InterfaceAddresses(client.introspection().allInterfaces(read.options())));
    }
    return ExitCode.OK;
  }

  private record InterfaceAddresses(ListInterfacesResponse response) implements View {

    /**
     * The whole answer: without the rest, an interface's absent fields would say that they are 0.
     */
    @Override
    public Message message() {
      return response;
    }

    @Override
    public List<Column> columns(boolean wide) {
      return List.of(
          Column.right("INDEX"),
          Column.left("NAME"),
          Column.left("ADDRESS"),
          Column.right("PREFIX"),
          Column.left("SCOPE"),
          Column.left("FLAGS"));
    }

    @Override
    public Stream<List<Object>> rows(boolean wide) {
      return response.getInterfacesList().stream()
          .flatMap(device -> device.getAddressesList().stream().map(each -> row(device, each)));
    }

    @Override
    public Stream<Object> names() {
      return response.getInterfacesList().stream()
          .flatMap(device -> device.getAddressesList().stream())
          .map(InterfaceAddress::getAddress);
    }

    private static List<Object> row(Interface device, InterfaceAddress address) {
      return List.of(
          Unsigned.text(device.getIndex()),
          InterfaceNames.bytes(device),
          address.getAddress(),
          Unsigned.text(address.getPrefixLength()),
          address.hasScope() ? AddressWords.scope(address.getScope()) : "",
          address.hasFlags() ? AddressWords.flags(address.getFlags()) : "");
    }
  }
}
