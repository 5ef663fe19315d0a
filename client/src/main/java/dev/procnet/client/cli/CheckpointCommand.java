package dev.procnet.client.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code procnet checkpoint}. */
@Command(
    name = "checkpoint",
    description = "Saves states of a stack under names, and goes back to them.",
    synopsisSubcommandLabel = "COMMAND")
final class CheckpointCommand implements Runnable, CommandWithOthers {

  private final Session session;

  @Spec private @Nullable CommandSpec spec;

  CheckpointCommand(Session session) {
    this.session = session;
  }

  @Override
  public void addTo(CommandLine line) {
    line.addSubcommand("save", new CheckpointSaveCommand(session))
        .addSubcommand("ls", new CheckpointLsCommand(session))
        .addSubcommand("restore", new CheckpointRestoreCommand(session))
        .addSubcommand("rm", new CheckpointRmCommand(session));
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        Args.required(spec).commandLine(), "a command is missing: save, ls, restore or rm");
  }
}
