package dev.procnet.server;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The state directory of servers of which each starts with what the one before would have left. */
final class KeptState {

  private final Path directory;
  private int copies;

  KeptState(Path directory) {
    this.directory = directory;
  }

  /** Where the next server keeps its state. */
  Path path() {
    return directory.resolve("state-" + copies);
  }

  /** What kill -9 would leave now: the next server starts with it. */
  void kill() throws IOException {
    Path left = path();
    copies++;
    Path copy = Files.createDirectory(path());
    try (DirectoryStream<Path> files = Files.newDirectoryStream(left)) {
      for (Path file : files) {
        Files.copy(file, copy.resolve(file.getFileName()));
      }
    }
  }
}
