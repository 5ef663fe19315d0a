package dev.procnet.client.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManPagesTest {

  @TempDir private Path directory;

  @Test
  void all_commandsHaveOne() throws Exception {
    assertThat(ManPages.all())
        .containsKeys("procnet.1", "procnet-cat.1", "procnet-stacks-create.1", "procnet-ss.1")
        .allSatisfy(
            (name, page) ->
                assertThat(page)
                    .startsWith(".TH \"PROCNET")
                    .contains(".SH \"NAME\"", ".SH \"SYNOPSIS\"", ".SH \"EXIT STATUS\""));
    assertThat(ManPages.all().get("procnet-cat.1"))
        .contains("procnet cat dev snmp \\-\\-revision 12")
        .contains("\\fB\\-\\-revision\\fR=\\fIN\\fR");
  }

  @Test
  void all_areCleanToMandoc() throws Exception {
    ManPages.main(new String[] {directory.toString()});
    for (Map.Entry<String, String> page : ManPages.all().entrySet()) {
      assertThat(Files.readString(directory.resolve(page.getKey()))).isEqualTo(page.getValue());
      // STYLE messages are about how BSD's own pages are written.
      assertThat(
              run(
                  "mandoc",
                  "-T",
                  "lint",
                  "-W",
                  "warning",
                  directory.resolve(page.getKey()).toString()))
          .as(page.getKey())
          .isEmpty();
    }
    assertThat(run("mandoc", "-T", "ascii", directory.resolve("procnet-cat.1").toString()))
        .contains("procnet cat dev snmp --revision 12");
  }

  private static String run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    process.waitFor();
    return output;
  }
}
