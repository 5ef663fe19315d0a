package dev.procnet.server.config;

import dev.procnet.server.stack.HistoryLimits;
import dev.procnet.server.stack.Profile;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Which stacks there are and may be. Ranges as in {@link Settings}.
 *
 * @param maxStacks at one time
 * @param history of each stack
 * @param maxImport bytes of one imported tree
 * @param profile of the stack {@code default}, where nothing is imported
 * @param importFrom a tree for the stack {@code default}
 * @param importLenient its files that no known system prints are kept as they were captured
 * @param state where they are kept; empty: in memory
 */
public record StackConfig(
    int maxStacks,
    HistoryLimits history,
    long maxImport,
    long renderCache,
    Profile profile,
    Optional<Path> importFrom,
    boolean importLenient,
    Optional<StateConfig> state) {

  public StackConfig {
    Settings.MAX_STACKS.check(maxStacks);
    Settings.MAX_IMPORT.check(maxImport);
    Settings.RENDER_CACHE.check(renderCache);
  }

  static StackConfig of(SettingValues values) {
    return new StackConfig(
        values.one(Settings.MAX_STACKS),
        new HistoryLimits(
            values.one(Settings.HISTORY_REVISIONS),
            values.one(Settings.HISTORY_ROWS),
            values.one(Settings.MAX_CHECKPOINTS)),
        values.one(Settings.MAX_IMPORT),
        values.one(Settings.RENDER_CACHE),
        values.one(Settings.PROFILE),
        values.optional(Settings.IMPORT),
        values.one(Settings.IMPORT_LENIENT),
        values.optional(Settings.STATE_DIR).map(directory -> StateConfig.of(directory, values)));
  }
}
