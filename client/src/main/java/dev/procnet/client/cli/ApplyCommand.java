package dev.procnet.client.cli;

import dev.procnet.client.ProcnetClient;
import dev.procnet.client.cli.input.InputException;
import dev.procnet.client.cli.input.InputFormat;
import dev.procnet.client.cli.input.RequestReader;
import dev.procnet.v1.ApplyMutationsRequest;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code procnet apply}. */
@Command(
    name = "apply",
    description = "Applies mutations from a file to the stack: all, as one revision, or none.")
final class ApplyCommand implements Callable<Integer> {

  private final Session session;

  @Option(
      names = {"-f", "--file"},
      required = true,
      paramLabel = "FILE",
      description = "An ApplyMutationsRequest, or a list of mutations. '-': standard input.")
  private String file = "-";

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "yaml, json or textproto, instead of what name or content tell.")
  private @Nullable InputFormat format;

  @Mixin private BatchMixin batch = new BatchMixin();

  ApplyCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException, InputException {
    ApplyMutationsRequest request = read();
    try (ProcnetClient client = session.connect()) {
      batch.apply(session, client, request);
    }
    return ExitCode.OK;
  }

  private ApplyMutationsRequest read() throws IOException, InputException {
    InputFile input = new InputFile(file);
    return new RequestReader(input.label()).read(input.read(session.console()), format);
  }
}
