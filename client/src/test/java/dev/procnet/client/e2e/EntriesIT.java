package dev.procnet.client.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The kinds of entries that the command line completes are those that the server knows. */
class EntriesIT {

  private static final Pattern KINDS = Pattern.compile("KIND_pos_param_args=\\(([^)]*)\\)");
  private static final Pattern WORD = Pattern.compile("\"([^\"]+)\"");

  @TempDir private Path directory;

  @Test
  void entries_ofEveryKindThatIsCompleted_areListed() throws Exception {
    List<String> words = words(run("completion", "bash"));
    assertThat(words).contains("connections");

    try (Procnetd server = Procnetd.start(directory)) {
      for (String word : words) {
        run("--server", server.address(), "entries", word, "-o", "name");
      }
    }
  }

  /** Those of entries: other commands have kinds of theirs. */
  private static List<String> words(String script) {
    return KINDS
        .matcher(script)
        .results()
        .map(kinds -> kinds.group(1))
        .filter(kinds -> kinds.contains("\"flow-labels\""))
        .flatMap(kinds -> WORD.matcher(kinds).results())
        .map(word -> word.group(1))
        .toList();
  }

  private static String run(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(Programs.PROCNET.toString()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String out = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as("%s%n%s", command, out).isZero();
    return out;
  }
}
