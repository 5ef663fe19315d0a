package dev.procnet.client.cli;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** A command's manual page, man(7), made of what its help is made of. */
final class ManPage {

  private final CommandSpec spec;
  private final StringBuilder page = new StringBuilder();

  private ManPage(CommandSpec spec) {
    this.spec = spec;
  }

  /**
   * A page.
   *
   * @param version as in its foot
   * @param date as in its foot, {@code 2026-01-31}
   */
  static String of(CommandLine line, String version, String date) {
    ManPage page = new ManPage(line.getCommandSpec());
    page.head(version, date);
    page.examples();
    page.description();
    page.parameters();
    page.options("OPTIONS", page.spec.options().stream().filter(o -> !o.inherited()).toList());
    page.commands(line);
    page.options(
        "OPTIONS OF ALL COMMANDS",
        page.spec.options().stream().filter(OptionSpec::inherited).toList());
    page.exitCodes();
    page.seeAlso(line);
    return page.page.toString();
  }

  /** {@code procnet-stacks-create}. */
  static String name(CommandSpec spec) {
    return spec.qualifiedName("-");
  }

  private void head(String version, String date) {
    String name = name(spec);
    String title = escape(name.toUpperCase(Locale.ROOT));
    // The date's dashes are no text: not escaped, they are read as a date.
    page.append(".TH \"").append(title).append("\" \"1\" \"").append(date).append("\" \"");
    page.append(escape("procnet " + version)).append("\"\n");
    section("NAME");
    text(name + " - " + summary(spec));
    section("SYNOPSIS");
    String synopsis = new Help(spec, Help.defaultColorScheme(Ansi.OFF)).synopsis(0);
    text(synopsis.replaceAll("\\s+", " ").strip());
  }

  private void examples() {
    List<String> examples = ExamplesHelp.of(spec);
    if (!examples.isEmpty()) {
      section("EXAMPLES");
      page.append(".nf\n");
      examples.forEach(this::text);
      page.append(".fi\n");
    }
  }

  private void description() {
    section("DESCRIPTION");
    List<String> paragraphs =
        Stream.of(spec.usageMessage().description(), spec.usageMessage().footer())
            .flatMap(Stream::of)
            .filter(paragraph -> !paragraph.isEmpty())
            .toList();
    for (int i = 0; i < paragraphs.size(); i++) {
      page.append(i == 0 ? "" : ".PP\n");
      text(plain(paragraphs.get(i)));
    }
  }

  private void parameters() {
    if (!spec.positionalParameters().isEmpty()) {
      section("ARGUMENTS");
    }
    for (PositionalParamSpec parameter : spec.positionalParameters()) {
      item("\\fI" + escape(parameter.paramLabel()) + "\\fR", parameter.description());
    }
  }

  private void options(String title, List<OptionSpec> options) {
    List<OptionSpec> shown = options.stream().filter(option -> !option.hidden()).toList();
    if (!shown.isEmpty()) {
      section(title);
    }
    for (OptionSpec option : shown) {
      String names =
          Stream.of(option.names())
              .map(name -> "\\fB" + escape(name) + "\\fR")
              .collect(Collectors.joining(", "));
      boolean takes = option.arity().max() > 0;
      item(
          takes ? names + "=\\fI" + escape(option.paramLabel()) + "\\fR" : names,
          option.description());
    }
  }

  private void commands(CommandLine line) {
    Map<String, CommandLine> commands = new TreeMap<>(line.getSubcommands());
    if (!commands.isEmpty()) {
      section("COMMANDS");
    }
    commands.forEach(
        (name, command) ->
            item("\\fB" + escape(name) + "\\fR", new String[] {summary(command.getCommandSpec())}));
  }

  private void exitCodes() {
    section("EXIT STATUS");
    new TreeMap<>(ExitCode.WORDS)
        .forEach((code, words) -> item(Integer.toString(code), new String[] {words}));
  }

  private void seeAlso(CommandLine line) {
    Stream<CommandSpec> others =
        spec.parent() == null
            ? line.getSubcommands().values().stream().map(CommandLine::getCommandSpec)
            : Stream.concat(
                Stream.of(spec.parent()),
                line.getSubcommands().values().stream().map(CommandLine::getCommandSpec));
    section("SEE ALSO");
    text(others.map(other -> name(other) + "(1)").sorted().collect(Collectors.joining(", ")));
  }

  private void section(String title) {
    page.append(".SH \"").append(escape(title)).append("\"\n");
  }

  private void item(String label, String[] description) {
    page.append(".TP\n").append(label).append('\n');
    text(plain(String.join(" ", description)));
  }

  /** A dot or a quote at a line's begin would make a macro of it. */
  private void text(String text) {
    String escaped = escape(text);
    boolean macro = escaped.startsWith(".") || escaped.startsWith("'");
    page.append(macro ? "\\&" : "").append(escaped).append('\n');
  }

  private static String summary(CommandSpec spec) {
    String[] description = spec.usageMessage().description();
    return description.length == 0 ? "" : plain(description[0]).replaceAll("\\.$", "");
  }

  /** Picocli's descriptions are templates of String.format. */
  private static String plain(String template) {
    return template.replace("%n", " ").replace("%%", "%");
  }

  private static String escape(String text) {
    return text.replace("\\", "\\e").replace("-", "\\-").replace("\"", "\\(dq");
  }
}
