package dev.procnet.client;

import java.time.Duration;

/**
 * How long calls may take. Every call has a deadline.
 *
 * @param call of a call with one answer, its retries included
 * @param idle between two messages of a stream. How long a stream takes depends on its size and on
 *     its reader, so silence is what tells a dead server from a long file. Time that the caller
 *     itself spends on a message does not count
 * @param stream of a stream as a whole: a last bound for what is still moving
 */
public record Timeouts(Duration call, Duration idle, Duration stream) {

  /** 10 s a call, 30 s of silence, a day for a stream. */
  public static final Timeouts DEFAULT =
      new Timeouts(Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofDays(1));

  /** Checks that all are positive. */
  public Timeouts {
    positive("call", call);
    positive("idle", idle);
    positive("stream", stream);
  }

  /** These, with one bound for answers and for silence. */
  public Timeouts withAnswerWithin(Duration limit) {
    return new Timeouts(limit, limit, stream);
  }

  private static void positive(String name, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException("timeout " + name + ": positive expected, not " + value);
    }
  }
}
