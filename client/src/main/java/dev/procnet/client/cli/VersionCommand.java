package dev.procnet.client.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** {@code procnet version}. */
@Command(name = "version", description = "Prints the version of this client.")
final class VersionCommand implements Callable<Integer> {

  private final Session session;

  VersionCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    session.console().print(text() + "\n");
    return ExitCode.OK;
  }

  private static String text() throws IOException {
    Properties build = new Properties();
    try (InputStream in = VersionCommand.class.getResourceAsStream("build.properties")) {
      build.load(in);
    }
    return "procnet " + build.getProperty("version");
  }

  /** For {@code --version}. */
  static final class Provider implements IVersionProvider {
    @Override
    public String[] getVersion() throws IOException {
      return new String[] {text()};
    }
  }
}
