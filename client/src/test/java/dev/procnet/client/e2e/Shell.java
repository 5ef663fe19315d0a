package dev.procnet.client.e2e;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One bash that commands are typed into, as a reader of README would. */
final class Shell implements AutoCloseable {

  private static final String MARK = "--- end of command, exit code ";

  private final Process bash;
  private final BufferedReader output;

  Shell(Path directory, Map<String, String> environment) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder("bash", "--norc")
            .directory(directory.toFile())
            .redirectErrorStream(true);
    builder.environment().putAll(environment);
    bash = builder.start();
    // Where a command is not as shown, the rest is not typed: what runs by then must end all the
    // same.
    bash.getOutputStream()
        .write("trap 'kill $(jobs -p) 2>/dev/null' EXIT\n".getBytes(StandardCharsets.UTF_8));
    output =
        new BufferedReader(new InputStreamReader(bash.getInputStream(), StandardCharsets.UTF_8));
  }

  /** What a command printed, and its exit code. */
  record Result(List<String> lines, int exitCode) {}

  Result run(String command) throws IOException {
    OutputStream input = bash.getOutputStream();
    input.write((command + "\necho \"" + MARK + "$?\"\n").getBytes(StandardCharsets.UTF_8));
    input.flush();
    List<String> lines = new ArrayList<>();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      int mark = line.indexOf(MARK);
      if (mark >= 0) {
        if (mark > 0) {
          lines.add(line.substring(0, mark));
        }
        return new Result(lines, Integer.parseInt(line.substring(mark + MARK.length())));
      }
      lines.add(line);
    }
    throw new IOException("bash ended in: " + command + "\n" + String.join("\n", lines));
  }

  @Override
  public void close() throws IOException {
    bash.getOutputStream().close();
    try {
      if (!bash.waitFor(10, TimeUnit.SECONDS)) {
        bash.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
