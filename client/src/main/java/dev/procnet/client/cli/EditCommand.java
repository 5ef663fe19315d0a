package dev.procnet.client.cli;

import com.google.protobuf.Message;
import dev.procnet.client.ProcnetClient;
import dev.procnet.client.cli.input.InputException;
import dev.procnet.client.cli.input.MessageReader;
import dev.procnet.v1.ApplyMutationsRequest;
import dev.procnet.v1.GetStackRequest;
import dev.procnet.v1.Mutation;
import dev.procnet.v1.Precondition;
import dev.procnet.v1.ReadOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code procnet edit}. */
@Command(
    name = "edit",
    description = {
      "Opens parts of a stack in VISUAL, EDITOR or vi, as get prints them, and applies what was"
          + " changed there: all or nothing, and only if the stack has not changed meanwhile.",
      "What was not applied stays in its file, which is named."
    })
final class EditCommand implements Callable<Integer> {

  private final Session session;

  @Mixin private BatchMixin batch = new BatchMixin();

  @Parameters(
      paramLabel = "KIND",
      converter = StateKind.Converter.class,
      completionCandidates = StateKind.Words.class,
      description = "interfaces, routes, neighbors, sockets or entries.")
  private @Nullable StateKind kind;

  EditCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException, InputException {
    StateKind wanted = Args.required(kind);
    try (ProcnetClient client = session.connect()) {
      long revision =
          client.stacks().getStack(GetStackRequest.getDefaultInstance()).getHeader().getRevision();
      ReadOptions state = ReadOptions.newBuilder().setExactRevision(revision).build();
      List<Message> before = wanted.elements(wanted.read(client, state));
      Path file = Files.createTempFile("procnet-" + wanted.word(), ".yaml");
      Files.writeString(file, text(wanted, before, revision));
      boolean applied = false;
      try {
        edit(file);
        List<Mutation> changes = changes(wanted, before, read(wanted, file));
        applied = apply(client, changes, revision);
      } finally {
        if (applied) {
          Files.delete(file);
        } else {
          session.console().say("not applied; what was edited is in " + file);
        }
      }
    }
    return ExitCode.OK;
  }

  private String text(StateKind wanted, List<Message> elements, long revision) {
    return "# "
        + wanted.word()
        + " of stack "
        + session.stack()
        + " at revision "
        + Unsigned.text(revision)
        + ". Saved changes are applied; without any, nothing is.\n"
        + Yaml.ofJson(Printer.json(wanted.listOf(elements)));
  }

  /** The editor has the terminal, whatever is piped. */
  private void edit(Path file) throws IOException {
    String editor =
        session
            .environment()
            .getOrDefault("VISUAL", session.environment().getOrDefault("EDITOR", "vi"));
    // As git and others do: the variable may hold options.
    Process process =
        new ProcessBuilder("sh", "-c", editor + " \"$1\"", editor, file.toString())
            .inheritIO()
            .start();
    try {
      if (process.waitFor() != 0) {
        throw new IOException("'" + editor + "' ended with " + process.exitValue());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while '" + editor + "' ran", e);
    }
  }

  private static List<Message> read(StateKind wanted, Path file)
      throws IOException, InputException {
    Message list =
        new MessageReader(file.toString()).read(Files.readAllBytes(file), wanted.empty());
    return wanted.elements(list);
  }

  /** Removals first: what they free may be taken. */
  static List<Mutation> changes(StateKind kind, List<Message> before, List<Message> after) {
    Map<String, Message> old = new LinkedHashMap<>();
    before.forEach(element -> old.put(kind.identity(element), element));
    List<Mutation> puts = new ArrayList<>();
    for (Message element : after) {
      Message was = old.remove(kind.identity(element));
      if (!element.equals(was)) {
        puts.add(kind.put(was == null ? element.getDefaultInstanceForType() : was, element));
      }
    }
    List<Mutation> changes = new ArrayList<>();
    old.values().forEach(element -> changes.add(kind.delete(element)));
    changes.addAll(puts);
    return changes;
  }

  /** False: it was not to be applied. */
  private boolean apply(ProcnetClient client, List<Mutation> changes, long revision)
      throws IOException {
    if (changes.isEmpty()) {
      session.console().say("nothing was changed");
      return true;
    }
    ApplyMutationsRequest.Builder request =
        ApplyMutationsRequest.newBuilder().addAllMutations(changes);
    request.addPreconditions(Precondition.newBuilder().setStack(true).setRevision(revision));
    batch.apply(session, client, request.build());
    return true;
  }
}
