package dev.procnet.client.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.opentest4j.TestAbortedException;

/** Other people's programs that read /proc/net, pointed at an exported tree. */
final class ForeignReader {

  private static final String IN_ITS_PLACE =
      "mount --bind \"$1\" /proc/$$/net && shift && exec \"$@\"";

  private final Path proc;

  /**
   * For one tree.
   *
   * @param proc holds {@code net}
   */
  ForeignReader(Path proc) {
    this.proc = proc;
  }

  /** Aborts the test where a program is missing. */
  static void require(String program) {
    List<Path> places = new ArrayList<>(List.of(Path.of("/usr/sbin"), Path.of("/sbin")));
    Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
        .map(Path::of)
        .forEach(places::add);
    if (places.stream().noneMatch(place -> Files.isExecutable(place.resolve(program)))) {
      throw new TestAbortedException(program + " is not installed");
    }
  }

  /** Aborts the test where Python or its psutil is missing. */
  static void requirePsutil() {
    require("python3");
    try {
      run(Map.of(), "/usr/bin/python3", "-c", "import psutil");
    } catch (IOException e) {
      throw new TestAbortedException("no psutil here: " + e.getMessage());
    }
  }

  /** Runs a program that takes the tree's place from its environment. Its lines, in words. */
  List<List<String>> runWith(Map<String, String> environment, String... command)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    return words(builder);
  }

  /** What a program prints; an error where it does not end well. */
  static String run(Map<String, String> environment, String... command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    return run(builder);
  }

  /** Runs a program that reads /proc/net itself, where the tree is mounted for it alone. */
  List<List<String>> runInside(String... command) throws IOException {
    ForeignReader.require("unshare");
    try {
      run(inside("true"));
    } catch (IOException e) {
      throw new TestAbortedException("a mount namespace needs root: " + e.getMessage());
    }
    return words(inside(command));
  }

  private ProcessBuilder inside(String... command) {
    List<String> all = new ArrayList<>(List.of("unshare", "-m", "sh", "-c", IN_ITS_PLACE, "sh"));
    all.add(proc.resolve("net").toString());
    all.addAll(List.of(command));
    return new ProcessBuilder(all).redirectErrorStream(true);
  }

  private static List<List<String>> words(ProcessBuilder builder) throws IOException {
    return run(builder)
        .lines()
        .map(String::strip)
        .map(line -> List.of(line.split("\\s+")))
        .toList();
  }

  private static String run(ProcessBuilder builder) throws IOException {
    // sbin is not in every path, and words are to be English.
    builder.environment().merge("PATH", "/usr/sbin:/sbin", (path, more) -> path + ":" + more);
    builder.environment().put("LC_ALL", "C");
    Process process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new IOException(String.join(" ", builder.command()) + ": " + output);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return output;
  }

  /** Lines that begin with one of these words, without the columns that are not named. */
  static List<List<String>> columns(
      List<List<String>> lines, List<String> begins, Integer... columns) {
    return lines.stream()
        .filter(line -> begins.isEmpty() || begins.contains(line.getFirst()))
        .map(line -> Stream.of(columns).map(line::get).toList())
        .sorted((one, other) -> one.toString().compareTo(other.toString()))
        .toList();
  }
}
