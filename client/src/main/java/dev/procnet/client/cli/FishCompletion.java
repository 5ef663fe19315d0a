package dev.procnet.client.cli;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** A completion script for fish, made from the command model. */
final class FishCompletion {

  private final StringBuilder script = new StringBuilder("complete -c procnet -f\n");

  /** Names that only the server knows. */
  private static final String SERVER =
      """
      complete -c procnet -l stack -x -a '(procnet stacks ls -o name --timeout 1s 2>/dev/null)'
      complete -c procnet -n '__fish_seen_subcommand_from cat watch' \
        -a '(procnet ls -o name --timeout 1s 2>/dev/null)'
      complete -c procnet -n '__fish_seen_subcommand_from stacks; and __fish_seen_subcommand_from renew reset rm' \\
        -a '(procnet stacks ls -o name --timeout 1s 2>/dev/null)'
      complete -c procnet -n '__fish_seen_subcommand_from create' -l fork -x \\
        -a '(procnet stacks ls -o name --timeout 1s 2>/dev/null)'
      complete -c procnet \\
        -n '__fish_seen_subcommand_from checkpoint; and __fish_seen_subcommand_from restore rm' \\
        -a '(procnet checkpoint ls -o name --timeout 1s 2>/dev/null)'
      complete -c procnet -n '__fish_seen_subcommand_from link' \\
        -a '(procnet interfaces -o name --timeout 1s 2>/dev/null)'
      """;

  private FishCompletion() {}

  static String of(CommandLine line) {
    FishCompletion completion = new FishCompletion();
    completion.commands(line, "__fish_use_subcommand");
    completion.options(line.getCommandSpec().options(), "");
    for (Map.Entry<String, CommandLine> command : sorted(line)) {
      completion.command(command.getKey(), command.getValue());
    }
    completion.script.append(SERVER);
    return completion.script.toString();
  }

  private void command(String name, CommandLine line) {
    String seen = "__fish_seen_subcommand_from " + name;
    List<OptionSpec> own =
        line.getCommandSpec().options().stream().filter(option -> !option.inherited()).toList();
    options(own, seen);
    String others = String.join(" ", new TreeMap<>(line.getSubcommands()).keySet());
    commands(line, seen + "; and not __fish_seen_subcommand_from " + others);
    boolean takesFiles =
        Set.of("import", "export", "push", "mirror", "mount", "apply", "faults").contains(name);
    if (takesFiles) {
      script.append("complete -c procnet -F -n ").append(quote(seen)).append('\n');
    }
  }

  private void commands(CommandLine line, String condition) {
    for (Map.Entry<String, CommandLine> command : sorted(line)) {
      script
          .append("complete -c procnet -n ")
          .append(quote(condition))
          .append(" -a ")
          .append(command.getKey())
          .append(" -d ")
          .append(quote(first(command.getValue().getCommandSpec().usageMessage().description())))
          .append('\n');
    }
  }

  private void options(List<OptionSpec> options, String condition) {
    for (OptionSpec option : options) {
      script.append("complete -c procnet");
      if (!condition.isEmpty()) {
        script.append(" -n ").append(quote(condition));
      }
      for (String name : option.names()) {
        script.append(name.startsWith("--") ? " -l " : " -s ").append(name.replaceAll("^-+", ""));
      }
      script
          .append(option.arity().max() > 0 ? " -r" : "")
          .append(" -d ")
          .append(quote(first(option.description())))
          .append('\n');
    }
  }

  private static Set<Map.Entry<String, CommandLine>> sorted(CommandLine line) {
    return new TreeMap<>(line.getSubcommands()).entrySet();
  }

  private static String first(String[] lines) {
    return lines.length == 0 ? "" : lines[0];
  }

  private static String quote(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
