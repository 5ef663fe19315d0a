package dev.procnet.server.config;

import java.util.Locale;

/**
 * What is logged and how.
 *
 * @param format of each line on stderr
 * @param level the least of what is logged
 */
public record LogConfig(Format format, Level level) {

  /** How an event looks. */
  public enum Format {
    TEXT,
    JSON;

    /** As in a flag. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** How much an event matters. */
  public enum Level {
    TRACE,
    DEBUG,
    INFO,
    WARN,
    ERROR;

    /** As in a flag. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What the settings say. */
  public static LogConfig of(SettingValues values) {
    return new LogConfig(values.one(Settings.LOG_FORMAT), values.one(Settings.LOG_LEVEL));
  }
}
