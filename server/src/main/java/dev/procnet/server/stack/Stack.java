package dev.procnet.server.stack;

import dev.procnet.server.stack.Mutation.Result;
import dev.procnet.server.stack.ProcnetException.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One modelled network stack. Writers take turns; readers take the newest snapshot, or one of the
 * history, and never wait.
 *
 * <p>A writer builds on the state that the one before it has made, which readers see only once the
 * ledger has kept it. So writers need not wait for each other's turn at a disk, and what a ledger
 * loses was never seen.
 */
public final class Stack {

  private static final Logger LOG = LoggerFactory.getLogger(Stack.class);

  private static final Comparator<Stack> BY_NAME = Comparator.comparing(Stack::name);

  private final String name;
  private final Supplier<HistoryLimits> limits;
  private final History history;
  private final ReentrantLock writer = new ReentrantLock();
  private final Supplier<StackLimits> rowLimits;
  private final Ledger ledger;
  // A request's key tells its kind: what it is answered with is of one class.
  private final Replays<CompletableFuture<?>> replays = new Replays<>(1024);
  private final LongAdder mutations = new LongAdder();
  private final Map<Object, Runnable> listeners = new ConcurrentHashMap<>();
  // Of writers: what they have made, kept or not yet.
  private StackImage head;
  private boolean leaving;
  // Of readers: what is kept.
  private volatile StackImage current;
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
      peers.forEach(peer -> revisions.put(peer.name, peer.head.state().revision()));
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

  /** One as it is, whose past is not known. */
  Stack(
      StackImage image,
      Supplier<HistoryLimits> limits,
      Supplier<StackLimits> rowLimits,
      Ledger ledger,
      String cause) {
    this.name = image.name();
    this.limits = limits;
    this.rowLimits = rowLimits;
    this.ledger = ledger;
    this.history = new History(limits.get().revisions(), limits.get().rows());
    this.head = image;
    this.current = image;
    history.add(new History.Entry(null, image.state(), List.of(), cause));
  }

  /** All of it but for its past. */
  StackImage image() {
    return current;
  }

  /** Its key in the registry. */
  public String name() {
    return name;
  }

  /** Words for finding it again. */
  public Map<String, String> labels() {
    return current.labels();
  }

  /** When it was made. */
  public Instant createdAt() {
    return current.createdAt();
  }

  /** The request that made it; one without an id where it had none. */
  public RequestKey createdBy() {
    return current.createdBy();
  }

  /** The newest state. */
  public Snapshot snapshot() {
    return current.state();
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
    return current.lease();
  }

  boolean hasEnded(Instant now) {
    return current.endedBy(now);
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
    long newest = current.state().revision();
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
    return join(submit(batch, List.of(), now));
  }

  /** The same, with what the batch does to peer stacks; done once it is kept. */
  CompletableFuture<Applied> submit(Batch batch, List<Stack> batchPeers, Instant now) {
    List<Stack> peers = batchPeers.stream().filter(peer -> peer != this).toList();
    return write(
        Stream.concat(Stream.of(this), peers.stream()).sorted(BY_NAME).toList(),
        commit -> {
          CompletableFuture<Applied> before = before(batch.request(), Applied.class);
          if (before != null) {
            return before.thenApply(Applied::again);
          }
          Snapshot state = head.state();
          new Preconditions(name, state).check(batch.preconditions());
          Draft draft = new Draft(state, drafts(peers));
          List<Result> results = applyAll(draft, batch.mutations());
          if (batch.validateOnly()) {
            return CompletableFuture.completedFuture(Applied.of(state, results, peers));
          }
          checkLimits(draft, peers);
          peers.forEach(peer -> peer.publishChanged(commit, draft, now));
          publish(commit, draft, now);
          commit.whenKept(() -> mutations.add(batch.mutations().size()));
          commit.event(new StackEvent.Applied(name, batch, head.state().revision(), now));
          return answer(commit, batch.request(), Applied.of(head.state(), results, peers));
        });
  }

  /** What the request was answered with before; null: it is new. */
  private <A> @Nullable CompletableFuture<A> before(RequestKey request, Class<A> answer) {
    CompletableFuture<?> found = replays.find(request);
    return found == null ? null : found.thenApply(answer::cast);
  }

  private void checkLimits(Draft draft, List<Stack> peers) {
    rowLimits.get().check(name, Optional.of(head.state()::table), draft::table);
    for (Stack peer : peers) {
      Draft own = draft.peer(peer.name);
      if (own != null) {
        rowLimits.get().check(peer.name, Optional.of(peer.head.state()::table), own::table);
      }
    }
  }

  /** What the request is answered with once it is kept, and again if it comes again. */
  private <A> CompletableFuture<A> answer(Commit commit, RequestKey request, A done) {
    CompletableFuture<A> answer = commit.done().thenApply(_ -> done);
    replays.remember(request, answer);
    commit.whenLost(() -> replays.forget(request));
    return answer;
  }

  private static Map<String, Draft> drafts(List<Stack> peers) {
    Map<String, Draft> drafts = new TreeMap<>();
    peers.forEach(peer -> drafts.put(peer.name, new Draft(peer.head.state(), Map.of())));
    return drafts;
  }

  /** A batch that did nothing to a peer is no revision of it. */
  private void publishChanged(Commit commit, Draft batch, Instant now) {
    Draft own = batch.peer(name);
    if (own != null && !own.changes().isEmpty()) {
      publish(commit, own, now);
    }
  }

  private void publish(Commit commit, Draft draft, Instant now) {
    Snapshot next = draft.finish(now);
    publish(
        commit,
        new History.Entry(head.state(), next, List.copyOf(draft.changes()), null),
        head.seed());
  }

  private void publish(Commit commit, History.Entry entry, Snapshot seed) {
    commit.whenKept(() -> history.add(entry));
    publish(commit, head.with(entry.snapshot(), seed));
  }

  /** What comes after the newest: writers go on from it now, readers see it once kept. */
  private void publish(Commit commit, StackImage next) {
    head = next;
    commit.whenKept(() -> current = next);
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
    return replace(imported, expectedRevision, ImportOrigin.NONE, now);
  }

  /** The same, of an import that may come again. */
  public Snapshot replace(
      Snapshot imported, long expectedRevision, ImportOrigin origin, Instant now) {
    return join(
        write(
            List.of(this),
            commit -> {
              checkRevision(expectedRevision);
              rowLimits.get().check(name, Optional.of(head.state()::table), imported::table);
              Snapshot next = publishWhole(commit, imported, imported, "import", now);
              commit.event(new StackEvent.Replaced(name, origin, imported, next.revision(), now));
              return commit.done().thenApply(_ -> next);
            }));
  }

  /** Goes back to the state that it was created in or last imported to. */
  public Applied reset(RequestKey request, Instant now) {
    return join(submitReset(request, now));
  }

  /** The same; done once it is kept. */
  public CompletableFuture<Applied> submitReset(RequestKey request, Instant now) {
    return goBack(
        request,
        "reset",
        () -> head.seed(),
        revision -> new StackEvent.Reset(name, request, revision, now),
        now);
  }

  /** Its checkpoints, by name. */
  public List<Checkpoint> checkpoints() {
    return current.checkpoints().list();
  }

  /**
   * The state that a checkpoint has kept, at the revision that it was saved at.
   *
   * @throws ProcnetException CHECKPOINT_NOT_FOUND
   */
  public Snapshot checkpoint(String checkpoint) {
    return current.checkpoints().state(name, checkpoint);
  }

  /**
   * Keeps the newest state under a name. No revision, and takes the same time for any state.
   *
   * @param replace a checkpoint of that name gives way
   * @throws ProcnetException CHECKPOINT_ALREADY_EXISTS, QUOTA_EXCEEDED, FIELD_INVALID
   */
  public Checkpoint saveCheckpoint(
      RequestKey request, String checkpoint, boolean replace, Instant now) {
    return join(submitSave(request, checkpoint, replace, now));
  }

  /** The same; done once it is kept. */
  public CompletableFuture<Checkpoint> submitSave(
      RequestKey request, String checkpoint, boolean replace, Instant now) {
    return write(
        List.of(this),
        commit -> {
          CompletableFuture<Checkpoint> before = before(request, Checkpoint.class);
          if (before != null) {
            return before;
          }
          Checkpoints.Kept saved = Checkpoints.Kept.of(checkpoint, head.state(), now);
          Checkpoints others = head.checkpoints();
          others.checkSave(name, checkpoint, replace, limits.get().checkpoints());
          publish(commit, head.with(others.with(saved)));
          commit.event(
              new StackEvent.Saved(name, request, checkpoint, saved.state().revision(), now));
          return answer(commit, request, saved.checkpoint());
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
    return join(submitRestore(request, checkpoint, expectedRevision, now));
  }

  /** The same; done once it is kept. */
  public CompletableFuture<Applied> submitRestore(
      RequestKey request, String checkpoint, long expectedRevision, Instant now) {
    return goBack(
        request,
        "restore",
        () -> {
          checkRevision(expectedRevision);
          return head.checkpoints().state(name, checkpoint);
        },
        revision -> new StackEvent.Restored(name, request, checkpoint, revision, now),
        now);
  }

  /** Forgets a checkpoint; false: it was not there. */
  public boolean deleteCheckpoint(String checkpoint) {
    return join(submitDeletion(checkpoint));
  }

  /** The same; done once it is kept. */
  public CompletableFuture<Boolean> submitDeletion(String checkpoint) {
    return write(
        List.of(this),
        commit -> {
          boolean there = head.checkpoints().has(checkpoint);
          if (there) {
            publish(commit, head.with(head.checkpoints().without(checkpoint)));
            commit.event(new StackEvent.Forgotten(name, checkpoint));
          }
          return commit.done().thenApply(_ -> there);
        });
  }

  /** Replaces the whole state by one that it had. */
  private CompletableFuture<Applied> goBack(
      RequestKey request,
      String cause,
      Supplier<Snapshot> target,
      LongFunction<StackEvent> event,
      Instant now) {
    return write(
        List.of(this),
        commit -> {
          CompletableFuture<Applied> before = before(request, Applied.class);
          if (before != null) {
            return before.thenApply(Applied::again);
          }
          Snapshot next = publishWhole(commit, target.get(), head.seed(), cause, now);
          commit.event(event.apply(next.revision()));
          return answer(commit, request, Applied.of(next, List.of(), List.of()));
        });
  }

  /**
   * Marks it as gone and tells everyone who listens. Only by the registry.
   *
   * @param gone done with it, before anyone is told
   */
  CompletableFuture<Void> delete(long expectedRevision, Runnable gone) {
    return write(
        List.of(this),
        commit -> {
          checkRevision(expectedRevision);
          leave(commit, gone);
          return commit.done();
        });
  }

  private void leave(Commit commit, Runnable gone) {
    leaving = true;
    commit.whenLost(() -> leaving = false);
    commit.whenKept(
        () -> {
          deleted = true;
          gone.run();
        });
    commit.event(new StackEvent.Deleted(name));
  }

  /** Gives it a lease, in place of the one that it has. Only by the registry. */
  CompletableFuture<Void> renew(Lease renewed) {
    return write(
        List.of(this),
        commit -> {
          publish(commit, head.with(renewed));
          commit.event(new StackEvent.Renewed(name, renewed));
          return commit.done();
        });
  }

  /** Deletes it if its lease has ended, that of a renewal that is not kept yet. */
  CompletableFuture<Void> deleteIfEnded(Instant now, Runnable gone) {
    return write(
        List.of(this),
        commit -> {
          if (head.endedBy(now)) {
            leave(commit, gone);
          }
          return commit.done();
        });
  }

  private Snapshot publishWhole(
      Commit commit, Snapshot state, Snapshot newSeed, String cause, Instant now) {
    Snapshot next = state.asWholeOf(head.state().revision() + 1, now);
    publish(commit, new History.Entry(null, next, List.of(), cause), newSeed);
    return next;
  }

  /**
   * As the only writer of each of some stacks.
   *
   * @param stacks by name, so that no two writers wait for each other
   * @param change what it does; its result is there once the ledger has kept it
   */
  private <T> CompletableFuture<T> write(
      List<Stack> stacks, Function<Commit, CompletableFuture<T>> change) {
    Commit commit = new Commit();
    commit.whenLost(() -> takeBack(stacks));
    CompletableFuture<T> result;
    stacks.forEach(stack -> stack.writer.lock());
    try {
      stacks.forEach(Stack::requireThere);
      List<StackImage> before = stacks.stream().map(stack -> stack.head).toList();
      result = change.apply(commit);
      handOver(commit, stacks, before);
    } finally {
      stacks.forEach(stack -> stack.writer.unlock());
    }
    // Only after the locks are free, where it is kept already.
    var _ = commit.done().thenRun(() -> stacks.forEach(Stack::tellAll));
    return result;
  }

  private void handOver(Commit commit, List<Stack> stacks, List<StackImage> before) {
    try {
      commit.handTo(ledger);
    } catch (ProcnetException e) {
      commit.lost(e);
      // Only this one is: what came before it waits, and will be kept.
      for (int i = 0; i < before.size(); i++) {
        stacks.get(i).head = before.get(i);
      }
      throw e;
    }
  }

  /** Writers go on from what is kept: nothing that came after what was lost is. */
  private static void takeBack(List<Stack> stacks) {
    stacks.forEach(stack -> stack.writer.lock());
    try {
      stacks.forEach(stack -> stack.head = stack.current);
    } finally {
      stacks.forEach(stack -> stack.writer.unlock());
    }
  }

  private void tellAll() {
    listeners.values().forEach(Stack::tell);
  }

  /** Waits until it is kept. */
  static <T> T join(CompletableFuture<T> result) {
    try {
      return result.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof ProcnetException lost) {
        throw lost;
      }
      throw e;
    }
  }

  private void requireThere() {
    if (leaving) {
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
    new Preconditions(name, head.state()).checkRevision(expected);
  }
}
