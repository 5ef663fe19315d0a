package dev.procnet.client.cli;

import dev.procnet.client.ClientOptions;
import dev.procnet.client.ProcnetClient;
import dev.procnet.client.ServerAddress;
import dev.procnet.client.Timeouts;
import java.io.IOException;
import java.util.Map;
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
    return ProcnetClient.connect(new ClientOptions(address(), stack(), timeouts()));
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
  private record Given(String value, String source) {}

  /** An option goes before the environment, that before the context in use. */
  private Given given(@Nullable String option, String variable, String key, String otherwise) {
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
