package dev.procnet.server.stack;

import java.time.Duration;
import java.time.Instant;

/**
 * How long a stack lives unless it is renewed.
 *
 * @param ttl from one renewal to the end, 1 ms to 30 days
 * @param end when it ends
 */
public record Lease(Duration ttl, Instant end) {

  private static final Duration SHORTEST = Duration.ofMillis(1);
  private static final Duration LONGEST = Duration.ofDays(30);

  public Lease {
    Checks.check(
        ttl.compareTo(SHORTEST) >= 0 && ttl.compareTo(LONGEST) <= 0,
        "ttl",
        "is " + ttl + ", expected " + SHORTEST + " to " + LONGEST);
  }

  /**
   * One that begins now.
   *
   * @throws ProcnetException FIELD_INVALID, {@code ttl}
   */
  public static Lease of(Duration ttl, Instant now) {
    return new Lease(ttl, now.plus(ttl));
  }

  boolean endedBy(Instant now) {
    return !now.isBefore(end);
  }
}
