package dev.procnet.server.fault;

import dev.procnet.v1.ActiveFault;
import dev.procnet.v1.FaultRule;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * A rule that is on, with what it did. Chance is drawn once a call that matches, in the order of
 * the calls, so that the same calls have the same faults. Thread-safe.
 */
final class ActiveRule {

  private final FaultRule rule;
  private final SplittableRandom chances;
  private long matched;
  private long fired;

  ActiveRule(FaultRule rule) {
    this.rule = rule;
    this.chances = new SplittableRandom(rule.getSeed());
  }

  /** Acts on the call, or lets it pass. */
  synchronized Optional<Shot> fire(FaultSubject subject) {
    if (!subject.matches(rule.getMatch())) {
      return Optional.empty();
    }
    matched++;
    SplittableRandom chance = chances.split();
    boolean passes =
        matched <= Integer.toUnsignedLong(rule.getSkip())
            || (rule.getTimes() != 0 && fired >= Integer.toUnsignedLong(rule.getTimes()))
            || chance.nextDouble() >= (rule.hasProbability() ? rule.getProbability() : 1);
    if (passes) {
      return Optional.empty();
    }
    fired++;
    return Optional.of(new Shot(rule, chance));
  }

  synchronized ActiveFault toProto() {
    return ActiveFault.newBuilder().setRule(rule).setMatched(matched).setFired(fired).build();
  }
}
