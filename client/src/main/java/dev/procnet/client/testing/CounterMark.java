package dev.procnet.client.testing;

import java.util.Map;

/**
 * Counters of a stack as they were.
 *
 * @param values by group and name: {@code Tcp.InSegs}
 */
public record CounterMark(Map<String, Long> values) {

  /** Copies them. */
  public CounterMark {
    values = Map.copyOf(values);
  }
}
