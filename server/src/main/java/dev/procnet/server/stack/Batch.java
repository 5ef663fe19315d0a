package dev.procnet.server.stack;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Mutations that apply whole or not at all.
 *
 * @param request whose they are: a batch that was applied already is answered again, not applied
 *     again
 * @param preconditions all must hold
 * @param mutations in order
 * @param validateOnly check everything, apply nothing
 */
public record Batch(
    RequestKey request,
    List<Precondition> preconditions,
    List<Mutation> mutations,
    boolean validateOnly) {

  public Batch {
    preconditions = List.copyOf(preconditions);
    mutations = List.copyOf(mutations);
  }

  /** Names of the stacks that it changes beside its own. */
  Set<String> peers() {
    Set<String> names = new TreeSet<>();
    for (Mutation mutation : mutations) {
      String peer =
          mutation instanceof Mutation.Derive derive ? derive.derivation().peerStack() : null;
      if (peer != null) {
        names.add(peer);
      }
    }
    return names;
  }

  /**
   * What must be true.
   *
   * @param target what it speaks of
   * @param key id or index of the target; of the stack 0
   * @param revision the revision of its last change; 0: any, as long as it {@code exists} or not
   */
  public record Precondition(Target target, long key, long revision, boolean exists) {}

  /** What a precondition speaks of. */
  public enum Target {
    STACK,
    SOCKET,
    INTERFACE,
    ROUTE
  }
}
