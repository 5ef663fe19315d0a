package dev.procnet.client.e2e;

import java.nio.file.Path;

/** Where the build leaves its programs. */
final class Programs {

  /** The checkout. Tests run in the module's directory. */
  static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  static final Path PROCNETD = ROOT.resolve("server/target/procnetd/bin/procnetd");
  static final Path PROCNET = ROOT.resolve("client/target/procnet/bin/procnet");

  /** The captured trees that the server's own tests use. */
  static final Path CORPUS = ROOT.resolve("server/src/test/resources/corpus");

  private Programs() {}
}
