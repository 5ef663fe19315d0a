package dev.procnet.server.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/**
 * Where stacks are kept. Ranges as in {@link Settings}.
 *
 * @param directory holds nothing else
 * @param fsync when what was written is written through to the disk
 * @param interval of writing through, for {@link Fsync#INTERVAL}
 * @param logBytes of events after which all stacks are written anew
 */
public record StateConfig(Path directory, Fsync fsync, Duration interval, long logBytes) {

  /** When what was written is written through to the disk. */
  public enum Fsync {
    /** Before it is answered: it survives a loss of power. */
    EACH,
    /** Now and then: what was answered since survives the end of the process only. */
    INTERVAL,
    /** When the system likes. */
    NONE;

    /** As in a flag. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public StateConfig {
    Settings.FSYNC_INTERVAL.check(interval);
    Settings.STATE_LOG.check(logBytes);
  }

  static StateConfig of(Path directory, SettingValues values) {
    return new StateConfig(
        directory,
        values.one(Settings.FSYNC),
        values.one(Settings.FSYNC_INTERVAL),
        values.one(Settings.STATE_LOG));
  }
}
