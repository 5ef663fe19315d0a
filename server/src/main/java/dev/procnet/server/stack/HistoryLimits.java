package dev.procnet.server.stack;

/**
 * How much of its past a stack keeps.
 *
 * @param revisions most revisions, 1 to 1,000,000
 * @param rows most changed rows in all of them; the newest revision is kept whatever it holds
 * @param checkpoints most checkpoints, 0 to 1000
 */
public record HistoryLimits(int revisions, long rows, int checkpoints) {

  /** A thousand revisions, 200,000 changed rows, a hundred checkpoints. */
  public static final HistoryLimits DEFAULT = new HistoryLimits(1000, 200_000);

  private static final int CHECKPOINTS = 100;

  private static final int MOST_CHECKPOINTS = 1000;

  public HistoryLimits {
    Checks.inRange("revisions", revisions, 1, 1_000_000);
    Checks.inRange("rows", rows, 1, Long.MAX_VALUE);
    Checks.inRange("checkpoints", checkpoints, 0, MOST_CHECKPOINTS);
  }

  /** With as many checkpoints as by default. */
  public HistoryLimits(int revisions, long rows) {
    this(revisions, rows, CHECKPOINTS);
  }

  /** These, with as many checkpoints as there ever may be. */
  HistoryLimits withMostCheckpoints() {
    return new HistoryLimits(revisions, rows, MOST_CHECKPOINTS);
  }
}
