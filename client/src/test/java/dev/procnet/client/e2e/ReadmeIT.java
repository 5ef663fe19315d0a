package dev.procnet.client.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * README's console blocks, typed into one shell from top to bottom. What they print must be what
 * README shows, numbers and blanks apart; a line of three dots stands for any lines.
 */
class ReadmeIT {

  private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w+)\\n(.*?)^```$");
  private static final String ANY = "...";

  /**
   * A command and what README says that it prints.
   *
   * @param shown as README has it, numbers and all
   */
  private record Example(String command, List<String> shown) {}

  @TempDir private Path directory;

  @Test
  void consoleBlocks_typedInOrder_printWhatIsShown() throws IOException {
    String readme = Files.readString(Programs.ROOT.resolve("README.md"));
    List<Example> examples = examples(readme);
    assertThat(examples).hasSizeGreaterThan(10);
    String grpc = freePort();
    String web = freePort();
    try (Shell shell = new Shell(Programs.ROOT, Map.of("TMPDIR", directory.toString()))) {
      for (Example example : examples) {
        Shell.Result result = shell.run(runnable(example.command(), grpc, web));
        assertThat(result.exitCode()).as("%s%n%s", example.command(), result.lines()).isZero();
        assertThat(matches(normal(example.shown()), normal(result.lines())))
            .as(
                "%s%nshown:%n%s%nprinted:%n%s",
                example.command(),
                String.join("\n", example.shown()),
                String.join("\n", result.lines()))
            .isTrue();
      }
    }
  }

  @Test
  void javaBlocks_areThoseOfTheExampleTest() throws IOException {
    String source =
        Files.readString(Path.of("src/test/java/dev/procnet/client/e2e/ReadmeExampleIT.java"));
    List<String> blocks = blocks(Files.readString(Programs.ROOT.resolve("README.md")), "java");

    assertThat(blocks).isNotEmpty();
    for (String block : blocks) {
      assertThat(unindented(source)).contains(unindented(block));
    }
  }

  /**
   * As typed, but for what can't be had inside the build: its own build, and ports that others may
   * hold.
   */
  private static String runnable(String command, String grpc, String web) {
    return command
        .replace("deploy/quickstart.sh", "deploy/quickstart.sh --no-build")
        .replace("7461", grpc)
        .replace("7462", web)
        .replace("procnet ", "PROCNET_SERVER=127.0.0.1:" + grpc + " procnet ");
  }

  private static List<Example> examples(String readme) {
    List<Example> examples = new ArrayList<>();
    for (String block : blocks(readme, "console")) {
      for (String line : block.lines().toList()) {
        if (line.startsWith("$ ")) {
          examples.add(new Example(line.substring(2), new ArrayList<>()));
        } else if (line.startsWith("> ")) {
          Example last = examples.removeLast();
          examples.add(new Example(last.command() + "\n" + line.substring(2), last.shown()));
        } else {
          examples.getLast().shown().add(line);
        }
      }
    }
    return examples;
  }

  private static List<String> blocks(String readme, String language) {
    List<String> blocks = new ArrayList<>();
    Matcher block = BLOCK.matcher(readme);
    while (block.find()) {
      if (block.group(1).equals(language)) {
        blocks.add(block.group(2));
      }
    }
    return blocks;
  }

  /** Numbers differ from run to run, and with them the width of columns. */
  private static List<String> normal(List<String> lines) {
    return lines.stream()
        .map(line -> line.replaceAll("[0-9]+(\\.[0-9]+)?", "0").replaceAll("\\s+", " ").strip())
        .filter(line -> !line.isEmpty())
        .toList();
  }

  private static boolean matches(List<String> shown, List<String> printed) {
    if (shown.isEmpty()) {
      return printed.isEmpty();
    }
    List<String> rest = shown.subList(1, shown.size());
    if (shown.getFirst().equals(ANY)) {
      for (int i = 0; i <= printed.size(); i++) {
        if (matches(rest, printed.subList(i, printed.size()))) {
          return true;
        }
      }
      return false;
    }
    return !printed.isEmpty()
        && shown.getFirst().equals(printed.getFirst())
        && matches(rest, printed.subList(1, printed.size()));
  }

  private static String unindented(String code) {
    return code.replaceAll("\\s+", "");
  }

  private static String freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return String.valueOf(socket.getLocalPort());
    }
  }
}
