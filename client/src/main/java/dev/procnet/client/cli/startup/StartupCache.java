package dev.procnet.client.cli.startup;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Makes the ahead-of-time cache (JEP 483, 514) that the launcher starts the command line with: runs
 * usual commands in a JVM of its own, which notes what it loads, against a server in this one.
 */
public final class StartupCache {

  private static final int LONGEST_SECONDS = 120;

  private StartupCache() {}

  /**
   * Makes a cache, which replaces an older one whole.
   *
   * @param args where to; then the JVM and its options, as the launcher uses them
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    if (args.length < 2) {
      System.err.println("startup-cache: CACHE JAVA [OPTION...] expected");
      System.exit(2);
    }
    Path cache = Path.of(args[0]).toAbsolutePath();
    System.exit(make(cache, Arrays.asList(args).subList(1, args.length)) ? 0 : 1);
  }

  private static boolean make(Path cache, List<String> java)
      throws IOException, InterruptedException {
    String own = cache.getFileName() + "." + ProcessHandle.current().pid();
    Path made = cache.resolveSibling(own);
    Path notes = cache.resolveSibling(own + ".notes");
    try {
      if (!note(java, notes) || !create(java, notes, made) || !Files.exists(made)) {
        return false;
      }
      Files.move(made, cache, StandardCopyOption.ATOMIC_MOVE);
      return true;
    } finally {
      Files.deleteIfExists(made);
      Files.deleteIfExists(notes);
    }
  }

  private static boolean note(List<String> java, Path notes)
      throws IOException, InterruptedException {
    try (TrainingPeer peer = TrainingPeer.start()) {
      List<String> command = new ArrayList<>(java);
      command.addAll(List.of("-XX:AOTMode=record", "-XX:AOTConfiguration=" + notes));
      command.addAll(List.of("-cp", System.getProperty("java.class.path")));
      command.addAll(List.of("dev.procnet.client.cli.TrainingRun", peer.address()));
      return run(command);
    }
  }

  /**
   * Two steps, though JDK 25 knows one: that hands the class path on in a variable, which takes no
   * blanks in it.
   */
  private static boolean create(List<String> java, Path notes, Path made)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(java);
    command.addAll(List.of("-XX:AOTMode=create", "-XX:AOTConfiguration=" + notes));
    command.addAll(List.of("-XX:AOTCache=" + made));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    return run(command);
  }

  private static boolean run(List<String> command) throws IOException, InterruptedException {
    // What the JVM says of classes that it leaves out is of no use to anybody.
    Process process =
        new ProcessBuilder(command)
            .redirectInput(new File("/dev/null"))
            .redirectOutput(Redirect.DISCARD)
            .redirectError(Redirect.DISCARD)
            .start();
    if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      return false;
    }
    return process.exitValue() == 0;
  }
}
