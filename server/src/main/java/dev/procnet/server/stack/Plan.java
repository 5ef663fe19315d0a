package dev.procnet.server.stack;

import dev.procnet.server.stack.Mutation.Derivation;
import dev.procnet.server.stack.Mutation.PeerResult;
import dev.procnet.server.stack.Mutation.Result;
import dev.procnet.server.stack.Mutation.SocketKey;
import dev.procnet.server.stack.Mutation.Step;
import dev.procnet.server.stack.ProcnetException.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The plain mutations that a derived one is made of. Each is applied as it is added, so that what
 * is derived next sees the state after it.
 */
public final class Plan {

  private final Draft draft;
  private final List<Step> steps = new ArrayList<>();
  private @Nullable PeerResult peer;

  Plan(Draft draft) {
    this.draft = draft;
  }

  Result carryOut(Derivation derivation) {
    long assignedId = derivation.derive(this);
    boolean changed = !steps.isEmpty() || (peer != null && !peer.steps().isEmpty());
    return new Result(changed, assignedId, steps, peer);
  }

  /**
   * Carries out what happens in a peer stack at the same time. At most once.
   *
   * @param stack the one that the derivation names
   * @throws ProcnetException OPERATION_REFUSED where it is this stack itself
   */
  public <T> T inPeer(String stack, Function<Plan, T> action) {
    Draft other = draft.peer(stack);
    if (other == null) {
      throw ProcnetException.of(
          Reason.OPERATION_REFUSED,
          "EINVAL: peer_stack '" + stack + "' is this stack itself, expected another",
          "errno",
          "EINVAL");
    }
    Plan there = new Plan(other);
    T answer = action.apply(there);
    peer = new PeerResult(stack, there.steps);
    return answer;
  }

  /** Which system the stack prints like. */
  public Profile profile() {
    return draft.profile();
  }

  /** A section's rows, after the mutations so far. */
  public <T> Table<T> table(Section<T> section) {
    return draft.table(section);
  }

  /** The entry of that key, after the mutations so far; null: there is none. */
  <E extends Entry> @Nullable E entry(Section<E> section, Object key) {
    return draft.entry(section, key);
  }

  /**
   * Applies a plain mutation. One that changes nothing is no step.
   *
   * @return id of what was made or changed; 0: none
   */
  public long apply(Mutation mutation) {
    int first = draft.changes().size();
    Result result = Mutations.apply(draft, mutation);
    if (draft.changes().size() > first) {
      Change change = draft.changes().get(first);
      steps.add(new Step(mutation, change.before(), change.after()));
    }
    return result.assignedId();
  }

  /** The socket that a key names, or null. */
  public @Nullable Socket find(SocketKey key) {
    return SocketMutations.find(draft::table, key);
  }

  /**
   * The socket that a key names.
   *
   * @throws ProcnetException ENTITY_NOT_FOUND, ENTITY_AMBIGUOUS
   */
  public Socket require(SocketKey key) {
    Socket found = find(key);
    if (found == null) {
      throw ProcnetException.of(
          Reason.ENTITY_NOT_FOUND, "no socket of " + key, "kind", "socket", "key", key);
    }
    return found;
  }

  /**
   * The interface of an index.
   *
   * @param field that names it, below the mutation
   * @throws ProcnetException ENTITY_NOT_FOUND
   */
  public Interface requireInterface(String field, int index) {
    return draft.requireInterface(field, index);
  }
}
