package dev.procnet.client.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.procnet.client.FieldViolation;
import dev.procnet.client.cli.input.InputException;
import dev.procnet.v1.Scenario;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScenarioReaderTest {

  @TempDir private Path directory;

  private LoadedScenario read(String name, String text) throws InputException {
    return new ScenarioReader().read(name, text.getBytes(UTF_8), directory);
  }

  private List<FieldViolation> problems(String name, String text) {
    try {
      read(name, text);
      return List.of();
    } catch (InputException e) {
      assertThat(e).hasMessageContaining(name);
      return e.problems();
    }
  }

  @Test
  void read_inEachFormat_isTheSame() throws InputException {
    Scenario yaml =
        read("a.yaml", "seed: host\nsteps:\n- mutations:\n  - listen: {local: {port: 80}}\n")
            .scenario();
    Scenario json =
        read(
                "a.json",
                "{\n\t\"seed\": \"host\",\n\t\"steps\": [{\"mutations\":"
                    + " [{\"listen\": {\"local\": {\"port\": 80}}}]}]}")
            .scenario();
    Scenario text =
        read("a.txtpb", "seed: 'host' steps { mutations { listen { local { port: 80 } } } }")
            .scenario();

    assertThat(yaml.getSteps(0).getMutations(0).getListen().getLocal().getPort()).isEqualTo(80);
    assertThat(json).isEqualTo(yaml);
    assertThat(text).isEqualTo(yaml);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a.yaml  | 'steps:\n- mutations:\n  - listne: {}\n'",
        "a.json  | '{\"steps\": [\n{\"mutations\": [\n{\"listne\": {}}]}]}'",
        "a.txtpb | 'steps {\n mutations {\n  listne { } } }'",
      })
  void read_typo_namesFileLineFieldAndNearest(String name, String text) {
    List<FieldViolation> problems = problems(name, text);

    assertThat(problems).hasSize(1);
    assertThat(problems.get(0).field()).startsWith("line 3, ").endsWith("listne");
    assertThat(problems.get(0).description()).contains("did you mean 'listen'?");
  }

  @Test
  void read_unknownSeed_namesTheNearest() {
    assertThat(problems("a.yaml", "seed: hots\n"))
        .containsExactly(
            new FieldViolation(
                "seed",
                "'hots' is neither empty, host, busy-web-server, router nor a directory; did you"
                    + " mean 'host'?"));
  }

  @Test
  void read_treeBesideTheFile_isASeed() throws Exception {
    Files.createDirectory(directory.resolve("tree"));
    Path file = Files.writeString(directory.resolve("a.yaml"), "seed: tree\n");

    assertThat(new ScenarioReader().read(file).directory()).isEqualTo(directory);
  }

  @Test
  void read_stepOfNothingOrOfTwoThings_isRefused() {
    assertThat(problems("a.yaml", "steps:\n- pause: 1s\n  save: x\n- name: y\n"))
        .extracting(FieldViolation::field)
        .containsExactly("steps[0]", "steps[1]");
  }

  @Test
  void read_noSuchFile_isSaid() {
    assertThatThrownBy(() -> new ScenarioReader().read(directory.resolve("none.yaml")))
        .hasMessageContaining("none.yaml");
  }
}
