package dev.procnet.client.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code procnet stacks}. */
@Command(
    name = "stacks",
    description = "Lists, makes, renews, resets and removes stacks.",
    synopsisSubcommandLabel = "COMMAND")
final class StacksCommand implements Runnable, CommandWithOthers {

  private final Session session;

  @Spec private @Nullable CommandSpec spec;

  StacksCommand(Session session) {
    this.session = session;
  }

  @Override
  public void addTo(CommandLine line) {
    line.addSubcommand("ls", new StacksLsCommand(session))
        .addSubcommand("create", new StacksCreateCommand(session))
        .addSubcommand("get", new StacksGetCommand(session))
        .addSubcommand("renew", new StacksRenewCommand(session))
        .addSubcommand("reset", new StacksResetCommand(session))
        .addSubcommand("rm", new StacksRmCommand(session));
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        Args.required(spec).commandLine(),
        "a command is missing: ls, create, get, renew, reset or rm");
  }
}
