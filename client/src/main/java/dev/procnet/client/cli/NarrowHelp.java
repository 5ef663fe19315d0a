package dev.procnet.client.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * Help for terminals that are narrower than picocli's: what a name means stands below it, indented.
 *
 * @param columns of the terminal
 */
record NarrowHelp(int columns) {

  private static final int INDENT = 4;
  private static final int FEWEST = 10;

  /** Puts its sections in place of picocli's. */
  void install(UsageMessageSpec usage) {
    Map<String, IHelpSectionRenderer> sections = usage.sectionMap();
    put(sections, UsageMessageSpec.SECTION_KEY_SYNOPSIS_HEADING, spec -> "");
    put(sections, UsageMessageSpec.SECTION_KEY_SYNOPSIS, this::synopsis);
    put(sections, UsageMessageSpec.SECTION_KEY_DESCRIPTION, this::description);
    put(sections, UsageMessageSpec.SECTION_KEY_PARAMETER_LIST, this::parameters);
    put(sections, UsageMessageSpec.SECTION_KEY_OPTION_LIST, this::options);
    put(sections, UsageMessageSpec.SECTION_KEY_COMMAND_LIST, this::commands);
    put(sections, UsageMessageSpec.SECTION_KEY_FOOTER, this::footer);
  }

  private static void put(
      Map<String, IHelpSectionRenderer> sections, String key, Function<CommandSpec, String> text) {
    sections.put(key, help -> text.apply(help.commandSpec()));
  }

  private String synopsis(CommandSpec spec) {
    String synopsis = new Help(spec, Help.defaultColorScheme(Ansi.OFF)).synopsis(0);
    return wrap("Usage: " + synopsis, 0);
  }

  private String description(CommandSpec spec) {
    return lines(spec.usageMessage().description(), 0);
  }

  private String footer(CommandSpec spec) {
    return lines(spec.usageMessage().footer(), 0);
  }

  private String parameters(CommandSpec spec) {
    return spec.positionalParameters().stream()
        .map(parameter -> item(parameter.paramLabel(), parameter.description()))
        .collect(Collectors.joining());
  }

  private String options(CommandSpec spec) {
    return spec.options().stream()
        .filter(option -> !option.hidden())
        .sorted(Comparator.comparing(option -> option.longestName().toLowerCase(Locale.ROOT)))
        .map(option -> item(names(option), option.description()))
        .collect(Collectors.joining());
  }

  private static String names(OptionSpec option) {
    String names = String.join(", ", option.names());
    return (option.negatable() ? names.replace("--", "--[no-]") : names)
        + (option.arity().max() > 0 ? "=" + option.paramLabel() : "");
  }

  private String commands(CommandSpec spec) {
    return spec.subcommands().entrySet().stream()
        .map(
            entry ->
                item(
                    entry.getKey(),
                    Stream.of(entry.getValue().getCommandSpec().usageMessage().description())
                        .limit(1)
                        .toArray(String[]::new)))
        .collect(Collectors.joining());
  }

  private String item(String name, String[] description) {
    return name + "\n" + lines(description, INDENT);
  }

  private String lines(String[] templates, int indent) {
    return Stream.of(templates)
        .map(line -> wrap(line.replace("%n", " ").replace("%%", "%"), indent))
        .collect(Collectors.joining());
  }

  /** A word that is longer than a line is left whole: it may have to be copied. */
  private String wrap(String text, int indent) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    int room = Math.max(FEWEST, columns - indent);
    for (String word : List.of(text.strip().split("\\s+", -1))) {
      if (line.length() > 0 && line.length() + 1 + word.length() > room) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.length() > 0 ? " " : "").append(word);
    }
    lines.add(line.toString());
    String margin = " ".repeat(indent);
    return lines.stream().map(each -> margin + each + "\n").collect(Collectors.joining());
  }
}
