package dev.procnet.client.cli;

import com.google.protobuf.Message;
import dev.procnet.client.ProcnetClient;
import dev.procnet.client.cli.Table.Column;
import dev.procnet.v1.ListNetFilesRequest;
import dev.procnet.v1.ListNetFilesResponse;
import dev.procnet.v1.NetFile;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code procnet ls}. */
@Command(name = "ls", description = "Lists the net files of a stack.")
final class LsCommand implements Callable<Integer> {

  private final Session session;

  @Parameters(
      arity = "0..1",
      paramLabel = "DIRECTORY",
      description = "Only the files below it: dev_snmp6, or sys/net, the sysctls.")
  private String directory = "";

  @Mixin private ReadMixin read = new ReadMixin();

  LsCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    try (ProcnetClient client = session.connect()) {
      ListNetFilesRequest request =
          ListNetFilesRequest.newBuilder().setRead(read.options()).setDirectory(directory).build();
      session.printer().print(new Files(client.introspection().listNetFiles(request)));
    }
    return ExitCode.OK;
  }

  private record Files(ListNetFilesResponse response) implements View {

    @Override
    public Message message() {
      return response;
    }

    @Override
    public List<Column> columns(boolean wide) {
      return List.of(
          Column.left("NAME"), Column.right("SIZE"), Column.left("KIND"), Column.left("SUMMARY"));
    }

    @Override
    public Stream<List<Object>> rows(boolean wide) {
      return response.getFilesList().stream()
          .map(f -> List.of(f.getName(), Unsigned.text(f.getSize()), kind(f), f.getSummary()));
    }

    @Override
    public Stream<Object> names() {
      return response.getFilesList().stream().map(NetFile::getName);
    }

    private static String kind(NetFile file) {
      return file.getOpaque() ? "opaque" : "modelled";
    }
  }
}
