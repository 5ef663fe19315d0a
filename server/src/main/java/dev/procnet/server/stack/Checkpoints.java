package dev.procnet.server.stack;

import dev.procnet.server.stack.ProcnetException.Reason;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The checkpoints of a stack, bounded in number. One writer, readers that never wait. States share
 * what they have in common, so that one more costs what has changed since.
 */
final class Checkpoints {

  private final String stack;
  private final int limit;
  private final Map<String, Kept> kept = new ConcurrentHashMap<>();

  /** The state is kept apart: answers are remembered longer than states. */
  private record Kept(Checkpoint checkpoint, Snapshot state) {}

  /**
   * None yet.
   *
   * @param stack whose they are, for errors
   */
  Checkpoints(String stack, int limit) {
    this.stack = stack;
    this.limit = limit;
  }

  /**
   * Keeps a state. Only by the stack's writer.
   *
   * @throws ProcnetException CHECKPOINT_ALREADY_EXISTS, QUOTA_EXCEEDED, FIELD_INVALID
   */
  Checkpoint save(String name, Snapshot state, boolean replace, Instant now) {
    Checkpoint checkpoint = new Checkpoint(name, state.revision(), state.appliedAt(), now);
    if (kept.containsKey(name)) {
      requireReplace(name, replace);
    } else {
      requireRoom(name);
    }
    kept.put(name, new Kept(checkpoint, state));
    return checkpoint;
  }

  /** All, by name. */
  List<Checkpoint> list() {
    return kept.values().stream()
        .map(Kept::checkpoint)
        .sorted(Comparator.comparing(Checkpoint::name))
        .toList();
  }

  /**
   * The state that a checkpoint has kept.
   *
   * @throws ProcnetException CHECKPOINT_NOT_FOUND
   */
  Snapshot get(String name) {
    Kept found = kept.get(name);
    if (found == null) {
      throw ProcnetException.of(
          Reason.CHECKPOINT_NOT_FOUND,
          "stack '"
              + stack
              + "' has no checkpoint '"
              + name
              + "'"
              + Suggestions.didYouMean(name, kept.keySet()),
          "stack",
          stack,
          "checkpoint",
          name,
          "suggestion",
          Suggestions.nearest(name, kept.keySet()));
    }
    return found.state();
  }

  /** Forgets one; false: it was not there. Only by the stack's writer. */
  boolean delete(String name) {
    return kept.remove(name) != null;
  }

  private void requireReplace(String name, boolean replace) {
    if (!replace) {
      throw ProcnetException.of(
          Reason.CHECKPOINT_ALREADY_EXISTS,
          "stack '"
              + stack
              + "' has a checkpoint '"
              + name
              + "' already, expected another name or 'replace'",
          "stack",
          stack,
          "checkpoint",
          name);
    }
  }

  private void requireRoom(String name) {
    int used = kept.size();
    if (used >= limit) {
      throw ProcnetException.of(
          Reason.QUOTA_EXCEEDED,
          "checkpoint '"
              + name
              + "' of stack '"
              + stack
              + "' would be one more than the "
              + limit
              + " allowed",
          "quota",
          "checkpoints",
          "limit",
          limit,
          "used",
          used);
    }
  }
}
