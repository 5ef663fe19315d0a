package dev.procnet.client.cli;

import dev.procnet.client.ProcnetClient;
import dev.procnet.client.SocketsReceipt;
import dev.procnet.v1.ListSocketsRequest;
import dev.procnet.v1.ListSocketsResponse;
import dev.procnet.v1.StreamSocketsRequest;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code procnet sockets}. */
@Command(name = "sockets", description = "Lists sockets, any number of them.")
final class SocketsCommand implements Callable<Integer> {

  private final Session session;
  @Mixin private SocketFilterMixin filter = new SocketFilterMixin();
  @Mixin private ReadMixin read = new ReadMixin();

  @Option(names = "--count", description = "Prints only how many there are.")
  private boolean count;

  SocketsCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    try (ProcnetClient client = session.connect()) {
      if (count) {
        count(client);
      } else {
        list(client);
      }
    }
    return ExitCode.OK;
  }

  private void count(ProcnetClient client) throws IOException {
    ListSocketsResponse response =
        client
            .introspection()
            .listSockets(
                ListSocketsRequest.newBuilder()
                    .setFilter(filter.value())
                    .setRead(read.options())
                    .setCountOnly(true)
                    .build());
    switch (session.format()) {
      case JSON, JSONL, YAML -> session.printer().message(response);
      default -> session.console().print(Unsigned.text(response.getTotalSize()) + "\n");
    }
  }

  private void list(ProcnetClient client) throws IOException {
    StreamSocketsRequest request =
        StreamSocketsRequest.newBuilder().setFilter(filter.value()).setRead(read.options()).build();
    SocketOutput output = SocketOutput.of(session);
    SocketsReceipt receipt = client.introspection().streamSockets(request, output);
    output.end(receipt.count());
  }
}
