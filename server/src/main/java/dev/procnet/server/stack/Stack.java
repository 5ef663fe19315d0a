package dev.procnet.server.stack;

import dev.procnet.server.stack.Mutation.Result;
import dev.procnet.server.stack.ProcnetException.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One modelled network stack. Writers take turns; readers take the newest snapshot, or one of the
 * history, and never wait.
 */
public final class Stack {

  private static final Logger LOG = LoggerFactory.getLogger(Stack.class);

  private static final Comparator<Stack> BY_NAME = Comparator.comparing(Stack::name);

  private final String name;
  private final Map<String, String> labels;
  private final Instant createdAt;
  private final History history;
  private final ReentrantLock writer = new ReentrantLock();
  private final Checkpoints checkpoints;
  private final Replays<Object> replays = new Replays<>(1024);
  private final LongAdder mutations = new LongAdder();
  private final Map<Object, Runnable> listeners = new ConcurrentHashMap<>();
  private Snapshot seed;
  private volatile Snapshot current;
  private volatile @Nullable Lease lease;
  private volatile boolean deleted;

  /**
   * What came of a batch.
   *
   * @param revision of the state after it; of the state as it was, if it was only validated
   * @param appliedAt when that revision was applied
   * @param results one a mutation
   * @param peers revisions of the peer stacks, by their names, as {@code revision}
   * @param replayed the answer is that to the same request before
   */
  public record Applied(
      long revision,
      Instant appliedAt,
      List<Result> results,
      Map<String, Long> peers,
      boolean replayed) {

    public Applied {
      results = List.copyOf(results);
      peers = Map.copyOf(peers);
    }

    // Answers are kept for replays: they must not keep old states with them.
    private static Applied of(Snapshot state, List<Result> results, List<Stack> peers) {
      Map<String, Long> revisions = new TreeMap<>();
      peers.forEach(peer -> revisions.put(peer.name, peer.current.revision()));
      return new Applied(state.revision(), state.appliedAt(), results, revisions, false);
    }

    private Applied again() {
      return new Applied(revision, appliedAt, results, peers, true);
    }
  }

  /** Ends a subscription. */
  public interface Subscription extends AutoCloseable {
    @Override
    void close();
  }

  Stack(String name, Map<String, String> labels, Snapshot seed, HistoryLimits limits, Instant now) {
    this.name = name;
    this.labels = Map.copyOf(labels);
    this.createdAt = now;
    this.seed = seed;
    this.history = new History(limits.revisions(), limits.rows());
    this.checkpoints = new Checkpoints(name, limits.checkpoints());
    // 1, but for a fork, whose rows tell of the revisions that it had before.
    this.current = seed.asWholeOf(seed.revision() + 1, now);
    history.add(new History.Entry(null, current, List.of(), "create"));
  }

  /** Its key in the registry. */
  public String name() {
    return name;
  }

  /** Words for finding it again. */
  public Map<String, String> labels() {
    return labels;
  }

  /** When it was made. */
  public Instant createdAt() {
    return createdAt;
  }

  /** The newest state. */
  public Snapshot snapshot() {
    return current;
  }

  /** The oldest revision that can still be read. */
  public long oldestRevision() {
    return history.oldest();
  }

  /** How many mutations were applied so far, those of batches that changed nothing included. */
  public long mutationCount() {
    return mutations.sum();
  }

  /** How many subscriptions there are. */
  public int listenerCount() {
    return listeners.size();
  }

  /** How long it lives unless it is renewed; null: for ever. */
  public @Nullable Lease lease() {
    return lease;
  }

  /** It was taken out of the registry. */
  public boolean isDeleted() {
    return deleted;
  }

  /**
   * The state at a revision.
   *
   * @throws ProcnetException REVISION_COMPACTED, REVISION_IN_FUTURE
   */
  public Snapshot snapshot(long revision) {
    return entry(revision).snapshot();
  }

  /**
   * What changed at a revision.
   *
   * @throws ProcnetException REVISION_COMPACTED, REVISION_IN_FUTURE
   */
  public Revision revision(long revision) {
    History.Entry entry = entry(revision);
    return new Revision(entry.before(), entry.snapshot(), entry.changes(), entry.replacedBy());
  }

  /**
   * A revision as a watcher sees it.
   *
   * @param before the state before it; null where the whole state was replaced
   * @param replacedBy "create", "import", "reset" or "restore" where the whole state was replaced;
   *     null: {@code changes} tell all
   */
  public record Revision(
      @Nullable Snapshot before,
      Snapshot snapshot,
      List<Change> changes,
      @Nullable String replacedBy) {}

  private History.Entry entry(long revision) {
    History.Entry entry = history.get(revision);
    if (entry != null) {
      return entry;
    }
    long newest = current.revision();
    if (revision > newest) {
      throw ProcnetException.of(
          Reason.REVISION_IN_FUTURE,
          "revision " + revision + " is not there yet, the newest is " + newest,
          "requested",
          revision,
          "current_revision",
          newest);
    }
    throw ProcnetException.of(
        Reason.REVISION_COMPACTED,
        "revision " + revision + " is no longer kept, the oldest is " + oldestRevision(),
        "requested",
        revision,
        "compact_revision",
        oldestRevision(),
        "current_revision",
        newest);
  }

  /**
   * Calls {@code listener} after each new revision and when the stack is deleted, on the writer's
   * thread: be quick.
   */
  public Subscription subscribe(Runnable listener) {
    // A key of its own, so that the same listener may be there twice.
    Object key = new Object();
    listeners.put(key, listener);
    return () -> listeners.remove(key);
  }

  /**
   * Applies a batch, whole or not at all.
   *
   * @throws ProcnetException naming the mutation: FIELD_INVALID, ENTITY_NOT_FOUND,
   *     PRECONDITION_MISMATCH, ...
   */
  public Applied apply(Batch batch, Instant now) {
    return apply(batch, List.of(), now);
  }

  /** The same, with what the batch does to peer stacks. Only by the registry. */
  Applied apply(Batch batch, List<Stack> batchPeers, Instant now) {
    List<Stack> peers = batchPeers.stream().filter(peer -> peer != this).toList();
    return write(
        Stream.concat(Stream.of(this), peers.stream()).sorted(BY_NAME).toList(),
        () -> {
          if (replays.find(batch.request()) instanceof Applied before) {
            return before.again();
          }
          new Preconditions(name, current).check(batch.preconditions());
          Draft draft = new Draft(current, drafts(peers));
          List<Result> results = applyAll(draft, batch.mutations());
          if (batch.validateOnly()) {
            return Applied.of(current, results, peers);
          }
          peers.forEach(peer -> peer.publishChanged(draft, now));
          publish(draft, now);
          mutations.add(batch.mutations().size());
          Applied applied = Applied.of(current, results, peers);
          replays.remember(batch.request(), applied);
          return applied;
        });
  }

  private static Map<String, Draft> drafts(List<Stack> peers) {
    Map<String, Draft> drafts = new TreeMap<>();
    peers.forEach(peer -> drafts.put(peer.name, new Draft(peer.current, Map.of())));
    return drafts;
  }

  /** A batch that did nothing to a peer is no revision of it. */
  private void publishChanged(Draft batch, Instant now) {
    Draft own = batch.peer(name);
    if (own != null && !own.changes().isEmpty()) {
      publish(own, now);
    }
  }

  private void publish(Draft draft, Instant now) {
    Snapshot next = draft.finish(now);
    history.add(new History.Entry(current, next, List.copyOf(draft.changes()), null));
    current = next;
  }

  private static List<Result> applyAll(Draft draft, List<Mutation> mutations) {
    List<Result> results = new ArrayList<>(mutations.size());
    for (int i = 0; i < mutations.size(); i++) {
      try {
        results.add(Mutations.apply(draft, mutations.get(i)));
      } catch (ProcnetException e) {
        throw e.under("mutations[" + i + "]");
      }
    }
    return results;
  }

  /** Replaces the whole state by an imported one, which becomes what a reset goes back to. */
  public Snapshot replace(Snapshot imported, long expectedRevision, Instant now) {
    return write(
        () -> {
          checkRevision(expectedRevision);
          seed = imported;
          return publishWhole(imported, "import", now);
        });
  }

  /** Goes back to the state that it was created in or last imported to. */
  public Applied reset(RequestKey request, Instant now) {
    return replaceOnce(request, 0, () -> seed, "reset", now);
  }

  /** Its checkpoints, by name. */
  public List<Checkpoint> checkpoints() {
    return checkpoints.list();
  }

  /**
   * The state that a checkpoint has kept, at the revision that it was saved at.
   *
   * @throws ProcnetException CHECKPOINT_NOT_FOUND
   */
  public Snapshot checkpoint(String checkpoint) {
    return checkpoints.get(checkpoint);
  }

  /**
   * Keeps the newest state under a name. No revision, and takes the same time for any state.
   *
   * @param replace a checkpoint of that name gives way
   * @throws ProcnetException CHECKPOINT_ALREADY_EXISTS, QUOTA_EXCEEDED, FIELD_INVALID
   */
  public Checkpoint saveCheckpoint(
      RequestKey request, String checkpoint, boolean replace, Instant now) {
    return write(
        () -> {
          if (replays.find(request) instanceof Checkpoint before) {
            return before;
          }
          Checkpoint saved = checkpoints.save(checkpoint, current, replace, now);
          replays.remember(request, saved);
          return saved;
        });
  }

  /**
   * Goes back to the state of a checkpoint, as one revision. What a reset goes back to stays.
   *
   * @param expectedRevision only at this revision; 0: at any
   * @throws ProcnetException CHECKPOINT_NOT_FOUND, PRECONDITION_MISMATCH
   */
  public Applied restoreCheckpoint(
      RequestKey request, String checkpoint, long expectedRevision, Instant now) {
    return replaceOnce(
        request, expectedRevision, () -> checkpoints.get(checkpoint), "restore", now);
  }

  /** Forgets a checkpoint; false: it was not there. */
  public boolean deleteCheckpoint(String checkpoint) {
    return write(() -> checkpoints.delete(checkpoint));
  }

  private Applied replaceOnce(
      RequestKey request, long expected, Supplier<Snapshot> state, String cause, Instant now) {
    return write(
        () -> {
          if (replays.find(request) instanceof Applied before) {
            return before.again();
          }
          checkRevision(expected);
          Snapshot whole = publishWhole(state.get(), cause, now);
          Applied applied = Applied.of(whole, List.of(), List.of());
          replays.remember(request, applied);
          return applied;
        });
  }

  /** Marks it as gone and tells everyone who listens. Only by the registry. */
  void delete(long expectedRevision) {
    write(
        () -> {
          checkRevision(expectedRevision);
          deleted = true;
          return current;
        });
  }

  /** Gives it a lease, in place of the one that it has. Only by the registry. */
  void renew(Lease renewed) {
    write(() -> lease = renewed);
  }

  /** Deletes it if its lease has ended; false: it has not. Only by the registry. */
  boolean deleteIfEnded(Instant now) {
    // Looked at before, since taking turns for nothing would wake all who listen.
    return ended(now)
        && write(
            () -> {
              deleted = ended(now);
              return deleted;
            });
  }

  private boolean ended(Instant now) {
    Lease held = lease;
    return held != null && held.endedBy(now);
  }

  private Snapshot publishWhole(Snapshot state, String cause, Instant now) {
    Snapshot next = state.asWholeOf(current.revision() + 1, now);
    history.add(new History.Entry(null, next, List.of(), cause));
    current = next;
    return next;
  }

  private <T> T write(Supplier<T> change) {
    return write(List.of(this), change);
  }

  /**
   * As the only writer of each of some stacks.
   *
   * @param stacks by name, so that no two writers wait for each other
   */
  private static <T> T write(List<Stack> stacks, Supplier<T> change) {
    T result;
    stacks.forEach(stack -> stack.writer.lock());
    try {
      stacks.forEach(Stack::requireThere);
      result = change.get();
    } finally {
      stacks.forEach(stack -> stack.writer.unlock());
    }
    stacks.forEach(stack -> stack.listeners.values().forEach(Stack::tell));
    return result;
  }

  private void requireThere() {
    if (deleted) {
      throw ProcnetException.of(
          Reason.STACK_DELETED, "stack '" + name + "' was deleted", "stack", name);
    }
  }

  /**
   * What was applied stays applied, whatever a listener makes of it: its failure must not look like
   * the writer's.
   */
  private static void tell(Runnable listener) {
    try {
      listener.run();
    } catch (RuntimeException e) {
      LOG.error("a listener failed", e);
    }
  }

  private void checkRevision(long expected) {
    new Preconditions(name, current).checkRevision(expected);
  }
}
