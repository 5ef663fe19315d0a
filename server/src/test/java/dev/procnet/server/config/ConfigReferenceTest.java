package dev.procnet.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.procnet.server.config.SettingValues.Written;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages of deploy/config; with {@code -Dprocnet.config.write} they are written anew. */
class ConfigReferenceTest {

  private static final Path CONFIG = Path.of("../deploy/config");

  @TempDir private Path directory;

  @BeforeAll
  static void write() throws IOException {
    if (System.getProperty("procnet.config.write") != null) {
      for (Map.Entry<String, String> page : ConfigReference.pages().entrySet()) {
        Files.writeString(CONFIG.resolve(page.getKey()), page.getValue());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"README.md", "procnetd.yaml", "procnetd.8"})
  void page_isAsTheSettingsAre(String name) throws IOException {
    assertThat(Files.readString(CONFIG.resolve(name)))
        .as("%s is written anew by the command in deploy/config/README.md", name)
        .isEqualTo(ConfigReference.pages().get(name));
  }

  @Test
  void yaml_asShipped_setsNothing() {
    assertThat(read(CONFIG.resolve("procnetd.yaml"))).isEmpty();
  }

  @Test
  void yaml_allUncommented_setsDefaults() throws IOException {
    List<String> keys = new ArrayList<>();
    for (String line : Files.readAllLines(CONFIG.resolve("procnetd.yaml"))) {
      // Those without a value have no default that could be written down.
      if (line.matches("#[a-z-]+: .+")) {
        keys.add(line.substring(1));
      }
    }
    Path file = Files.write(directory.resolve("all.yaml"), keys);

    Map<Setting<?>, List<Written>> values = read(file);

    assertThat(values).hasSameSizeAs(keys).hasSizeGreaterThan(20);
    values.forEach(
        (setting, written) ->
            assertThat(written)
                .as(setting.name())
                .extracting(Written::text)
                .isEqualTo(setting.defaults()));
  }

  @Test
  void manual_isCleanToMandoc() throws Exception {
    assumeThat(Path.of("/usr/bin/mandoc")).as("mandoc is not installed").exists();
    Process mandoc =
        new ProcessBuilder("mandoc", "-T", "lint", "-W", "warning", CONFIG + "/procnetd.8")
            .redirectErrorStream(true)
            .start();

    assertThat(mandoc.inputReader().readAllAsString()).isEmpty();
  }

  private static Map<Setting<?>, List<Written>> read(Path file) {
    List<String> problems = new ArrayList<>();
    Map<Setting<?>, List<Written>> values = ConfigFile.read(file, problems::add);
    assertThat(problems).isEmpty();
    return values;
  }
}
