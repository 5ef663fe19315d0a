package dev.procnet.client.cli;

import dev.procnet.client.ServerAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code procnet context}. */
@Command(
    name = "context",
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "Names servers and stacks, so that they need not be written each time.",
      "procnet context set lab --server 10.0.0.5:7461 --stack router; procnet context use lab",
      "procnet context set lab --tls --ca lab.pem",
      "An option is taken before the environment, that before the context in use."
    })
final class ContextCommand implements Runnable, CommandWithOthers {

  private final Session session;

  ContextCommand(Session session) {
    this.session = session;
  }

  @Override
  public void addTo(CommandLine line) {
    line.addSubcommand("ls", new Ls(session));
    line.addSubcommand("use", new Use(session));
    line.addSubcommand("set", new Set(session));
    line.addSubcommand("rm", new Rm(session));
  }

  @Override
  public void run() {
    throw session.options().usage("a command is missing after context: ls, use, set or rm");
  }

  /** Contexts, the one in use marked. */
  @Command(name = "ls", description = "Lists contexts.")
  private static final class Ls implements Callable<Integer>, PlainOutput {
    private final Session session;

    Ls(Session session) {
      this.session = session;
    }

    @Override
    public Integer call() throws IOException {
      Contexts contexts = Contexts.load(session.environment());
      Table table =
          new Table(
              session.console(),
              List.of(
                  Table.Column.left("USED"),
                  Table.Column.left("NAME"),
                  Table.Column.left("SERVER"),
                  Table.Column.left("STACK"),
                  Table.Column.left("TLS")));
      for (String name : contexts.names()) {
        table.add(
            List.of(
                name.equals(contexts.current()) ? "*" : "",
                name,
                contexts.value(name, "server").orElse(""),
                contexts.value(name, "stack").orElse(""),
                contexts.value(name, "tls").orElse("")));
      }
      table.finish();
      return ExitCode.OK;
    }
  }

  /** What changes a context that must be there. */
  private abstract static class OfOne implements Callable<Integer>, PlainOutput {
    final Session session;

    @Spec @Nullable CommandSpec spec;

    @Parameters(paramLabel = "NAME", description = "The context.")
    String name = "";

    OfOne(Session session) {
      this.session = session;
    }

    abstract void change(Contexts contexts) throws IOException;

    @Override
    public final Integer call() throws IOException {
      Contexts contexts = Contexts.load(session.environment());
      change(contexts);
      contexts.save();
      return ExitCode.OK;
    }

    final void check(Contexts contexts) {
      if (!contexts.names().contains(name)) {
        throw new NotThereException("context", name, contexts.names());
      }
    }

    final ParameterException wrong(String message) {
      return RootCommand.usage(Args.required(spec), message);
    }
  }

  /** Puts one in use. */
  @Command(name = "use", description = "Puts a context in use.")
  private static final class Use extends OfOne {
    Use(Session session) {
      super(session);
    }

    @Override
    void change(Contexts contexts) {
      check(contexts);
      contexts.use(name);
    }
  }

  /** Forgets one. */
  @Command(name = "rm", description = "Forgets a context.")
  private static final class Rm extends OfOne {
    Rm(Session session) {
      super(session);
    }

    @Override
    void change(Contexts contexts) {
      check(contexts);
      contexts.remove(name);
    }
  }

  /** Makes or changes one. */
  @Command(
      name = "set",
      description = {
        "Sets a context's server, stack, TLS and token: --server, --stack, --tls, --ca, --cert,"
            + " --key, --server-name, --token-file.",
        "It holds the names of files, not what is in them."
      })
  private static final class Set extends OfOne {
    Set(Session session) {
      super(session);
    }

    @Override
    void change(Contexts contexts) {
      try {
        Map<String, String> values = values(session.options());
        if (values.isEmpty()) {
          throw wrong("--server, --stack, --token-file or an option of TLS is missing");
        }
        values.computeIfPresent("server", (key, text) -> ServerAddress.parse(text).toString());
        values.forEach((key, value) -> contexts.set(name, key, value));
      } catch (IllegalArgumentException e) {
        throw wrong(String.valueOf(e.getMessage()));
      }
    }

    private static Map<String, String> values(RootCommand options) {
      Map<String, String> values = new HashMap<>();
      putIfGiven(values, "server", options.server());
      putIfGiven(values, "stack", options.stack());
      putIfGiven(values, "tls", options.tls());
      options.tlsOptions().forEach((key, value) -> values.put(key, fromAnywhere(key, value)));
      String tokenFile = options.tokenFile();
      if (tokenFile != null) {
        values.put("token-file", fromAnywhere("token-file", tokenFile));
      }
      return values;
    }

    private static void putIfGiven(Map<String, String> values, String key, @Nullable Object value) {
      if (value != null) {
        values.put(key, value.toString());
      }
    }

    /** A context is used in any directory. */
    private static String fromAnywhere(String key, String value) {
      return key.equals("server-name") ? value : Path.of(value).toAbsolutePath().toString();
    }
  }
}
