package dev.procnet.client.cli;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The options of every command. They may stand before and after it. */
@Command(
    name = "procnet",
    description = "Reads and controls the /proc/net of modelled network stacks.",
    versionProvider = VersionCommand.Provider.class,
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Exit codes: 0 ok, 1 failure, 2 usage, 3 not found, 4 unavailable, 5 denied, 6 silent, 7"
          + " protocol, 8 lost, 9 damaged, 10 unsupported, 11 unchanged; see 'procnet help"
          + " exit-codes'."
    })
final class RootCommand implements Runnable {

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--server",
      paramLabel = "ADDRESS",
      scope = ScopeType.INHERIT,
      description = "host:port or unix:path. PROCNET_SERVER, the context, or 127.0.0.1:7461.")
  private @Nullable String server;

  @Option(
      names = "--stack",
      paramLabel = "ID",
      scope = ScopeType.INHERIT,
      description = "The stack. PROCNET_STACK, the context, or 'default'.")
  private @Nullable String stack;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      scope = ScopeType.INHERIT,
      converter = Durations.class,
      description = "Longest wait for an answer (10s), and between parts of a stream (30s).")
  private @Nullable Duration timeout;

  @Option(
      names = "--tls",
      negatable = true,
      scope = ScopeType.INHERIT,
      description = "Speaks TLS. PROCNET_TLS=true, the context, or not.")
  private @Nullable Boolean tls;

  @Option(
      names = "--ca",
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      description = "With TLS, PEM certificates to trust. PROCNET_CA, the context, or Java's own.")
  private @Nullable String ca;

  @Option(
      names = "--cert",
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      description = "With TLS, PEM certificate to show. PROCNET_CERT, the context, or none.")
  private @Nullable String cert;

  @Option(
      names = "--key",
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      description = "PEM private key of --cert. PROCNET_KEY, the context, or none.")
  private @Nullable String key;

  @Option(
      names = "--server-name",
      paramLabel = "NAME",
      scope = ScopeType.INHERIT,
      description =
          "With TLS, the name to expect. PROCNET_SERVER_NAME, the context, or that of --server.")
  private @Nullable String serverName;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      description =
          "Sends the bearer token in this file, with TLS or on loopback. PROCNET_TOKEN_FILE, the"
              + " context, or none.")
  private @Nullable String tokenFile;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      scope = ScopeType.INHERIT,
      completionCandidates = OutputFormat.Words.class,
      description = "table, wide, json, jsonl, yaml, name, raw (tabs) or csv.")
  private @Nullable OutputFormat output;

  @Option(
      names = "--no-color",
      scope = ScopeType.INHERIT,
      description = "No colours, as with NO_COLOR in the environment.")
  @SuppressWarnings("UnusedVariable") // looked for before the options are read
  private boolean noColor;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Tells how a command is used.")
  @SuppressWarnings("UnusedVariable") // picocli looks at the option, not at the field
  private boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      scope = ScopeType.INHERIT,
      description = "Prints the version.")
  @SuppressWarnings("UnusedVariable") // as above
  private boolean version;

  @Nullable String server() {
    return server;
  }

  @Nullable String stack() {
    return stack;
  }

  @Nullable Duration timeout() {
    return timeout;
  }

  /** The file of a bearer token; null where none is named. */
  @Nullable String tokenFile() {
    return tokenFile;
  }

  /** Whether to speak TLS; null where nothing is said. */
  @Nullable Boolean tls() {
    return tls;
  }

  /** What is said of TLS besides, by the names of options without their dashes. */
  Map<String, String> tlsOptions() {
    Map<String, String> given = new LinkedHashMap<>();
    putIfGiven(given, "ca", ca);
    putIfGiven(given, "cert", cert);
    putIfGiven(given, "key", key);
    putIfGiven(given, "server-name", serverName);
    return given;
  }

  private static void putIfGiven(Map<String, String> given, String name, @Nullable String value) {
    if (value != null) {
      given.put(name, value);
    }
  }

  /** The form of the output; null where none is asked for. */
  @Nullable OutputFormat output() {
    return output;
  }

  @Override
  public void run() {
    throw usage("a command is missing");
  }

  /** The arguments of a command are wrong. */
  static ParameterException usage(CommandSpec command, String message) {
    return new ParameterException(command.commandLine(), message);
  }

  /** The command line is wrong. */
  ParameterException usage(String message) {
    CommandLine line = spec == null ? new CommandLine(this) : spec.commandLine();
    return new ParameterException(line, message);
  }
}
