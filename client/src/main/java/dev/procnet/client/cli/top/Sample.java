package dev.procnet.client.cli.top;

import dev.procnet.v1.GetCountersResponse;

/**
 * A look at a stack.
 *
 * @param counters what it had
 * @param nanos when, as {@link System#nanoTime}
 */
public record Sample(GetCountersResponse counters, long nanos) {

  /** The other is an earlier look at the same stack of the same server. */
  boolean follows(Sample other) {
    return counters.getHeader().getServerId().equals(other.counters.getHeader().getServerId())
        && counters.getHeader().getStack().equals(other.counters.getHeader().getStack())
        && nanos > other.nanos;
  }

  /** Seconds since the other. */
  double since(Sample other) {
    return (nanos - other.nanos) / 1e9;
  }
}
