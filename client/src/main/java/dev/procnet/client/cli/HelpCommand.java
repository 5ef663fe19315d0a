package dev.procnet.client.cli;

import dev.procnet.client.cli.input.Nearest;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code procnet help}. Picocli's own has options of its own, at odds with ours. */
@Command(name = "help", description = "Tells how a command is used.")
final class HelpCommand implements Runnable, PlainOutput {

  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      paramLabel = "COMMAND",
      arity = "0..*",
      description = "As cat, stacks create; exit-codes.")
  private List<String> words = List.of();

  @Override
  public void run() {
    if (words.equals(List.of("exit-codes"))) {
      exitCodes(Args.required(spec).commandLine().getOut());
      return;
    }
    CommandLine line = Args.required(spec).root().commandLine();
    for (String word : words) {
      line = subcommand(line, word);
    }
    line.usage(line.getOut());
  }

  private static void exitCodes(PrintWriter out) {
    new TreeMap<>(ExitCode.WORDS).forEach((code, words) -> out.printf("%3d  %s%n", code, words));
    out.flush();
  }

  private static CommandLine subcommand(CommandLine line, String word) {
    Map<String, CommandLine> commands = line.getSubcommands();
    CommandLine command = commands.get(word);
    if (command == null) {
      throw new ParameterException(
          line, "unknown command '" + word + "'" + Nearest.hint(word, commands.keySet()));
    }
    return command;
  }
}
