package dev.procnet.client.cli;

import dev.procnet.client.ClientOptions;
import dev.procnet.client.ProcnetClient;
import dev.procnet.client.ServerAddress;
import dev.procnet.client.Timeouts;
import java.util.Map;

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

  /** The stack that the command speaks of. */
  String stack() {
    String option = options.stack();
    String stack =
        option != null ? option : environment.getOrDefault(STACK, ClientOptions.DEFAULT_STACK);
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
    String option = options.server();
    try {
      return ServerAddress.parse(
          option != null ? option : environment.getOrDefault(SERVER, DEFAULT_SERVER));
    } catch (IllegalArgumentException e) {
      throw options.usage((option != null ? "--server: " : SERVER + ": ") + e.getMessage());
    }
  }

  private Timeouts timeouts() {
    return options.timeout() == null
        ? Timeouts.DEFAULT
        : Timeouts.DEFAULT.withAnswerWithin(options.timeout());
  }
}
