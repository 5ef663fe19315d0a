package dev.procnet.server.stack;

import dev.procnet.server.stack.ProcnetException.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The stacks of a server, by name. */
public final class StackRegistry {

  /** The stack that always exists. */
  public static final String DEFAULT = "default";

  private static final Pattern NAME = Pattern.compile("[a-z]([-a-z0-9]{0,61}[a-z0-9])?");
  private static final int MAX_SHOWN = 64;

  /** Their answers hold a line a file, so fewer are kept than of other requests. */
  private static final int KEPT_IMPORTS = 64;

  private static final int MAX_LABELS = 64;
  private static final int MAX_LABEL_LENGTH = 63;

  private final ConcurrentSkipListMap<String, Stack> stacks = new ConcurrentSkipListMap<>();
  private final HistoryLimits historyLimits;
  private final int maxStacks;
  private final Ledger ledger;
  private final StackLimits stackLimits;
  private volatile boolean unlimited;
  private final Answers<ImportAnswer> imports = new Answers<>(KEPT_IMPORTS);
  // Names of those that the ledger has not kept yet, among the others.
  private final Set<String> taken = ConcurrentHashMap.newKeySet();

  public StackRegistry(HistoryLimits historyLimits, int maxStacks) {
    this(historyLimits, maxStacks, StackLimits.NONE, Ledger.ofMemory());
  }

  /**
   * One without stacks.
   *
   * @param stackLimits of each
   * @param ledger keeps what happens to them
   */
  public StackRegistry(
      HistoryLimits historyLimits, int maxStacks, StackLimits stackLimits, Ledger ledger) {
    this.historyLimits = historyLimits;
    this.maxStacks = maxStacks;
    this.stackLimits = stackLimits;
    this.ledger = ledger;
  }

  /** Does what was done before, within the limits that there were then. */
  public void withoutLimits(Runnable work) {
    unlimited = true;
    try {
      work.run();
    } finally {
      unlimited = false;
    }
  }

  private StackLimits limits() {
    return unlimited ? StackLimits.NONE : stackLimits;
  }

  private HistoryLimits history() {
    return unlimited ? historyLimits.withMostCheckpoints() : historyLimits;
  }

  /**
   * Makes a stack.
   *
   * @param seed its first state
   * @throws ProcnetException STACK_ALREADY_EXISTS, FIELD_INVALID, QUOTA_EXCEEDED
   */
  public Stack create(String name, Map<String, String> labels, Snapshot seed, Instant now) {
    return create(name, labels, seed, null, now);
  }

  /**
   * Makes a stack that ends by itself.
   *
   * @param lease null: it does not
   * @throws ProcnetException as {@link #create(String, Map, Snapshot, Instant)}
   */
  public Stack create(
      String name, Map<String, String> labels, Snapshot seed, @Nullable Lease lease, Instant now) {
    return create(name, labels, seed, lease, RequestKey.NONE, now);
  }

  /** The same, by a request that may come again. */
  public Stack create(
      String name,
      Map<String, String> labels,
      Snapshot seed,
      @Nullable Lease lease,
      RequestKey request,
      Instant now) {
    return create(StackImage.ofNew(name, labels, request, seed, lease, now), ImportOrigin.NONE);
  }

  /** The same, of an import that may come again. */
  public Stack create(String name, Snapshot imported, ImportOrigin origin, Instant now) {
    return create(StackImage.ofNew(name, Map.of(), RequestKey.NONE, imported, null, now), origin);
  }

  private Stack create(StackImage image, ImportOrigin origin) {
    String name = image.name();
    under("name", () -> checkName(name));
    under("labels", () -> checkLabels(image.labels()));
    Stack created = new Stack(image, this::history, this::limits, ledger, "create");
    limits().check(name, Optional.empty(), image.seed()::table);
    take(name);
    Commit commit = new Commit();
    commit.event(
        new StackEvent.Created(
            name,
            image.labels(),
            image.createdBy(),
            origin,
            image.seed(),
            image.lease(),
            image.createdAt()));
    commit.whenKept(() -> stacks.put(name, created));
    commit.whenLost(() -> taken.remove(name));
    try {
      commit.handTo(ledger);
    } catch (ProcnetException e) {
      commit.lost(e);
    }
    return Stack.join(commit.done().thenApply(_ -> created));
  }

  private void take(String name) {
    if (!taken.add(name)) {
      throw ProcnetException.of(
          Reason.STACK_ALREADY_EXISTS,
          "stack '" + name + "' exists already, expected another name",
          "stack",
          name);
    }
    // Counted after the fact, so that two callers at the limit can't both stay.
    if (taken.size() > maxStacks && !unlimited) {
      taken.remove(name);
      throw ProcnetException.of(
          Reason.QUOTA_EXCEEDED,
          "stack '" + name + "' would be one more than the " + maxStacks + " allowed",
          "quota",
          "stacks",
          "limit",
          maxStacks,
          "used",
          maxStacks);
    }
  }

  /** What the newest imports that had an id were answered with. */
  public Answers<ImportAnswer> imports() {
    return imports;
  }

  /** Adds a stack as it was, whose past is not known. */
  public void restore(StackImage image) {
    taken.add(image.name());
    stacks.put(image.name(), new Stack(image, this::history, this::limits, ledger, "restart"));
  }

  /** All stacks as they are. Nothing must happen to any meanwhile. */
  public List<StackImage> images() {
    return stacks.values().stream().map(Stack::image).toList();
  }

  /**
   * A stack.
   *
   * @param name empty: the default one
   * @throws ProcnetException STACK_NOT_FOUND
   */
  public Stack get(String name) {
    Stack stack = find(name);
    if (stack == null) {
      throw ProcnetException.of(
          Reason.STACK_NOT_FOUND,
          "no stack '" + name + "'" + Suggestions.didYouMean(name, stacks.keySet()),
          "stack",
          name,
          "suggestion",
          Suggestions.nearest(name, stacks.keySet()));
    }
    return stack;
  }

  /**
   * Applies a batch to a stack, with what it does to peer stacks, whole or not at all.
   *
   * @throws ProcnetException as {@link Stack#apply}; STACK_NOT_FOUND, STACK_DELETED of a peer
   */
  public Stack.Applied apply(Stack stack, Batch batch, Instant now) {
    return Stack.join(submit(stack, batch, now));
  }

  /** The same; done once it is kept. */
  public CompletableFuture<Stack.Applied> submit(Stack stack, Batch batch, Instant now) {
    return stack.submit(batch, batch.peers().stream().map(this::get).toList(), now);
  }

  /**
   * The stack that the request has made, or null.
   *
   * @throws ProcnetException REQUEST_ID_REUSED
   */
  public @Nullable Stack createdBy(RequestKey request) {
    if (request.id().isEmpty()) {
      return null;
    }
    for (Stack stack : stacks.values()) {
      if (stack.createdBy().id().equals(request.id())) {
        if (!stack.createdBy().content().equals(request.content())) {
          throw Replays.reused(request);
        }
        return stack;
      }
    }
    return null;
  }

  /** A stack, or null. */
  public @Nullable Stack find(String name) {
    return stacks.get(name.isEmpty() ? DEFAULT : name);
  }

  /** How many there may be. */
  public int limit() {
    return maxStacks;
  }

  /** All, by name. */
  public Collection<Stack> list() {
    return List.copyOf(stacks.values());
  }

  /** Those whose name comes after {@code name}, by name. */
  public Collection<Stack> after(String name) {
    return stacks.tailMap(name, false).values();
  }

  /**
   * Removes a stack.
   *
   * @param expectedRevision only at this revision; 0: at any
   * @return the stack, or null where there was none
   * @throws ProcnetException FIELD_INVALID for the default one, PRECONDITION_MISMATCH
   */
  public @Nullable Stack delete(String name, long expectedRevision) {
    requireNotDefault(name);
    Stack stack = stacks.get(name);
    if (stack == null) {
      return null;
    }
    CompletableFuture<Void> gone = stack.delete(expectedRevision, () -> forget(stack));
    return Stack.join(gone.thenApply(_ -> stack));
  }

  private void forget(Stack stack) {
    stacks.remove(stack.name(), stack);
    taken.remove(stack.name());
  }

  /**
   * Gives a stack a lease that begins now, in place of the one that it has.
   *
   * @param ttl null: as long as before
   * @throws ProcnetException STACK_NOT_FOUND, STACK_DELETED; FIELD_INVALID for the default one, a
   *     ttl out of range, and none where there was none before
   */
  public Stack renew(String name, @Nullable Duration ttl, Instant now) {
    return Stack.join(submitRenewal(name, ttl, now));
  }

  /** The same; done once it is kept. */
  public CompletableFuture<Stack> submitRenewal(String name, @Nullable Duration ttl, Instant now) {
    requireNotDefault(name);
    Stack stack = get(name);
    return stack.renew(Lease.of(ttl == null ? ttlOf(stack) : ttl, now)).thenApply(_ -> stack);
  }

  /** Gives a stack that lease, as {@link #renew(String, Duration, Instant)}. */
  public Stack renew(String name, Lease lease) {
    requireNotDefault(name);
    Stack stack = get(name);
    return Stack.join(stack.renew(lease).thenApply(_ -> stack));
  }

  private static Duration ttlOf(Stack stack) {
    Lease lease = stack.lease();
    if (lease == null) {
      throw ProcnetException.field(
          "ttl", "is not set, expected one, as stack '" + stack.name() + "' has none to renew");
    }
    return lease.ttl();
  }

  /**
   * Removes the stacks whose lease has ended. One whose end can't be kept stays for the next time.
   *
   * @param removed told of each once it is gone
   */
  public void removeEnded(Instant now, Consumer<Stack> removed) {
    for (Stack stack : stacks.values()) {
      if (stack.hasEnded(now)) {
        removeEnded(stack, now, removed);
      }
    }
  }

  private void removeEnded(Stack stack, Instant now, Consumer<Stack> removed) {
    try {
      var _ =
          stack.deleteIfEnded(
              now,
              () -> {
                forget(stack);
                removed.accept(stack);
              });
    } catch (ProcnetException e) {
      // Another caller was quicker, or the ledger takes nothing now, which it has told.
      if (e.reason() != Reason.STACK_DELETED && e.reason() != Reason.STORAGE_FAILED) {
        throw e;
      }
    }
  }

  private static void requireNotDefault(String name) {
    if (name.isEmpty() || name.equals(DEFAULT)) {
      throw ProcnetException.field(
          "stack", "is '" + name + "', expected the name of a stack other than " + DEFAULT);
    }
  }

  /**
   * Checks that a stack can have that name.
   *
   * @throws ProcnetException FIELD_INVALID with an empty path
   */
  public static void checkName(String name) {
    Checks.check(
        NAME.matcher(name).matches(),
        "",
        "is '"
            + (name.length() <= MAX_SHOWN ? name : name.substring(0, MAX_SHOWN) + "...")
            + "', expected 1 to 63 of a-z, 0-9 and -, the first a letter, the last no dash");
  }

  /**
   * Checks that a stack can have those labels.
   *
   * @throws ProcnetException FIELD_INVALID with an empty path, or {@code [key]}
   */
  public static void checkLabels(Map<String, String> labels) {
    Checks.inRange("", labels.size(), 0, MAX_LABELS);
    labels.forEach(
        (key, value) -> {
          Checks.inRange("[" + key + "].key.length", key.length(), 1, MAX_LABEL_LENGTH);
          Checks.inRange("[" + key + "].length", value.length(), 1, MAX_LABEL_LENGTH);
        });
  }

  private static void under(String field, Runnable check) {
    try {
      check.run();
    } catch (ProcnetException e) {
      throw e.under(field);
    }
  }
}
