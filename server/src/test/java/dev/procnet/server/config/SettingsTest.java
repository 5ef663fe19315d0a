package dev.procnet.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.procnet.server.config.GrpcConfig.KeepAlive;
import dev.procnet.server.stack.HistoryLimits;
import dev.procnet.server.stack.ProcnetException;
import dev.procnet.server.stack.Profile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SettingsTest {

  static List<Setting<?>> all() {
    return Settings.all();
  }

  @ParameterizedTest
  @MethodSource("all")
  void all_each_hasNameMeaningRangeAndValidDefault(Setting<?> setting) {
    assertThat(setting.name()).matches("[a-z]+(-[a-z]+)*");
    assertThat(setting.meaning()).isNotEmpty().doesNotEndWith(".");
    assertThat(setting.expected()).isNotEmpty();
    assertThatCode(() -> setting.defaults().forEach(setting::parse)).doesNotThrowAnyException();
  }

  @Test
  void all_names_areUnique() {
    assertThat(Settings.names()).doesNotHaveDuplicates().contains("listen", "drain-grace");
  }

  @Test
  void defaults_areThoseOfTheManual() {
    List<String> problems = new ArrayList<>();
    ServerConfig config = ServerConfig.of(SettingValues.of(List.of(), problems::add));

    assertThat(problems).isEmpty();
    assertThat(config.grpc().listen()).containsExactly(ListenAddress.parse("127.0.0.1:7461"));
    assertThat(config.web().listen()).contains(ListenAddress.Tcp.parse("127.0.0.1:7462"));
    assertThat(config.grpc().drainGrace()).isEqualTo(Duration.ofSeconds(10));
    assertThat(config.grpc().maxMessage()).isEqualTo(4 << 20);
    assertThat(config.stack())
        .isEqualTo(
            new StackConfig(
                10_000,
                new HistoryLimits(1000, 200_000),
                512 << 20,
                256 << 20,
                Profile.LINUX_6_18,
                Optional.empty(),
                false,
                Optional.empty()));
    assertThat(config.log()).isEqualTo(new LogConfig(LogConfig.Format.TEXT, LogConfig.Level.INFO));
    assertThat(config.testing()).isEqualTo(new TestingConfig(false, false, 16 << 20));
    assertThat(config.portFile()).isEmpty();
    assertThat(config.parentPid()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "max-stacks, 1, 1000000",
    "max-checkpoints, 0, 1000",
    "grpc-threads, 1, 1024",
    "max-message, 64KiB, 1GiB",
    "max-message, 65536, 1073741824B",
    "drain-grace, 0s, 1h",
    "web-timeout, 1000ms, 10m",
    "log-level, trace, error",
    "profile, linux-6.18, gvisor",
    "web-listen, none, [::1]:0",
    "insecure-listen, true, false",
    "journal-size, 64KiB, 1GiB",
    "parent-pid, 1, 2147483647",
  })
  void parse_endOfRange_isTaken(String name, String least, String most) {
    Setting<?> setting = Settings.find(name).orElseThrow();

    assertThatCode(() -> setting.parse(least)).doesNotThrowAnyException();
    assertThatCode(() -> setting.parse(most)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "max-stacks; 0; is '0', expected a whole number, 1 to 1000000",
        "max-stacks; 1000001; is '1000001', expected a whole number, 1 to 1000000",
        "max-stacks; 99999999999; is '99999999999', expected a whole number, 1 to 1000000",
        "max-stacks; 1e3; is '1e3', expected a whole number, 1 to 1000000",
        "max-message; 1KiB; is '1KiB', expected a size, 64KiB to 1GiB",
        "max-message; 999999999999999GiB; is '999999999999999GiB', expected a size, 64KiB to 1GiB",
        "max-message; 4MB; is '4MB', expected a size, 64KiB to 1GiB",
        "max-message; -1; is '-1', expected a size, 64KiB to 1GiB",
        "drain-grace; 10; is '10', expected a time, 0s to 1h",
        "drain-grace; 2h; is '2h', expected a time, 0s to 1h",
        "drain-grace; 999999999999h; is '999999999999h', expected a time, 0s to 1h",
        "log-format; xml; is 'xml', expected text, json",
        "log-level; INFO; is 'INFO', expected trace, debug, info, warn, error",
        "profile; linux-6.17; is 'linux-6.17', expected linux-6.18, linux-6.12, linux-6.1, gvisor",
        "web-listen; unix:x; is 'unix:x', expected host:port, [v6]:port or none",
        "listen; none; is 'none', expected host:port, [v6]:port or unix:PATH",
        "journal-size; 1KiB; is '1KiB', expected a size, 64KiB to 1GiB",
        "parent-pid; 0; is '0', expected a whole number, 1 to 2147483647",
        "insecure-listen; yes; is 'yes', expected true or false",
        "import; ''; is '', expected a path",
      })
  void parse_outOfRange_saysValueAndExpected(String name, String text, String message) {
    Setting<?> setting = Settings.find(name).orElseThrow();

    assertThatThrownBy(() -> setting.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void records_valueOutOfRange_throw() {
    HistoryLimits history = HistoryLimits.DEFAULT;
    assertThatThrownBy(
            () ->
                new StackConfig(
                    0,
                    history,
                    1 << 20,
                    0,
                    Profile.GVISOR,
                    Optional.empty(),
                    false,
                    Optional.empty()))
        .isInstanceOf(ProcnetException.class)
        .hasMessage("max-stacks: is '0', expected a whole number, 1 to 1000000");
    assertThatThrownBy(() -> new WebConfig(Optional.empty(), 0, Duration.ofSeconds(1), 1000))
        .isInstanceOf(ProcnetException.class);
    assertThatThrownBy(
            () -> new KeepAlive(Duration.ZERO, Duration.ofSeconds(1), Duration.ofSeconds(1)))
        .isInstanceOf(ProcnetException.class);
    KeepAlive keepAlive =
        new KeepAlive(Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(1));
    assertThatThrownBy(
            () -> new GrpcConfig(List.of(), 1, 1 << 20, 8192, 1, 1 << 20, keepAlive, Duration.ZERO))
        .isInstanceOf(ProcnetException.class)
        .hasMessage("listen: is empty, expected an address");
  }

  @Test
  void values_sources_strongestWins() {
    List<String> problems = new ArrayList<>();
    SettingValues values =
        SettingValues.of(
            List.of(
                Map.of(Settings.MAX_STACKS, List.of(written("5"))),
                Map.of(
                    Settings.MAX_STACKS, List.of(written("6")),
                    Settings.WEB_CONNECTIONS, List.of(written("7")))),
            problems::add);

    assertThat(values.one(Settings.MAX_STACKS)).isEqualTo(5);
    assertThat(values.one(Settings.WEB_CONNECTIONS)).isEqualTo(7);
    assertThat(values.one(Settings.HISTORY_REVISIONS)).isEqualTo(1000);
    assertThat(values.optional(Settings.PORT_FILE)).isEmpty();
    assertThat(problems).isEmpty();
  }

  @Test
  void values_problemsInSeveralSources_areAllTold() {
    List<String> problems = new ArrayList<>();
    SettingValues values =
        SettingValues.of(
            List.of(
                Map.of(Settings.MAX_STACKS, List.of(new SettingValues.Written("x", "--a"))),
                Map.of(Settings.MAX_STACKS, List.of(new SettingValues.Written("y", "f:1:2: b")))),
            problems::add);

    assertThat(problems)
        .containsExactlyInAnyOrder(
            "--a is 'x', expected a whole number, 1 to 1000000",
            "f:1:2: b is 'y', expected a whole number, 1 to 1000000");
    assertThat(values.one(Settings.MAX_STACKS)).isEqualTo(10_000);
  }

  private static SettingValues.Written written(String text) {
    return new SettingValues.Written(text, "here");
  }
}
