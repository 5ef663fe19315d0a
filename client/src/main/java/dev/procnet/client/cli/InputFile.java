package dev.procnet.client.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file that a command line names.
 *
 * @param name a path; {@code -}: standard input
 */
record InputFile(String name) {

  private static final String STDIN = "-";

  /** What errors call it. */
  String label() {
    return isStdin() ? "standard input" : name;
  }

  /** All of it. */
  byte[] read(Console console) throws IOException {
    return isStdin() ? console.in().readAllBytes() : Files.readAllBytes(Path.of(name));
  }

  private boolean isStdin() {
    return name.equals(STDIN);
  }
}
