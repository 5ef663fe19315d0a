package dev.procnet.client.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code procnet faults}. */
@Command(
    name = "faults",
    description = {
      "Makes calls fail, come late or tell old news, of a server started with --faults or",
      "--test-mode. --stack '*' stands for the calls of all stacks and of none."
    },
    synopsisSubcommandLabel = "COMMAND")
final class FaultsCommand implements Runnable, CommandWithOthers {

  private final Session session;

  @Spec private @Nullable CommandSpec spec;

  FaultsCommand(Session session) {
    this.session = session;
  }

  @Override
  public void addTo(CommandLine line) {
    line.addSubcommand("set", new FaultsSetCommand(session))
        .addSubcommand("ls", new FaultsLsCommand(session))
        .addSubcommand("clear", new FaultsClearCommand(session));
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        Args.required(spec).commandLine(), "a command is missing: set, ls or clear");
  }
}
