package dev.procnet.server.stack;

import com.google.protobuf.ByteString;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Mutations that apply whole or not at all.
 *
 * @param request whose they are: a batch that was applied already is answered again, not applied
 *     again
 * @param preconditions all must hold
 * @param mutations in order
 * @param validateOnly check everything, apply nothing
 * @param origin what it was made of, for whoever keeps it
 */
public record Batch(
    RequestKey request,
    List<Precondition> preconditions,
    List<Mutation> mutations,
    boolean validateOnly,
    Origin origin) {

  /** One that nobody can keep. */
  public Batch(
      RequestKey request,
      List<Precondition> preconditions,
      List<Mutation> mutations,
      boolean validateOnly) {
    this(request, preconditions, mutations, validateOnly, Origin.NONE);
  }

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

  /**
   * The request that a batch was made of: it makes the same batch again.
   *
   * @param profile of the stack as the batch was made
   * @param request its bytes, made when they are asked for
   */
  public record Origin(Profile profile, Supplier<ByteString> request) {

    private static final Origin NONE = new Origin(Profile.LINUX_6_18, () -> ByteString.EMPTY);
  }
}
