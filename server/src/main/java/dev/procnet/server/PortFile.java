package dev.procnet.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file that tells others where a server listens, as {@link Listeners} has it, a line each. It
 * is there only whole, and only while the server serves.
 */
final class PortFile {

  private static final Logger LOG = LoggerFactory.getLogger(PortFile.class);

  private final Optional<Path> path;
  private String written = "";

  PortFile(Optional<Path> path) {
    this.path = path;
  }

  /** Removes one that a killed server left: who waits for the file must not take that. */
  void clear() throws StartException {
    if (path.isPresent()) {
      try {
        Files.deleteIfExists(path.get());
      } catch (IOException e) {
        throw new StartException(
            "port file " + path.get() + " can't be replaced: " + Failures.reason(e));
      }
    }
  }

  void write(Listeners listeners) throws StartException {
    if (path.isPresent()) {
      String lines = String.join("\n", listeners.lines()) + "\n";
      replace(path.get(), lines);
      written = lines;
    }
  }

  /** Removes it, unless it is no longer what was written: another server's. */
  void remove() {
    if (written.isEmpty() || path.isEmpty()) {
      return;
    }
    try {
      if (Files.exists(path.get()) && Files.readString(path.get()).equals(written)) {
        Files.delete(path.get());
      }
    } catch (IOException e) {
      LOG.warn("port file {} can't be removed: {}", path.get(), e.toString());
    }
  }

  private static void replace(Path path, String content) throws StartException {
    Path absolute = path.toAbsolutePath();
    Path temporary =
        absolute.resolveSibling("." + absolute.getFileName() + "." + ProcessHandle.current().pid());
    try {
      Files.writeString(temporary, content, StandardCharsets.UTF_8);
      Files.move(
          temporary, absolute, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      deleteQuietly(temporary);
      throw new StartException("port file " + path + " can't be written: " + Failures.reason(e));
    }
  }

  private static void deleteQuietly(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.debug("{} can't be removed", file, e);
    }
  }
}
