package dev.procnet.client.cli;

import dev.procnet.client.ProcnetClient;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;

/** {@code procnet version}. */
@Command(
    name = "version",
    description = {
      "Prints the version of this client.",
      "With --check, asks the server whether it has all that this client may call: exits with 10"
          + " where not."
    })
final class VersionCommand implements Callable<Integer> {

  private final Session session;

  @Option(names = "--check", description = "Compares the server's API with this client's.")
  private boolean check;

  VersionCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    session.console().print(text() + "\n");
    return check ? check() : ExitCode.OK;
  }

  private int check() {
    try (ProcnetClient client = session.connect()) {
      List<String> missing = client.missingMethods();
      if (missing.isEmpty()) {
        session.console().say("server " + session.server() + " has all that this client may call");
        return ExitCode.OK;
      }
      session
          .console()
          .say("server " + session.server() + " is older than this client: update it. It lacks");
      missing.forEach(method -> session.console().err().println("  " + method));
      return ExitCode.UNSUPPORTED;
    }
  }

  private static String text() throws IOException {
    return "procnet " + build().getProperty("version");
  }

  /** What the build wrote down: version and date. */
  static Properties build() throws IOException {
    Properties build = new Properties();
    try (InputStream in = VersionCommand.class.getResourceAsStream("build.properties")) {
      build.load(in);
    }
    return build;
  }

  /** For {@code --version}. */
  static final class Provider implements IVersionProvider {
    @Override
    public String[] getVersion() throws IOException {
      return new String[] {text()};
    }
  }
}
