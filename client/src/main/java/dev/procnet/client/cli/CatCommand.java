package dev.procnet.client.cli;

import dev.procnet.client.NetFileReceipt;
import dev.procnet.client.ProcnetClient;
import dev.procnet.v1.ReadOptions;
import dev.procnet.v1.StreamNetFileRequest;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code procnet cat}. */
@Command(
    name = "cat",
    description = "Writes net files to standard output, byte for byte, all of one revision.")
final class CatCommand implements Callable<Integer>, PlainOutput {

  private final Session session;
  @Mixin private ReadMixin read = new ReadMixin();

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "As tcp, dev_snmp6/eth0.")
  private List<String> files = List.of();

  CatCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    try (ProcnetClient client = session.connect()) {
      ReadOptions options = read.options();
      for (String file : files) {
        NetFileReceipt receipt = cat(client, file, options);
        // The files that follow are read at the first one's revision: they agree with it.
        options = options.toBuilder().setExactRevision(receipt.header().getRevision()).build();
      }
    }
    return ExitCode.OK;
  }

  private NetFileReceipt cat(ProcnetClient client, String file, ReadOptions options)
      throws IOException {
    StreamNetFileRequest request =
        StreamNetFileRequest.newBuilder().setName(file).setRead(options).build();
    return client.introspection().streamNetFile(request, session.console()::write);
  }
}
