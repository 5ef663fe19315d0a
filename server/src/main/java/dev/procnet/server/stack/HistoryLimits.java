package dev.procnet.server.stack;

/**
 * How much of its past a stack keeps.
 *
 * @param revisions most revisions, 1 to 1,000,000
 * @param rows most changed rows in all of them; the newest revision is kept whatever it holds
 */
public record HistoryLimits(int revisions, long rows) {

  /** A thousand revisions, 200,000 changed rows. */
  public static final HistoryLimits DEFAULT = new HistoryLimits(1000, 200_000);

  public HistoryLimits {
    Checks.inRange("revisions", revisions, 1, 1_000_000);
    Checks.inRange("rows", rows, 1, Long.MAX_VALUE);
  }
}
