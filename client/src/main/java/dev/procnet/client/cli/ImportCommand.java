package dev.procnet.client.cli;

import dev.procnet.client.ProcTree;
import dev.procnet.client.ProcnetClient;
import dev.procnet.v1.ImportMode;
import dev.procnet.v1.ImportStackResponse;
import dev.procnet.v1.ImportStart;
import dev.procnet.v1.Profile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code procnet import}. */
@Command(
    name = "import",
    description = "Reads a tree, DIR/net/* or DIR/*, into the stack, made where it is not there.")
final class ImportCommand implements Callable<Integer> {

  private final Session session;

  @Parameters(paramLabel = "DIR", description = "As /proc, or a copy of /proc/net.")
  private @Nullable Path directory;

  @Option(
      names = "--profile",
      paramLabel = "PROFILE",
      converter = Profiles.class,
      completionCandidates = Profiles.Names.class,
      description =
          "linux-6.18, linux-6.12, linux-6.1 or gvisor, instead of what the files look like.")
  private Profile profile = Profile.PROFILE_UNSPECIFIED;

  @Option(
      names = "--lenient",
      description = "Keeps files that no known kernel prints as they are, with a warning.")
  private boolean lenient;

  @Option(names = "--dry-run", description = "Checks everything, changes nothing.")
  private boolean dryRun;

  @ArgGroup private Mode mode = new Mode();

  @Option(
      names = "--expected-revision",
      paramLabel = "N",
      converter = Unsigned.Of64.class,
      description = "Only if the stack is at this revision.")
  private long expectedRevision;

  private static final class Mode {
    @Option(names = "--create", description = "Only if the stack is not there.")
    private boolean create;

    @Option(names = "--replace", description = "Only if the stack is there.")
    private boolean replace;

    ImportMode value() {
      if (create) {
        return ImportMode.IMPORT_MODE_CREATE;
      }
      return replace ? ImportMode.IMPORT_MODE_REPLACE : ImportMode.IMPORT_MODE_UNSPECIFIED;
    }
  }

  ImportCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    ProcTree tree = Args.tree(directory, session.console()::say);
    try (ProcnetClient client = session.connect()) {
      ImportStackResponse response = send(client, tree);
      session.printer().print(new ImportView(response));
      ImportWarnings.of(response).forEach(session.console()::say);
      session.console().say(summary(response));
    }
    return ExitCode.OK;
  }

  private ImportStackResponse send(ProcnetClient client, ProcTree tree) throws IOException {
    try (Progress progress = Progress.sending(session, "import", tree)) {
      return client.transfer().importStack(start(), progress.watch(tree.chunks(progress::say)));
    }
  }

  private ImportStart start() {
    return ImportStart.newBuilder()
        .setMode(mode.value())
        .setExpectedRevision(expectedRevision)
        .setValidateOnly(dryRun)
        .setProfile(profile)
        .setLenient(lenient)
        .build();
  }

  private String summary(ImportStackResponse response) {
    return "stack "
        + response.getHeader().getStack()
        + " at revision "
        + Unsigned.text(response.getHeader().getRevision())
        + ", "
        + Profiles.text(response.getProfile())
        + (dryRun ? "; nothing was changed" : "");
  }
}
