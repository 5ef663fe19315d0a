package dev.procnet.client.cli;

import com.google.protobuf.Message;
import dev.procnet.client.ProcnetClient;
import dev.procnet.client.cli.input.Nearest;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code procnet get}. */
@Command(
    name = "get",
    description = "Prints parts of a stack as the API has them, and as apply takes them: YAML.")
final class GetCommand implements Callable<Integer> {

  private final Session session;

  @Spec private @Nullable CommandSpec spec;
  @Mixin private ReadMixin read = new ReadMixin();

  @Parameters(
      index = "0",
      paramLabel = "KIND",
      converter = StateKind.Converter.class,
      completionCandidates = StateKind.Words.class,
      description = "interfaces, routes, neighbors, sockets or entries.")
  private @Nullable StateKind kind;

  @Parameters(
      index = "1..*",
      paramLabel = "KEY",
      description = "A name, address or id; of entries, their kind. None: all.")
  private List<String> keys = List.of();

  GetCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    StateKind wanted = Args.required(kind);
    OutputFormat format = form(wanted);
    try (ProcnetClient client = session.connect()) {
      List<Message> all = wanted.elements(wanted.read(client, read.options()));
      List<Message> found =
          all.stream().filter(each -> keys.isEmpty() || keys.contains(key(wanted, each))).toList();
      print(wanted, found, format);
      List<String> known = all.stream().map(each -> key(wanted, each)).distinct().toList();
      List<String> missing = keys.stream().filter(key -> !known.contains(key)).toList();
      return missing.isEmpty() ? ExitCode.OK : notFound(wanted, known, missing);
    }
  }

  private static String key(StateKind kind, Message element) {
    return Printer.name(kind.key(element)).strip();
  }

  private OutputFormat form(StateKind wanted) {
    OutputFormat format = session.options().output();
    if (format != null && format.isTable()) {
      throw RootCommand.usage(
          Args.required(spec),
          "-o: get has yaml, json, jsonl and name; 'procnet " + wanted.word() + "' has tables");
    }
    return format == null ? OutputFormat.YAML : format;
  }

  private void print(StateKind wanted, List<Message> found, OutputFormat format)
      throws IOException {
    if (format == OutputFormat.NAME) {
      for (Message element : found) {
        session.console().print(Printer.name(wanted.key(element)));
      }
    } else {
      new Printer(session.console(), format).message(wanted.listOf(found));
    }
  }

  private int notFound(StateKind wanted, List<String> known, List<String> missing) {
    for (String key : missing) {
      session
          .console()
          .say(wanted.word() + ": '" + key + "' is not there" + Nearest.hint(key, known));
    }
    return ExitCode.NOT_FOUND;
  }
}
