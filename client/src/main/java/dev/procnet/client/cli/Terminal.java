package dev.procnet.client.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The terminal that standard output may be. */
final class Terminal {

  private static final Path OUTPUT = Path.of("/proc/self/fd/1");
  private static final int USUAL_COLUMNS = 80;

  private Terminal() {}

  /** Standard output of this process is a terminal. */
  static boolean isOutput() {
    try {
      String target = Files.readSymbolicLink(OUTPUT).toString();
      return target.startsWith("/dev/pts/")
          || target.startsWith("/dev/tty")
          || target.equals("/dev/console");
    } catch (IOException | UnsupportedOperationException e) {
      // No /proc here: plain text is right on a terminal too.
      return false;
    }
  }

  /** How many columns it has; COLUMNS, or 80, where it does not tell. */
  static int columns(Map<String, String> environment) {
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(new File(OUTPUT.toString()))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String size = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      if (stty.waitFor(1, TimeUnit.SECONDS) && size.matches("\\d+ [1-9]\\d{0,4}\n")) {
        return Integer.parseInt(size.substring(size.indexOf(' ') + 1).trim());
      }
    } catch (IOException e) {
      // No stty here.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    String columns = environment.getOrDefault("COLUMNS", "");
    return columns.matches("[1-9]\\d{0,4}") ? Integer.parseInt(columns) : USUAL_COLUMNS;
  }
}
