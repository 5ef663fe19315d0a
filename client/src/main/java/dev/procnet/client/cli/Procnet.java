package dev.procnet.client.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/** The command line's main class. */
public final class Procnet {

  /** Held, as a logger that nobody holds forgets its level. */
  private static final Logger ROOT = Logger.getLogger("");

  private static final int USUAL_COLUMNS = 80;

  private Procnet() {}

  /** Runs a command line and ends the process with its exit code. */
  public static void main(String[] args) {
    // Libraries log stack traces of what is reported as an error here.
    ROOT.setLevel(Level.OFF);
    OutputStream out = new FileOutputStream(FileDescriptor.out);
    Console console =
        new Console(System.in, out, System.err, Terminal.isOutput(), Terminal.isError());
    System.exit(run(console, System.getenv(), args));
  }

  /**
   * Runs a command line.
   *
   * @param environment variables
   * @return exit code
   */
  static int run(Console console, Map<String, String> environment, String... args) {
    return commandLine(console, environment, List.of(args)).execute(args);
  }

  private static CommandLine commandLine(
      Console console, Map<String, String> environment, List<String> args) {
    RootCommand root = new RootCommand();
    Session session = new Session(console, environment, root);
    CommandLine line = new CommandLine(root);
    Commands.add(line, session, args);
    ErrorReport errors = new ErrorReport(session, wantsJson(args));
    return line.setOut(writer(console.out()))
        .setErr(writer(console.err()))
        .setColorScheme(Help.defaultColorScheme(colors(console, environment, args)))
        .setHelpFactory(new ExamplesHelp(helpColumns(console, environment, args)))
        .setExpandAtFiles(false)
        .setExecutionStrategy(parsed -> execute(parsed, root))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler((e, a) -> errors.usage(e))
        .setExecutionExceptionHandler((e, l, r) -> errors.failure(e));
  }

  private static Ansi colors(Console console, Map<String, String> environment, List<String> args) {
    boolean plain =
        !console.isTerminal()
            || args.contains("--no-color")
            || !environment.getOrDefault("NO_COLOR", "").isEmpty()
            || Terminal.isDumb(environment);
    return plain ? Ansi.OFF : Ansi.ON;
  }

  /** Asked for where help is: the answer takes a process. */
  private static int helpColumns(
      Console console, Map<String, String> environment, List<String> args) {
    boolean help = Stream.of("help", "-h", "--help").anyMatch(args::contains);
    return help && console.isTerminal() ? Terminal.columns(environment) : USUAL_COLUMNS;
  }

  private static int execute(ParseResult parsed, RootCommand root) {
    ParseResult last = parsed;
    while (last.hasSubcommand()) {
      last = last.subcommand();
    }
    if (last.commandSpec().userObject() instanceof PlainOutput && root.output() != null) {
      throw RootCommand.usage(
          last.commandSpec(), "-o: the output of " + last.commandSpec().name() + " has one form");
    }
    return new RunLast().execute(parsed);
  }

  /** The options may be what is wrong, so this can't be asked of them. */
  private static boolean wantsJson(List<String> args) {
    int at = args.indexOf("-o") < 0 ? args.indexOf("--output") : args.indexOf("-o");
    return Stream.of("-ojson", "-o=json", "--output=json").anyMatch(word -> begins(args, word))
        || (at >= 0 && at + 1 < args.size() && args.get(at + 1).matches("(?i)jsonl?"));
  }

  /** With an l, too. */
  private static boolean begins(List<String> args, String word) {
    return args.contains(word) || args.contains(word + "l");
  }

  private static PrintWriter writer(OutputStream stream) {
    return new PrintWriter(new OutputStreamWriter(stream, UTF_8), true);
  }
}
