package dev.procnet.client.cli;

import dev.procnet.client.ProcnetClient;
import dev.procnet.client.cli.input.InputException;
import dev.procnet.client.cli.input.InputFormat;
import dev.procnet.client.cli.input.RequestReader;
import dev.procnet.v1.ApplyMutationsRequest;
import dev.procnet.v1.ApplyMutationsResponse;
import dev.procnet.v1.Precondition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code procnet apply}. */
@Command(
    name = "apply",
    description = "Applies mutations from a file to the stack: all, as one revision, or none.")
final class ApplyCommand implements Callable<Integer> {

  private static final String STDIN = "-";

  private final Session session;

  @Option(
      names = {"-f", "--file"},
      required = true,
      paramLabel = "FILE",
      description = "An ApplyMutationsRequest, or a list of mutations. '-': standard input.")
  private String file = STDIN;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "yaml, json or textproto, instead of what name or content tell.")
  private @Nullable InputFormat format;

  @Option(names = "--dry-run", description = "Checks everything, changes nothing.")
  private boolean dryRun;

  @Option(
      names = "--if-revision",
      paramLabel = "N",
      converter = Unsigned.Of64.class,
      description = "Only if the stack is at this revision.")
  private @Nullable Long ifRevision;

  @Option(
      names = "--request-id",
      paramLabel = "ID",
      description = "Applied once, however often it is sent. Unless given: a new one.")
  private String requestId = "";

  ApplyCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException, InputException {
    ApplyMutationsRequest request = complete(read());
    try (ProcnetClient client = session.connect()) {
      ApplyMutationsResponse response = client.stacks().applyMutations(request);
      session.printer().print(new ApplyView(request, response));
      session.console().say(summary(response));
    }
    return ExitCode.OK;
  }

  private ApplyMutationsRequest read() throws IOException, InputException {
    byte[] content =
        file.equals(STDIN)
            ? session.console().in().readAllBytes()
            : Files.readAllBytes(Path.of(file));
    return new RequestReader(file.equals(STDIN) ? "standard input" : file).read(content, format);
  }

  /** Options say more than the file. */
  private ApplyMutationsRequest complete(ApplyMutationsRequest read) {
    ApplyMutationsRequest.Builder request = read.toBuilder();
    if (session.options().stack() != null) {
      request.setStack(session.stack());
    }
    if (!requestId.isEmpty()) {
      request.setRequestId(requestId);
    }
    if (dryRun) {
      request.setValidateOnly(true);
    }
    if (ifRevision != null) {
      request.addPreconditions(Precondition.newBuilder().setStack(true).setRevision(ifRevision));
    }
    return request.build();
  }

  private String summary(ApplyMutationsResponse response) {
    return "stack "
        + response.getHeader().getStack()
        + " at revision "
        + Unsigned.text(response.getHeader().getRevision())
        + (response.getReplayed() ? "; applied before, with the same request id" : "")
        + (dryRun ? "; nothing was changed" : "");
  }
}
