package dev.procnet.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The checkout and what the build left in it. */
final class Built {

  /** This folder; tests run in it. */
  static final Path DEPLOY = Path.of("").toAbsolutePath();

  static final Path ROOT = DEPLOY.resolve("..").normalize();
  static final Path TARGET = DEPLOY.resolve("target");

  /** The captured trees that the server's own tests use. */
  static final Path CORPUS = ROOT.resolve("server/src/test/resources/corpus");

  private Built() {}

  /**
   * Unpacks the image that was built for runc, which needs Python.
   *
   * @param arguments of procnetd
   */
  static void unpackImage(Path bundle, String... arguments) throws Exception {
    var _ =
        Command.run(
            Stream.concat(
                    Stream.of(
                        "container/make-bundle",
                        artifact("procnet-", "-image.tar").toString(),
                        bundle.toString()),
                    Stream.of(arguments))
                .toArray(String[]::new));
  }

  /** The one file of the build whose name begins and ends so. */
  static Path artifact(String begin, String end) throws IOException {
    try (Stream<Path> files = Files.list(TARGET)) {
      List<Path> found =
          files
              .filter(file -> file.getFileName().toString().startsWith(begin))
              .filter(file -> file.toString().endsWith(end))
              .toList();
      assertThat(found).as("files %s*%s in %s", begin, end, TARGET).hasSize(1);
      return found.getFirst();
    }
  }
}
