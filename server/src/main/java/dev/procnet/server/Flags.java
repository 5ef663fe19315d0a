package dev.procnet.server;

import dev.procnet.server.config.Setting;
import dev.procnet.server.config.Setting.Kind;
import dev.procnet.server.config.SettingValues.Written;
import dev.procnet.server.config.Settings;
import dev.procnet.server.metrics.BuildInfo;
import dev.procnet.server.stack.Suggestions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line: a flag for each setting, and those that are no settings. */
final class Flags {

  private static final String CONFIG = "--config";
  private static final String HELP = "--help";
  private static final String VERSION = "--version";

  private final CommandLine commandLine;
  private final ParseResult parsed;

  private Flags(CommandLine commandLine, ParseResult parsed) {
    this.commandLine = commandLine;
    this.parsed = parsed;
  }

  /**
   * Takes a command line apart.
   *
   * @param problems told of each flag that is unknown, given twice or without its value
   */
  static Flags parse(List<String> args, Consumer<String> problems) {
    CommandLine commandLine = new CommandLine(spec());
    ParseResult parsed = commandLine.parseArgs(args.toArray(String[]::new));
    parsed.errors().stream().flatMap(Flags::describe).forEach(problems);
    return new Flags(commandLine, parsed);
  }

  /** The manual is asked for. */
  boolean help() {
    return parsed.hasMatchedOption(HELP);
  }

  /** The version is asked for. */
  boolean version() {
    return parsed.hasMatchedOption(VERSION);
  }

  /** The manual. */
  String usage() {
    return commandLine.getUsageMessage();
  }

  /** The configuration file. */
  Optional<Path> config() {
    return parsed.hasMatchedOption(CONFIG)
        ? Optional.of(Path.of(parsed.matchedOption(CONFIG).stringValues().getLast()))
        : Optional.empty();
  }

  /** The settings that were given. */
  Map<Setting<?>, List<Written>> values() {
    Map<Setting<?>, List<Written>> values = new LinkedHashMap<>();
    for (Setting<?> setting : Settings.all()) {
      String flag = flag(setting);
      if (parsed.hasMatchedOption(flag)) {
        List<String> texts = parsed.matchedOption(flag).stringValues();
        values.put(setting, texts.stream().map(text -> new Written(text, flag)).toList());
      }
    }
    return values;
  }

  private static CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().name("procnetd");
    spec.parser().collectErrors(true);
    spec.usageMessage()
        .description("Serves the files of /proc/net over gRPC, from stacks that clients control.%n")
        .footer(
            "",
            "A key of the configuration file is a flag without its dashes, for example 'max-stacks:"
                + " 20'. Flags win over the file. Environment variables are not settings.",
            "Exit codes: 0 stopped as told, 1 could not start or serve, 2 wrong flags or"
                + " configuration.")
        .width(100)
        .sortOptions(false)
        .abbreviateSynopsis(true);
    Settings.all().forEach(setting -> spec.addOption(option(setting)));
    spec.addOption(
        OptionSpec.builder(CONFIG)
            .paramLabel("FILE")
            .type(String.class)
            .arity("1")
            .description("a YAML file with settings")
            .build());
    spec.addOption(special("-h", HELP, "print this and stop").usageHelp(true).build());
    spec.addOption(special("-V", VERSION, "print the version and stop").versionHelp(true).build());
    return spec;
  }

  private static OptionSpec option(Setting<?> setting) {
    OptionSpec.Builder option =
        OptionSpec.builder(flag(setting))
            .paramLabel(setting.label())
            .type(String.class)
            .arity("1")
            .description(description(setting));
    return switch (setting.kind()) {
      case ONE -> option.build();
      case SEVERAL -> option.type(List.class).auxiliaryTypes(String.class).build();
      case SWITCH -> option.arity("0..1").fallbackValue("true").build();
    };
  }

  private static OptionSpec.Builder special(String shortName, String name, String description) {
    return OptionSpec.builder(shortName, name)
        .type(boolean.class)
        .arity("0")
        .description(description);
  }

  /** Meaning, range and default. */
  private static String description(Setting<?> setting) {
    List<String> notes = new ArrayList<>();
    if (!setting.label().contains("|")) {
      notes.add(setting.expected());
    }
    if (setting.kind() != Kind.SWITCH && !setting.defaults().isEmpty()) {
      notes.add("default " + String.join(", ", setting.defaults()));
    }
    String all = notes.isEmpty() ? "" : " (" + String.join("; ", notes) + ")";
    // picocli takes a percent sign for a format.
    return (setting.meaning() + all).replace("%", "%%");
  }

  private static String flag(Setting<?> setting) {
    return "--" + setting.name();
  }

  private static Stream<String> describe(Exception error) {
    return error instanceof UnmatchedArgumentException unmatched
        ? unmatched.getUnmatched().stream().map(Flags::unknown)
        : Stream.of(String.valueOf(error.getMessage()));
  }

  private static String unknown(String argument) {
    List<String> known =
        Stream.concat(Settings.all().stream().map(Flags::flag), Stream.of(CONFIG, HELP, VERSION))
            .toList();
    String kind = argument.startsWith("-") ? "unknown flag" : "unexpected argument";
    return kind + " '" + argument + "'" + Suggestions.didYouMean(argument, known);
  }

  /** What {@code --version} prints. */
  static String versionLine() {
    return "procnetd " + BuildInfo.load();
  }
}
