package dev.procnet.client.cli;

import dev.procnet.client.ExportReceipt;
import dev.procnet.client.ProcnetClient;
import dev.procnet.v1.ExportStackRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code procnet export}. */
@Command(
    name = "export",
    description = "Writes the stack's net files to DIR/net, all of one revision, or none of them.")
final class ExportCommand implements Callable<Integer> {

  private final Session session;
  @Mixin private ReadMixin read = new ReadMixin();

  @Parameters(index = "0", paramLabel = "DIR", description = "Made where it is not there.")
  private @Nullable Path directory;

  @Parameters(index = "1..*", paramLabel = "FILE", description = "Only these files.")
  private List<String> files = List.of();

  ExportCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    Path net = Args.required(directory).resolve("net");
    ExportStackRequest request =
        ExportStackRequest.newBuilder().setRead(read.options()).addAllNames(files).build();
    try (ProcnetClient client = session.connect()) {
      export(session, client, request, net);
    }
    return ExitCode.OK;
  }

  /** Writes files into a directory, and says so. */
  static void export(Session session, ProcnetClient client, ExportStackRequest request, Path net)
      throws IOException {
    ExportReceipt receipt;
    try (Progress progress =
        Progress.receiving(session, "export", client, request.getRead(), request.getNamesList())) {
      receipt = client.transfer().exportTo(request, net, progress::add);
    }
    session.console().say(summary(receipt, net));
  }

  private static String summary(ExportReceipt receipt, Path net) {
    return "stack "
        + receipt.header().getStack()
        + " at revision "
        + Unsigned.text(receipt.header().getRevision())
        + ": "
        + receipt.files()
        + " files, "
        + receipt.bytes()
        + " bytes to "
        + net;
  }
}
