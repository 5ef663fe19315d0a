package dev.procnet.server.stack;

import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableSortedMap;
import dev.procnet.server.stack.ProcnetException.Reason;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * The checkpoints of a stack, by name. Never change. States share what they have in common, so that
 * one more costs what has changed since.
 */
public final class Checkpoints {

  /** None. */
  public static final Checkpoints NONE = of(List.of());

  private final ImmutableSortedMap<String, Kept> kept;

  private Checkpoints(ImmutableSortedMap<String, Kept> kept) {
    this.kept = kept;
  }

  /**
   * A checkpoint and its state, which stand apart: answers are remembered longer than states.
   *
   * @param state at the revision of the checkpoint
   */
  public record Kept(Checkpoint checkpoint, Snapshot state) {

    /**
     * A state under a name.
     *
     * @throws ProcnetException FIELD_INVALID
     */
    public static Kept of(String name, Snapshot state, Instant savedAt) {
      return new Kept(new Checkpoint(name, state.revision(), state.appliedAt(), savedAt), state);
    }

    String name() {
      return checkpoint.name();
    }
  }

  /** These, each of a name of its own. */
  public static Checkpoints of(Collection<Kept> all) {
    return new Checkpoints(
        all.stream()
            .collect(
                ImmutableSortedMap.toImmutableSortedMap(
                    Comparator.naturalOrder(), Kept::name, each -> each)));
  }

  /** All with their states, by name. */
  public ImmutableCollection<Kept> all() {
    return kept.values();
  }

  /** All, by name. */
  List<Checkpoint> list() {
    return kept.values().stream().map(Kept::checkpoint).toList();
  }

  boolean has(String name) {
    return kept.containsKey(name);
  }

  /** These and one more, in place of that of the same name. */
  Checkpoints with(Kept saved) {
    ImmutableSortedMap.Builder<String, Kept> changed = ImmutableSortedMap.naturalOrder();
    without(saved.name()).kept.forEach(changed::put);
    return new Checkpoints(changed.put(saved.name(), saved).buildOrThrow());
  }

  /** These but that one. */
  Checkpoints without(String name) {
    return of(kept.values().stream().filter(each -> !each.name().equals(name)).toList());
  }

  /**
   * The state that a checkpoint has kept.
   *
   * @param stack whose they are, for errors
   * @throws ProcnetException CHECKPOINT_NOT_FOUND
   */
  Snapshot state(String stack, String name) {
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

  /**
   * Checks that one of that name can be saved.
   *
   * @param replace one of that name gives way
   * @param limit most of them
   * @throws ProcnetException CHECKPOINT_ALREADY_EXISTS, QUOTA_EXCEEDED
   */
  void checkSave(String stack, String name, boolean replace, int limit) {
    if (!has(name)) {
      requireRoom(stack, name, limit);
    } else if (!replace) {
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

  private void requireRoom(String stack, String name, int limit) {
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
