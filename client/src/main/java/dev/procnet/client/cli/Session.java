package dev.procnet.client.cli;

import dev.procnet.client.ClientOptions;
import dev.procnet.client.ProcnetClient;
import dev.procnet.client.ServerAddress;
import dev.procnet.client.Timeouts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a command runs in.
 *
 * @param console where it writes
 * @param environment variables that stand in for options
 * @param options of every command, read before the command runs
 */
record Session(Console console, Map<String, String> environment, RootCommand options) {

  private static final String SERVER = "PROCNET_SERVER";
  private static final String STACK = "PROCNET_STACK";
  private static final String DEFAULT_SERVER = "127.0.0.1:7461";

  /** A client of the server and stack that the options name. */
  ProcnetClient connect() {
    Given token = given(options.tokenFile(), "PROCNET_TOKEN_FILE", "token-file", "");
    Optional<Path> file = Optional.of(token.value()).filter(name -> !name.isEmpty()).map(Path::of);
    ClientOptions server =
        new ClientOptions(address(), stack(), timeouts(), Optional.empty(), file);
    try {
      return speaksTls() ? new TlsSession(this).connect(server) : ProcnetClient.connect(server);
    } catch (IllegalArgumentException e) {
      throw options.usage(token.source() + ": " + e.getMessage());
    }
  }

  /** The server that the command speaks to, as a user would name it. */
  String server() {
    return address().toString();
  }

  /** The stack that the command speaks of. */
  String stack() {
    String stack = given(options.stack(), STACK, "stack", ClientOptions.DEFAULT_STACK).value();
    if (stack.isEmpty()) {
      throw options.usage("stack: a name expected, not an empty one");
    }
    return stack;
  }

  /** Prints answers as the options say. */
  Printer printer() {
    return new Printer(console, format());
  }

  OutputFormat format() {
    OutputFormat format = options.output();
    return format == null ? OutputFormat.TABLE : format;
  }

  private boolean speaksTls() {
    Boolean option = options.tls();
    Given given = given(option == null ? null : option.toString(), "PROCNET_TLS", "tls", "false");
    boolean speaks = isTrue(given);
    if (!speaks && !options.tlsOptions().isEmpty()) {
      String name = options.tlsOptions().keySet().iterator().next();
      throw options.usage("--" + name + " is for TLS: --tls is missing");
    }
    return speaks;
  }

  private boolean isTrue(Given given) {
    return switch (given.value().toLowerCase(Locale.ROOT)) {
      case "true", "yes", "1" -> true;
      case "false", "no", "0", "" -> false;
      default ->
          throw options.usage(given.source() + ": '" + given.value() + "': true or false expected");
    };
  }

  private ServerAddress address() {
    Given given = given(options.server(), SERVER, "server", DEFAULT_SERVER);
    try {
      return ServerAddress.parse(given.value());
    } catch (IllegalArgumentException e) {
      throw options.usage(given.source() + ": " + e.getMessage());
    }
  }

  /**
   * A value, and who gave it.
   *
   * @param source as an error names it
   */
  record Given(String value, String source) {}

  /** An option goes before the environment, that before the context in use. */
  Given given(@Nullable String option, String variable, String key, String otherwise) {
    if (option != null) {
      return new Given(option, "--" + key);
    }
    String value = environment.get(variable);
    if (value != null) {
      return new Given(value, variable);
    }
    try {
      Contexts contexts = Contexts.load(environment);
      return contexts
          .currentValue(key)
          .map(known -> new Given(known, "context '" + contexts.current() + "'"))
          .orElse(new Given(otherwise, "default"));
    } catch (IOException e) {
      throw options.usage("contexts can't be read: " + e.getMessage());
    }
  }

  private Timeouts timeouts() {
    return options.timeout() == null
        ? Timeouts.DEFAULT
        : Timeouts.DEFAULT.withAnswerWithin(options.timeout());
  }
}
