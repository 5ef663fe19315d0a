package dev.procnet.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.procnet.server.config.SettingValues.Written;
import dev.procnet.server.config.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FlagsTest {

  private final List<String> problems = new ArrayList<>();

  @Test
  void usage_listsEveryFlagWithRangeAndDefault() {
    String usage = parse("--help").usage();

    assertThat(parse("--help").help()).isTrue();
    Settings.names().forEach(name -> assertThat(usage).contains("--" + name));
    assertThat(usage)
        .contains("--config", "--help", "--version")
        .contains("default 127.0.0.1:7461", "default 512MiB", "Exit codes: 0 ");
    // Words may be broken over lines.
    assertThat(usage.replaceAll("\\s+", " ")).contains("a whole number, 1 to 1000000");
  }

  @Test
  void values_given_areThose() {
    Flags flags =
        parse("--listen", "a:1", "--listen=b:2", "--insecure-listen", "--config", "f.yaml");

    assertThat(problems).isEmpty();
    assertThat(flags.values())
        .containsOnlyKeys(Settings.LISTEN, Settings.INSECURE_LISTEN)
        .containsEntry(
            Settings.LISTEN,
            List.of(new Written("a:1", "--listen"), new Written("b:2", "--listen")))
        .containsEntry(Settings.INSECURE_LISTEN, List.of(new Written("true", "--insecure-listen")));
    assertThat(flags.config()).contains(Path.of("f.yaml"));
  }

  @Test
  void parse_everyProblem_isTold() {
    parse("--lisen", "--max-stacks", "1", "--max-stacks", "2", "what", "--web-connections");

    assertThat(problems)
        .anySatisfy(
            problem ->
                assertThat(problem).isEqualTo("unknown flag '--lisen', did you mean '--listen'?"))
        .anySatisfy(problem -> assertThat(problem).contains("--max-stacks", "only once"))
        .anySatisfy(problem -> assertThat(problem).contains("'what'"))
        .anySatisfy(problem -> assertThat(problem).contains("--web-connections"));
  }

  @Test
  void values_switchTurnedOff_isFalse() {
    assertThat(parse("--insecure-listen=false").values().get(Settings.INSECURE_LISTEN))
        .extracting(Written::text)
        .containsExactly("false");
  }

  private Flags parse(String... args) {
    return Flags.parse(List.of(args), problems::add);
  }
}
