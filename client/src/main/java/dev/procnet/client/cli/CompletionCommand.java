package dev.procnet.client.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code procnet completion}. */
@Command(
    name = "completion",
    description = {
      "Prints a script that completes procnet's commands and options.",
    })
final class CompletionCommand implements Callable<Integer>, PlainOutput {

  private enum Shell {
    BASH,
    ZSH,
    FISH
  }

  /** As users write them. */
  private static final class Words implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Stream.of(Shell.values())
          .map(shell -> shell.name().toLowerCase(Locale.ROOT))
          .iterator();
    }
  }

  private final Session session;

  @Parameters(
      paramLabel = "SHELL",
      completionCandidates = Words.class,
      description = "bash, zsh or fish.")
  private Shell shell = Shell.BASH;

  CompletionCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    CommandLine line = Commands.complete(session);
    session
        .console()
        .print(
            switch (shell) {
              // The script for bash loads zsh's bashcompinit where zsh runs it.
              case BASH, ZSH -> AutoComplete.bash("procnet", line) + namesOfTheServer();
              case FISH -> FishCompletion.of(line);
            });
    return ExitCode.OK;
  }

  private static String namesOfTheServer() throws IOException {
    try (InputStream in = CompletionCommand.class.getResourceAsStream("completion.bash")) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }
}
