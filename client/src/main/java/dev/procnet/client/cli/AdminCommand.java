package dev.procnet.client.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code procnet admin}. */
@Command(
    name = "admin",
    description = "Operates a server, by its admin listener (procnetd --admin-listen).",
    synopsisSubcommandLabel = "COMMAND")
final class AdminCommand implements Runnable, CommandWithOthers {

  private final Session session;

  @Spec private @Nullable CommandSpec spec;

  AdminCommand(Session session) {
    this.session = session;
  }

  @Override
  public void addTo(CommandLine line) {
    line.addSubcommand("status", new AdminStatusCommand(session))
        .addSubcommand("config", new AdminConfigCommand(session))
        .addSubcommand("drain", new AdminDrainCommand(session));
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        Args.required(spec).commandLine(), "a command is missing: status, config or drain");
  }
}
