package dev.procnet.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.procnet.client.fake.FakeServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgressTest {

  private static final String CLEAR = "\r\033[K";

  private final FakeServer server = FakeServer.start();
  @TempDir private Path directory;

  @AfterEach
  void close() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "79 | 500 | 1000 | import [####################--------------------]  50%  1/2 files  500B",
        "50 | 500 | 1000 | import [#########----------]  50%  1/2 files  500B",
        "39 | 500 | 1000 | import [####----]  50%  1/2 files  500B",
        "35 | 500 | 1000 | import  50%  1/2 files  500B",
        "20 | 500 | 1000 | import  50%  1/2 fil",
        "50 | 2500000 | 1000000 | import [##################] 100%  1/2 files  2.5MB",
        "50 | 700 | 0 | import [#########----------]  50%  1/2 files  700B",
      })
  void bar_text_fitsTheColumns(int columns, long bytes, long all, String text) {
    assertThat(new ProgressBar("import", 1, bytes, 2, all).text(columns)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"export, export", "mirror, mirror --count 1", "export, cat --all -d"})
  void receiving_onATerminal_isDrawnAndGoneAtTheEnd(String what, String command) {
    server.stack().file("tcp", "12345").file("udp", "12345");

    String err = run(Map.of("TERM", "xterm"), command).err();

    assertThat(err)
        .startsWith(CLEAR + what + " [------")
        .contains("   0%  0/2 files  0B")
        .containsOnlyOnce(CLEAR + "procnet: ");
  }

  @ParameterizedTest
  @CsvSource({"import, import", "push, push --count 1"})
  void sending_onATerminal_isDrawnAndGoneAtTheEnd(String what, String command) throws IOException {
    Files.writeString(directory.resolve("tcp"), "12345");

    String err = run(Map.of("TERM", "xterm"), command).err();

    assertThat(err)
        .startsWith(CLEAR + what + " [------")
        .contains("   0%  0/1 files  0B")
        .containsOnlyOnce(CLEAR + "procnet: ");
  }

  @Test
  void transfer_fails_isGoneBeforeTheError() throws IOException {
    Files.writeString(directory.resolve("tcp"), "bad");

    assertThat(run(Map.of("TERM", "xterm"), "import").err())
        .contains(CLEAR + "procnet: the tree is not what a kernel prints");
  }

  @ParameterizedTest
  @CsvSource({"dumb", "''"})
  void transfer_dumbTerminal_nothingIsDrawn(String term) {
    server.stack().file("tcp", "12345");

    assertThat(run(term.isEmpty() ? Map.of() : Map.of("TERM", term), "export").err())
        .startsWith("procnet: stack default at revision 2: 1 files");
  }

  @Test
  void transfer_inAPipe_nothingIsDrawnNorAskedFor() {
    server.stack().file("tcp", "12345");

    Cli.Result result =
        new Cli(Map.of("PROCNET_SERVER", server.address(), "TERM", "xterm"))
            .run("export", directory.toString());

    assertThat(result.err()).startsWith("procnet: stack default at revision 2: 1 files");
    assertThat(server.methods()).containsExactly("ExportStack");
  }

  private Cli.Result run(Map<String, String> environment, String command) {
    Map<String, String> all = new java.util.HashMap<>(environment);
    all.put("PROCNET_SERVER", server.address());
    all.put("COLUMNS", "60");
    return new Cli(all).errTerminal().run((command + " " + directory).split(" "));
  }
}
