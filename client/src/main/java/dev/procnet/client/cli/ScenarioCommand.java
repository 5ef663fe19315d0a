package dev.procnet.client.cli;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import dev.procnet.client.ProcnetClient;
import dev.procnet.client.cli.input.InputException;
import dev.procnet.client.scenario.LoadedScenario;
import dev.procnet.client.scenario.ScenarioReader;
import dev.procnet.client.scenario.ScenarioRunner;
import dev.procnet.client.scenario.ScenarioSchema;
import dev.procnet.v1.DeleteStackRequest;
import dev.procnet.v1.GetStackRequest;
import dev.procnet.v1.GetStackResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code procnet scenario}. */
@Command(
    name = "scenario",
    description = "Runs scenarios: a state to begin in, and what happens from there.",
    synopsisSubcommandLabel = "COMMAND")
final class ScenarioCommand implements Runnable, CommandWithOthers {

  private final Session session;

  @Spec private @Nullable CommandSpec spec;

  ScenarioCommand(Session session) {
    this.session = session;
  }

  @Override
  public void addTo(CommandLine line) {
    line.addSubcommand("check", new Check(session))
        .addSubcommand("run", new Run(session))
        .addSubcommand("schema", new Schema(session));
  }

  @Override
  public void run() {
    throw RootCommand.usage(Args.required(spec), "a command is missing: check, run or schema");
  }

  /** Reads files, and needs no server. */
  @Command(name = "check", description = "Checks scenario files. No server is asked.")
  private static final class Check implements Callable<Integer> {

    private final Session session;

    @Parameters(
        paramLabel = "FILE",
        arity = "1..*",
        description = "YAML, JSON or text proto, as its ending or its content tells.")
    private List<Path> files = List.of();

    Check(Session session) {
      this.session = session;
    }

    @Override
    public Integer call() throws IOException, InputException {
      for (Path file : files) {
        LoadedScenario loaded = new ScenarioReader().read(file);
        session
            .console()
            .say(file + ": " + loaded.scenario().getStepsCount() + " steps, nothing is wrong");
      }
      return ExitCode.OK;
    }
  }

  /** Carries one out. */
  @Command(
      name = "run",
      description = "Makes the stack of the scenario's seed, and carries out its steps.")
  private static final class Run implements Callable<Integer> {

    private final Session session;

    @Parameters(paramLabel = "FILE", description = "As of check.")
    private @Nullable Path file;

    @Option(names = "--replace", description = "A stack of that name is removed before.")
    private boolean replace;

    Run(Session session) {
      this.session = session;
    }

    @Override
    public Integer call() throws IOException, InputException {
      LoadedScenario loaded = new ScenarioReader().read(Args.required(file));
      try (ProcnetClient client = session.connect()) {
        if (replace) {
          var unused =
              client
                  .stacks()
                  .deleteStack(DeleteStackRequest.newBuilder().setStack(client.stack()).build());
        }
        new ScenarioRunner(client).run(loaded);
        tell(client.stacks().getStack(GetStackRequest.getDefaultInstance()), loaded);
      }
      return ExitCode.OK;
    }

    private void tell(GetStackResponse response, LoadedScenario loaded) throws IOException {
      session
          .printer()
          .printOrSay(
              response,
              "stack "
                  + response.getStack().getName()
                  + " has gone through "
                  + loaded.name()
                  + ", at revision "
                  + Unsigned.text(response.getStack().getRevision()));
    }
  }

  /** For editors. */
  @Command(
      name = "schema",
      description = "Prints the JSON schema of scenario files, for editors to complete them by.")
  private static final class Schema implements Callable<Integer>, PlainOutput {

    private final Session session;

    Schema(Session session) {
      this.session = session;
    }

    @Override
    public Integer call() throws IOException {
      Gson gson = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();
      session.console().print(gson.toJson(ScenarioSchema.create()) + "\n");
      return ExitCode.OK;
    }
  }
}
