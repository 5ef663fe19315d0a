package dev.procnet.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.procnet.server.config.SettingValues.Written;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigFileTest {

  @TempDir Path directory;
  private final List<String> problems = new ArrayList<>();

  @Test
  void read_validFile_givesValuesAsWritten() throws IOException {
    Map<Setting<?>, List<Written>> values =
        read(
            """
            # comment
            listen: [127.0.0.1:0, "unix:/run/p.sock"]
            max-stacks: 0x10
            insecure-listen: true
            import: "/proc"
            """);

    assertThat(problems).isEmpty();
    assertThat(values.get(Settings.LISTEN))
        .extracting(Written::text)
        .containsExactly("127.0.0.1:0", "unix:/run/p.sock");
    assertThat(values.get(Settings.MAX_STACKS))
        .containsExactly(new Written("0x10", file() + ":3:13: max-stacks"));
    assertThat(values.get(Settings.INSECURE_LISTEN)).extracting(Written::text).contains("true");
  }

  @Test
  void read_everyProblem_isToldWithItsPlace() throws IOException {
    Map<Setting<?>, List<Written>> values =
        read(
            """
            max-stack: 5
            listen:
            web-connections: [1, 2]
            max-calls: {a: 1}
            drain-grace: 1s
            drain-grace: 2s
            quite-unlike-any: 1
            """);

    assertThat(problems)
        .containsExactly(
            file() + ":1:1: unknown key 'max-stack', did you mean 'max-stacks'?",
            file() + ":2:8: listen is nothing, expected host:port, [v6]:port or unix:PATH",
            file()
                + ":3:18: web-connections is a list or a mapping, expected a whole number, 1 to"
                + " 10000",
            file()
                + ":4:12: max-calls is a list or a mapping, expected a whole number, 1 to 1000000",
            file() + ":6:1: drain-grace is there again, first in line 5",
            file() + ":7:1: unknown key 'quite-unlike-any'");
    assertThat(values.get(Settings.DRAIN_GRACE)).extracting(Written::text).containsExactly("1s");
  }

  @Test
  void read_emptyFile_givesNothing() throws IOException {
    assertThat(read("# nothing\n")).isEmpty();
    assertThat(problems).isEmpty();
  }

  @Test
  void read_noMapping_isToldWithItsPlace() throws IOException {
    assertThat(read("\n- listen\n")).isEmpty();
    assertThat(problems).containsExactly(file() + ":2:1: expected lines 'key: value'");
  }

  @Test
  void read_noYaml_isToldWithItsPlace() throws IOException {
    assertThat(read("max-stacks: 1\nlisten: [::1]:0\n")).isEmpty();
    assertThat(problems).singleElement().asString().startsWith(file() + ":2:");
  }

  @Test
  void read_twoDocuments_areRefused() throws IOException {
    assertThat(read("max-stacks: 1\n---\nmax-stacks: 2\n")).isEmpty();
    assertThat(problems).singleElement().asString().startsWith(file() + ":2:1: ");
  }

  @Test
  void read_binary_isRefusedInALine() throws IOException {
    Files.write(file(), new byte[] {'a', ':', ' ', 0, 1, 2});

    assertThat(ConfigFile.read(file(), problems::add)).isEmpty();
    assertThat(problems)
        .singleElement()
        .asString()
        .startsWith("--config " + file() + ": ")
        .hasLineCount(1);
  }

  @Test
  void read_notUtf8_isRefused() throws IOException {
    Files.write(file(), "max-stacks: ü\n".getBytes(StandardCharsets.ISO_8859_1));

    assertThat(ConfigFile.read(file(), problems::add)).isEmpty();
    assertThat(problems).containsExactly("--config " + file() + ": is not UTF-8");
  }

  @Test
  void read_noFile_isTold() {
    assertThat(ConfigFile.read(file(), problems::add)).isEmpty();
    assertThat(problems).containsExactly("--config " + file() + ": no such file");
  }

  private Map<Setting<?>, List<Written>> read(String content) throws IOException {
    Files.writeString(file(), content);
    return ConfigFile.read(file(), problems::add);
  }

  private Path file() {
    return directory.resolve("procnetd.yaml");
  }
}
