package dev.procnet.server.stack;

/**
 * Why a statistic can't be had.
 *
 * @param notSupported the stack does not keep it: worth an info in the log; otherwise an error,
 *     worth a warning
 * @param message words for the log, at most 256 characters
 */
public record Unavailable(boolean notSupported, String message) {

  /** The stack does not keep this statistic. */
  public static final Unavailable NOT_SUPPORTED = new Unavailable(true, "");

  public Unavailable {
    Checks.inRange("message", message.length(), 0, 256);
  }
}
