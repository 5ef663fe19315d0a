package dev.procnet.client.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/** Files that the command line keeps for its user, where the XDG base directories have them. */
final class UserFiles {

  private UserFiles() {}

  /**
   * The directory of the command line's own files.
   *
   * @param environment of the process
   * @param variable which of the base directories: {@code XDG_CONFIG_HOME}
   * @param otherwise where that is below the home directory: {@code .config}
   */
  static Path directory(Map<String, String> environment, String variable, String otherwise) {
    String base = environment.getOrDefault(variable, "");
    // The specification wants relative paths ignored.
    return (base.startsWith("/")
            ? Path.of(base)
            : Path.of(environment.getOrDefault("HOME", ""), otherwise))
        .resolve("procnet");
  }

  /** Writes a file, whole or not at all, with the directories that lead to it. */
  static void write(Path file, byte[] content) throws IOException {
    Path directory = Args.required(file.getParent());
    Files.createDirectories(directory);
    Path temporary = Files.createTempFile(directory, "procnet", ".tmp");
    Files.write(temporary, content);
    Files.move(
        temporary, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }
}
