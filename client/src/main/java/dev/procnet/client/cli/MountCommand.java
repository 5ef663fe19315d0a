package dev.procnet.client.cli;

import dev.procnet.client.ProcnetClient;
import dev.procnet.client.cli.mount.FuseMount;
import dev.procnet.client.cli.mount.RemoteTree;
import dev.procnet.v1.GetStackRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code procnet mount}. */
@Command(
    name = "mount",
    description = {
      "Mounts the stack, DIR/net and DIR/sys/net, for programs to read as they read /proc: each"
          + " file that is open stays as it was when it was opened.",
      "Ends when it is interrupted or unmounted. Where there is no FUSE it mirrors instead, and"
          + " says so."
    })
final class MountCommand implements Callable<Integer>, PlainOutput {

  /** What jfuse needs: the foreign function API. */
  private static final int OLDEST_JAVA = 22;

  private static final Path DEVICE = Path.of("/dev/fuse");
  private static final Duration NAP = Duration.ofMillis(300);

  private final Session session;

  @Parameters(paramLabel = "DIR", description = "Made where it is not there; empty.")
  private @Nullable Path directory;

  @Option(names = "--allow-other", description = "Other users may read it, too.")
  private boolean allowOther;

  MountCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    Path place = Files.createDirectories(Args.required(directory));
    StopSignal stop = StopSignal.install();
    try (ProcnetClient client = session.connect()) {
      // What is wrong with server or stack is said now, and not by each read.
      client.stacks().getStack(GetStackRequest.getDefaultInstance());
      String missing = missing();
      if (missing != null) {
        return mirror(place, missing);
      }
      try (FuseMount mount = mount(client, place)) {
        session.console().say(place + ": mounted, until interrupted or unmounted");
        await(mount);
      }
      return ExitCode.OK;
    } finally {
      stop.close();
    }
  }

  private FuseMount mount(ProcnetClient client, Path place) throws IOException {
    return FuseMount.mount(new RemoteTree(client), place, allowOther, session.console()::say);
  }

  private static void await(FuseMount mount) throws IOException {
    try {
      while (mount.isMounted()) {
        Thread.sleep(NAP.toMillis());
      }
    } catch (InterruptedException e) {
      // It is to end.
    }
  }

  /** What FUSE lacks here; null: nothing. */
  private @Nullable String missing() {
    if (Runtime.version().feature() < OLDEST_JAVA) {
      return "Java " + Runtime.version().feature() + " can't, " + OLDEST_JAVA + " can";
    }
    return Files.exists(DEVICE) ? null : DEVICE + " is not there";
  }

  private int mirror(Path place, String missing) {
    session.console().say(place + ": no FUSE here (" + missing + "): mirroring instead");
    return new MirrorCommand(session).mirror(place);
  }
}
