package dev.procnet.client.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The terminal that standard output and error may be. */
final class Terminal {

  private static final Path INPUT = Path.of("/proc/self/fd/0");
  private static final Path OUTPUT = Path.of("/proc/self/fd/1");
  private static final Path ERROR = Path.of("/proc/self/fd/2");
  private static final int USUAL_ROWS = 24;
  private static final int USUAL_COLUMNS = 80;

  /** Of a terminal. */
  record Size(int rows, int columns) {}

  private Terminal() {}

  /** Standard output of this process is a terminal. */
  static boolean isOutput() {
    return isTerminal(OUTPUT);
  }

  /** Standard error of this process is a terminal. */
  static boolean isError() {
    return isTerminal(ERROR);
  }

  private static boolean isTerminal(Path stream) {
    try {
      String target = Files.readSymbolicLink(stream).toString();
      return target.startsWith("/dev/pts/")
          || target.startsWith("/dev/tty")
          || target.equals("/dev/console");
    } catch (IOException | UnsupportedOperationException e) {
      // No /proc here: plain text is right on a terminal too.
      return false;
    }
  }

  /** It understands no more than lines of text. */
  static boolean isDumb(Map<String, String> environment) {
    return environment.getOrDefault("TERM", "dumb").equals("dumb");
  }

  /** How many columns standard output has; COLUMNS, or 80, where it does not tell. */
  static int columns(Map<String, String> environment) {
    return columns(OUTPUT, environment);
  }

  /** As {@link #columns}, of standard error. */
  static int errorColumns(Map<String, String> environment) {
    return columns(ERROR, environment);
  }

  /** As {@link #columns}, with the rows; LINES, or 24, where it does not tell. */
  static Size size(Map<String, String> environment) {
    return size(OUTPUT, environment);
  }

  private static int columns(Path stream, Map<String, String> environment) {
    return size(stream, environment).columns();
  }

  private static Size size(Path stream, Map<String, String> environment) {
    String size = stty(stream, "size");
    if (size.matches("[1-9]\\d{0,4} [1-9]\\d{0,4}")) {
      int blank = size.indexOf(' ');
      return new Size(
          Integer.parseInt(size.substring(0, blank)), Integer.parseInt(size.substring(blank + 1)));
    }
    return new Size(
        number(environment.get("LINES"), USUAL_ROWS),
        number(environment.get("COLUMNS"), USUAL_COLUMNS));
  }

  private static int number(@Nullable String text, int otherwise) {
    return text != null && text.matches("[1-9]\\d{0,4}") ? Integer.parseInt(text) : otherwise;
  }

  /** The modes that the terminal is in, for {@link #restore}. */
  static String modes() {
    return stty(INPUT, "-g");
  }

  /** Puts the terminal into modes that it was in before. */
  static void restore(String modes) {
    if (!modes.isEmpty()) {
      stty(INPUT, modes);
    }
  }

  /** What stty says of a terminal; empty: it is none, or there is no stty here. */
  private static String stty(Path terminal, String argument) {
    try {
      Process stty =
          new ProcessBuilder("stty", argument)
              .redirectInput(new File(terminal.toString()))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String said = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      return stty.waitFor(1, TimeUnit.SECONDS) ? said.strip() : "";
    } catch (IOException e) {
      return "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }
}
