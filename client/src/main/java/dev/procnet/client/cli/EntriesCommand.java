package dev.procnet.client.cli;

import dev.procnet.client.ProcnetClient;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code procnet entries}. */
@Command(
    name = "entries",
    description = {
      "Lists entries: rows that are put and deleted by a key, as tracked connections.",
      "-o name prints the kind of each."
    })
final class EntriesCommand implements Callable<Integer> {

  private final Session session;
  @Mixin private ReadMixin read = new ReadMixin();

  @Parameters(
      paramLabel = "KIND",
      arity = "0..*",
      completionCandidates = EntryKinds.Words.class,
      description = "As connections, flow-labels. None: all.")
  private List<String> kinds = List.of();

  EntriesCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    List<String> names = kinds.stream().map(EntryKinds::apiName).toList();
    try (ProcnetClient client = session.connect()) {
      session
          .printer()
          .print(new EntriesView(client.introspection().allEntries(names, read.options())));
    }
    return ExitCode.OK;
  }
}
