package dev.procnet.server.stack;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that a stack is made of, but for its past.
 *
 * @param name its key in the registry
 * @param labels words for finding it again
 * @param createdAt when it was made
 * @param createdBy the request that made it
 * @param state the newest
 * @param seed the state that a reset goes back to
 * @param checkpoints states that were saved
 * @param lease how long it lives unless it is renewed; null: for ever
 */
public record StackImage(
    String name,
    Map<String, String> labels,
    Instant createdAt,
    RequestKey createdBy,
    Snapshot state,
    Snapshot seed,
    Checkpoints checkpoints,
    @Nullable Lease lease) {

  public StackImage {
    labels = Map.copyOf(labels);
  }

  /** That of a stack that is made now. */
  static StackImage ofNew(
      String name,
      Map<String, String> labels,
      RequestKey request,
      Snapshot seed,
      @Nullable Lease lease,
      Instant now) {
    // 1, but for a fork, whose rows tell of the revisions that it had before.
    Snapshot first = seed.asWholeOf(seed.revision() + 1, now);
    return new StackImage(name, labels, now, request, first, seed, Checkpoints.NONE, lease);
  }

  StackImage with(Snapshot newState, Snapshot newSeed) {
    return new StackImage(
        name, labels, createdAt, createdBy, newState, newSeed, checkpoints, lease);
  }

  /** The same with other checkpoints. */
  public StackImage with(Checkpoints changed) {
    return new StackImage(name, labels, createdAt, createdBy, state, seed, changed, lease);
  }

  StackImage with(Lease renewed) {
    return new StackImage(name, labels, createdAt, createdBy, state, seed, checkpoints, renewed);
  }

  boolean endedBy(Instant now) {
    return lease != null && lease.endedBy(now);
  }
}
