package dev.procnet.server.fault;

import dev.procnet.v1.ActiveFault;
import dev.procnet.v1.FaultRule;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * The rules of a stack.
 *
 * @param expiresAt when they are gone
 */
public record FaultSet(List<ActiveRule> active, Instant expiresAt) {

  /** No rules. */
  static final FaultSet NONE = new FaultSet(List.of(), Instant.MAX);

  static FaultSet of(List<FaultRule> rules, Instant expiresAt) {
    return new FaultSet(rules.stream().map(ActiveRule::new).toList(), expiresAt);
  }

  /** Has none. */
  public boolean isEmpty() {
    return active.isEmpty();
  }

  /** How many. */
  public int size() {
    return active.size();
  }

  /** The rules with what they did. */
  public List<ActiveFault> toProto() {
    return active.stream().map(ActiveRule::toProto).toList();
  }

  /** Those that act on a call, in order. */
  Stream<Shot> fire(FaultSubject subject) {
    return active.stream().flatMap(rule -> rule.fire(subject).stream());
  }
}
