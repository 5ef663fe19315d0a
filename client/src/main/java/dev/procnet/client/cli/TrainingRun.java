package dev.procnet.client.cli;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;

/**
 * Runs the commands whose start has to be quick, for a JVM that notes what they load. Few: whatever
 * they load, each start of any command takes from the cache.
 */
final class TrainingRun {

  private static final List<List<String>> COMMANDS =
      List.of(
          List.of("cat", "tcp"),
          List.of("ls"),
          List.of("ss", "-tan"),
          List.of("interfaces"),
          List.of("counters", "-o", "csv"),
          List.of("version"),
          List.of("--version"));

  private TrainingRun() {}

  /**
   * Runs them against a server.
   *
   * @param args its address
   */
  public static void main(String[] args) {
    Map<String, String> environment = Map.of("PROCNET_SERVER", args[0]);
    int worst = ExitCode.OK;
    for (List<String> command : COMMANDS) {
      worst = Math.max(worst, Procnet.run(nowhere(), environment, command.toArray(String[]::new)));
    }
    System.exit(worst);
  }

  private static Console nowhere() {
    OutputStream out = OutputStream.nullOutputStream();
    return new Console(
        InputStream.nullInputStream(),
        out,
        new PrintStream(out),
        Terminal.isOutput(),
        Terminal.isError());
  }
}
