package dev.procnet.server.config;

import dev.procnet.server.config.SettingValues.Written;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a server does for tests. Ranges as in {@link Settings}.
 *
 * @param faults clients may set faults
 * @param journal calls are written down
 * @param journalSize bytes that they may take, about
 */
public record TestingConfig(boolean faults, boolean journal, long journalSize) {

  /** Settings that {@link Settings#TEST_MODE} stands for, the weakest but for defaults. */
  public static final Map<Setting<?>, List<Written>> TEST_MODE =
      presets(
          Map.of(
              Settings.FAULTS,
              "true",
              Settings.JOURNAL,
              "true",
              Settings.LISTEN,
              "127.0.0.1:0",
              Settings.WEB_LISTEN,
              Settings.NONE,
              Settings.DRAIN_GRACE,
              "200ms"));

  public TestingConfig {
    Settings.JOURNAL_SIZE.check(journalSize);
  }

  static TestingConfig of(SettingValues values) {
    return new TestingConfig(
        values.one(Settings.FAULTS),
        values.one(Settings.JOURNAL),
        values.one(Settings.JOURNAL_SIZE));
  }

  private static Map<Setting<?>, List<Written>> presets(Map<Setting<?>, String> texts) {
    return texts.entrySet().stream()
        .collect(
            Collectors.toUnmodifiableMap(
                Map.Entry::getKey,
                entry -> List.of(new Written(entry.getValue(), "--" + Settings.TEST_MODE))));
  }
}
