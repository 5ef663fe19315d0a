package dev.procnet.client.cli;

import com.google.protobuf.Message;
import dev.procnet.client.ProcnetClient;
import dev.procnet.v1.GetConfigResponse;
import dev.procnet.v1.Property;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/** {@code procnet admin config}. */
@Command(name = "config", description = "Shows a server's settings and who set them.")
final class AdminConfigCommand implements Callable<Integer> {

  private final Session session;

  AdminConfigCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    try (ProcnetClient client = session.connect()) {
      session.printer().print(new Settings(client.admin().config()));
    }
    return ExitCode.OK;
  }

  private record Settings(GetConfigResponse config) implements View {

    @Override
    public Message message() {
      return config;
    }

    @Override
    public List<Table.Column> columns(boolean wide) {
      return List.of(
          Table.Column.left("NAME"), Table.Column.left("VALUE"), Table.Column.left("ORIGIN"));
    }

    @Override
    public Stream<List<Object>> rows(boolean wide) {
      return config.getPropertiesList().stream()
          .map(each -> List.of(each.getName(), each.getValue(), each.getOrigin()));
    }

    @Override
    public Stream<Object> names() {
      return config.getPropertiesList().stream().map(Property::getName);
    }
  }
}
