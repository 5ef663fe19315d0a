package dev.procnet.server.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.procnet.server.config.Setting;
import dev.procnet.server.config.SettingValues;
import dev.procnet.server.config.SettingValues.Written;
import dev.procnet.server.config.Settings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoopbackRuleTest {

  private final Map<Setting<?>, List<Written>> settings = new HashMap<>();

  @ParameterizedTest
  @ValueSource(
      strings = {"127.0.0.1:0", "127.8.9.1:0", "[::1]:0", "localhost:0", "unix:/run/p.sock"})
  void check_local_isAllowed(String address) {
    put(Settings.LISTEN, address);

    assertThat(problems()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0:0", "[::]:0", "10.1.2.3:0", "some.host:0", "[fd00::1]:0"})
  void check_beyondLoopback_isRefusedForBothListeners(String address) {
    put(Settings.LISTEN, address);
    put(Settings.WEB_LISTEN, address);

    assertThat(problems())
        .hasSize(2)
        .allSatisfy(
            problem ->
                assertThat(problem)
                    .contains("is '" + address + "', beyond loopback")
                    .contains("--insecure-listen"));
  }

  @Test
  void check_oneOfSeveral_isNamed() {
    put(Settings.LISTEN, "127.0.0.1:0", "0.0.0.0:1");
    put(Settings.WEB_LISTEN, "none");

    assertThat(problems()).singleElement().asString().startsWith("at 0.0.0.0:1 is '0.0.0.0:1'");
  }

  @Test
  void check_insecureListen_allowsAll() {
    put(Settings.LISTEN, "0.0.0.0:0");
    put(Settings.WEB_LISTEN, "[::]:0");
    put(Settings.INSECURE_LISTEN, "true");

    assertThat(problems()).isEmpty();
  }

  @Test
  void check_tlsAndPolicy_allowAll_oneOfThemDoesNot() {
    put(Settings.LISTEN, "0.0.0.0:0");
    put(Settings.WEB_LISTEN, "[::]:0");
    put(Settings.TLS_CERT, "c");
    put(Settings.TLS_KEY, "k");
    assertThat(problems()).hasSize(2).allMatch(problem -> problem.contains("--policy"));

    put(Settings.POLICY, "p");

    assertThat(problems()).isEmpty();
  }

  @Test
  void check_adminBeyondLoopback_isRefusedWhateverIsAllowed() {
    put(Settings.ADMIN_LISTEN, "0.0.0.0:7463");
    put(Settings.INSECURE_LISTEN, "true");

    assertThat(problems())
        .containsExactly(
            "at 0.0.0.0:7463 is '0.0.0.0:7463', beyond loopback, expected 127.0.0.0/8, ::1,"
                + " localhost or unix:PATH");
  }

  @Test
  void check_halfOfWhatGoesTogether_isRefused() {
    put(Settings.TLS_KEY, "k");
    put(Settings.TLS_CLIENT_CA, "a");
    put(Settings.TOKENS, "t");

    assertThat(problems())
        .containsExactly(
            "at k is given, expected --tls-cert with it",
            "at a is given, expected --tls-cert with it",
            "at a is given, expected --policy with it",
            "at t is given, expected --policy with it");
  }

  private void put(Setting<?> setting, String... texts) {
    settings.put(
        setting, List.of(texts).stream().map(text -> new Written(text, "at " + text)).toList());
  }

  private List<String> problems() {
    List<String> problems = new ArrayList<>();
    LoopbackRule.check(SettingValues.of(List.of(settings), problems::add), problems::add);
    return problems;
  }
}
