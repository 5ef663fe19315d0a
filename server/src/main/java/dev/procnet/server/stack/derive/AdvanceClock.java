package dev.procnet.server.stack.derive;

import dev.procnet.server.stack.Mutation.Derivation;
import dev.procnet.server.stack.Plan;

/**
 * Time passes: timers run down and fire.
 *
 * @param ticks hundredths of a second, 1 or more
 */
public record AdvanceClock(long ticks) implements Derivation {

  private static final long TICKS_PER_SECOND = 100;

  @Override
  public long derive(Plan plan) {
    new TcpTimers(plan).advance(ticks);
    new Ages(plan).advance(ticks / TICKS_PER_SECOND);
    return 0;
  }
}
