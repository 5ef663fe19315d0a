package dev.procnet.client.e2e;

import java.nio.file.Path;

/** Where the build leaves its programs. */
public final class Programs {

  /** The checkout. Tests run in the module's directory. */
  public static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  public static final Path PROCNETD = ROOT.resolve("server/target/procnetd/bin/procnetd");
  public static final Path PROCNET = ROOT.resolve("client/target/procnet/bin/procnet");

  /** The captured trees that the server's own tests use. */
  public static final Path CORPUS = ROOT.resolve("server/src/test/resources/corpus");

  private Programs() {}
}
