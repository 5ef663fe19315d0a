package dev.procnet.client.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs programs on a terminal that understands what they draw, see terminal.py. */
final class OnTerminal {

  private static final Path SCRIPT =
      Path.of("src/test/resources/dev/procnet/client/cli/terminal.py").toAbsolutePath();

  private OnTerminal() {}

  /** What the terminal shows at the end, after what was shown on the way. */
  static String run(
      int columns, int rows, Map<String, String> environment, List<String> program, String... steps)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    // Debian's, which has its emulator of terminals.
    command.addAll(List.of("/usr/bin/python3", SCRIPT.toString()));
    command.addAll(List.of(Integer.toString(columns), Integer.toString(rows)));
    command.addAll(program);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    try (var input = process.getOutputStream()) {
      input.write(String.join("\n", steps).getBytes(UTF_8));
    }
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    process.waitFor();
    return output;
  }
}
