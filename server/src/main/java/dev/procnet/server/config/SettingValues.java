package dev.procnet.server.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What the settings are. Each is taken from the first source that has it, else from its default.
 */
public final class SettingValues {

  private final Map<Setting<?>, List<Written>> values = new HashMap<>();
  private final Set<Setting<?>> defaulted = new HashSet<>();

  private SettingValues() {}

  /**
   * A value as someone wrote it.
   *
   * @param place {@code --max-stacks}, or {@code FILE:LINE:COLUMN: max-stacks}
   */
  public record Written(String text, String place) {}

  /**
   * Looks all settings up.
   *
   * @param sources the strongest first
   * @param problems told of each value that is none, in whichever source; it is then left out
   */
  public static SettingValues of(
      List<Map<Setting<?>, List<Written>>> sources, Consumer<String> problems) {
    SettingValues result = new SettingValues();
    for (Setting<?> setting : Settings.all()) {
      List<Written> chosen = List.of();
      for (Map<Setting<?>, List<Written>> source : sources.reversed()) {
        List<Written> valid = valid(setting, source.getOrDefault(setting, List.of()), problems);
        chosen = valid.isEmpty() ? chosen : valid;
      }
      if (chosen.isEmpty()) {
        result.defaulted.add(setting);
      }
      result.values.put(setting, chosen.isEmpty() ? defaults(setting) : chosen);
    }
    return result;
  }

  /** All values of a setting. */
  public <T> List<T> all(Setting<T> setting) {
    return written(setting).stream().map(written -> setting.parse(written.text())).toList();
  }

  /** The value of a setting that has a default. */
  public <T> T one(Setting<T> setting) {
    return all(setting).getFirst();
  }

  /** The value of a setting that has no default. */
  public <T> Optional<T> optional(Setting<T> setting) {
    return all(setting).stream().findFirst();
  }

  /** The values of a setting, as they were written. */
  public List<Written> written(Setting<?> setting) {
    return values.getOrDefault(setting, List.of());
  }

  /** Nobody set it. */
  public boolean isDefault(Setting<?> setting) {
    return defaulted.contains(setting);
  }

  private static List<Written> valid(
      Setting<?> setting, List<Written> written, Consumer<String> problems) {
    List<Written> valid = new ArrayList<>();
    for (Written value : written) {
      try {
        var _ = setting.parse(value.text());
        valid.add(value);
      } catch (IllegalArgumentException e) {
        problems.accept(value.place() + " " + e.getMessage());
      }
    }
    return valid;
  }

  private static List<Written> defaults(Setting<?> setting) {
    return setting.defaults().stream()
        .map(text -> new Written(text, "--" + setting.name()))
        .toList();
  }
}
