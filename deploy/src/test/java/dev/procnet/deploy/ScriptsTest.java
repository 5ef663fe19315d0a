package dev.procnet.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScriptsTest {

  @TempDir private Path directory;

  @Test
  void scripts_areCleanToShellcheck() throws Exception {
    Command.require("shellcheck");
    List<String> command =
        new ArrayList<>(List.of("shellcheck", "-x", "-P", Built.ROOT.toString()));
    try (Stream<Path> files = Files.walk(Built.DEPLOY)) {
      files.filter(ScriptsTest::isShell).map(Path::toString).forEach(command::add);
    }
    assertThat(command).hasSizeGreaterThan(8);

    assertThat(Command.run(command.toArray(String[]::new))).isEmpty();
  }

  @Test
  void scripts_anywhere_helpAndRefuseWhatIsNoFlag() throws Exception {
    Path place = Files.createSymbolicLink(directory.resolve("a place"), Built.ROOT);
    for (Path script : scripts()) {
      String program = place.resolve(Built.ROOT.relativize(script)).toString();
      Command.Result help = Command.tryTo(program, "--help");
      assertThat(help.output()).as(program).contains(script.getFileName().toString());
      assertThat(help.code()).as(program).isZero();

      Command.Result refused = Command.tryTo(program, "--nonsense");
      String name = script.getFileName().toString().replaceAll("\\.(sh|py)$", "");
      assertThat(refused.output()).startsWith(name + ": ").contains("--nonsense", "expected");
      assertThat(refused.code()).as(program).isEqualTo(2);
    }
  }

  /** Those that people and the build run, with none that dpkg runs. */
  private static List<Path> scripts() throws IOException {
    try (Stream<Path> files = Files.walk(Built.DEPLOY)) {
      List<Path> found =
          files
              .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
              .filter(file -> !file.startsWith(Built.TARGET))
              .filter(file -> !isOfDpkg(file))
              .toList();
      assertThat(found).hasSizeGreaterThan(15);
      return found;
    }
  }

  private static boolean isOfDpkg(Path file) {
    Path path = Built.DEPLOY.relativize(file);
    return path.startsWith("debian") && path.getNameCount() > 2;
  }

  @Test
  void folders_areAllInTheReadme() throws IOException {
    String readme = Files.readString(Built.DEPLOY.resolve("README.md"));
    try (Stream<Path> files = Files.list(Built.DEPLOY)) {
      assertThat(
              files
                  .map(file -> file.getFileName().toString())
                  .filter(name -> !name.startsWith("."))
                  .filter(name -> !List.of("README.md", "pom.xml", "target").contains(name)))
          .allSatisfy(name -> assertThat(readme).contains("`" + name + "`"));
    }
  }

  private static boolean isShell(Path file) {
    if (!Files.isRegularFile(file) || file.startsWith(Built.TARGET)) {
      return false;
    }
    try (var in = Files.newInputStream(file)) {
      String head = new String(in.readNBytes(40), UTF_8);
      return head.matches("(?s)#!/(bin|usr/bin)/(env )?(sh|bash)\n.*|# shellcheck shell.*");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
