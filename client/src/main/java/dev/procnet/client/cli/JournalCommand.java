package dev.procnet.client.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code procnet journal}. */
@Command(
    name = "journal",
    description = "Shows what was called, of a server started with --journal or --test-mode.",
    synopsisSubcommandLabel = "COMMAND")
final class JournalCommand implements Runnable, CommandWithOthers {

  private final Session session;

  @Spec private @Nullable CommandSpec spec;

  JournalCommand(Session session) {
    this.session = session;
  }

  @Override
  public void addTo(CommandLine line) {
    line.addSubcommand("ls", new JournalLsCommand(session))
        .addSubcommand("wait", new JournalWaitCommand(session))
        .addSubcommand("clear", new JournalClearCommand(session));
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        Args.required(spec).commandLine(), "a command is missing: ls, wait or clear");
  }
}
