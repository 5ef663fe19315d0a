package dev.procnet.server.stack;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What happens to a stack: all events of a server in their order make the same stacks again. */
public sealed interface StackEvent {

  /** Name of the stack. */
  String stack();

  /**
   * It was made.
   *
   * @param labels words for finding it again
   * @param request that made it
   * @param origin of its state, where it was imported
   * @param state that it began in, of another stack where it was forked
   * @param lease that it began with; null: none
   */
  record Created(
      String stack,
      Map<String, String> labels,
      RequestKey request,
      ImportOrigin origin,
      Snapshot state,
      @Nullable Lease lease,
      Instant at)
      implements StackEvent {}

  /**
   * A batch was applied to it, and to the peers that the batch names.
   *
   * @param revision that it has led to
   */
  record Applied(String stack, Batch batch, long revision, Instant at) implements StackEvent {}

  /**
   * Its whole state was replaced by an imported one.
   *
   * @param origin of that
   * @param revision that it has led to
   */
  record Replaced(String stack, ImportOrigin origin, Snapshot state, long revision, Instant at)
      implements StackEvent {}

  /**
   * It went back to the state that it was made in or last imported to.
   *
   * @param revision that it has led to
   */
  record Reset(String stack, RequestKey request, long revision, Instant at) implements StackEvent {}

  /**
   * Its newest state was saved under a name, in place of what was saved under it.
   *
   * @param revision of that state
   */
  record Saved(String stack, RequestKey request, String checkpoint, long revision, Instant at)
      implements StackEvent {}

  /**
   * It went back to the state of a checkpoint.
   *
   * @param revision that it has led to
   */
  record Restored(String stack, RequestKey request, String checkpoint, long revision, Instant at)
      implements StackEvent {}

  /** A checkpoint was forgotten. */
  record Forgotten(String stack, String checkpoint) implements StackEvent {}

  /** It got a lease, in place of the one that it had. */
  record Renewed(String stack, Lease lease) implements StackEvent {}

  /** It is gone. */
  record Deleted(String stack) implements StackEvent {}
}
