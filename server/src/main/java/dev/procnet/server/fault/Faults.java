package dev.procnet.server.fault;

import dev.procnet.server.stack.ProcnetException;
import dev.procnet.server.stack.Stack;
import dev.procnet.server.stack.StackRegistry;
import dev.procnet.v1.FaultRule;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The faults that are on: a set of rules a stack. A set is gone when its stack is reset or deleted,
 * and when its time is over. The log says so every minute while any is on, since a server that lies
 * on purpose must not be taken for a broken one.
 */
@Singleton
public final class Faults {

  /** The set for the calls of all stacks, and of none. */
  public static final String EVERY_STACK = "*";

  private static final Logger LOG = LoggerFactory.getLogger(Faults.class);
  private static final Duration WARN_EVERY = Duration.ofMinutes(1);

  private final StackRegistry stacks;
  private final Pauses pauses;
  private final InstantSource clock;
  private final LongAdder fired = new LongAdder();
  private final Map<String, Entry> entries = new TreeMap<>();
  private volatile Map<String, Entry> sets = Map.of();
  private boolean warning;

  @Inject
  public Faults(StackRegistry stacks, Pauses pauses, InstantSource clock) {
    this.stacks = stacks;
    this.pauses = pauses;
    this.clock = clock;
  }

  /**
   * A set with what ends it.
   *
   * @param reset tells whether its stack was reset
   * @param timer makes its time not end
   */
  private record Entry(FaultSet set, BooleanSupplier reset, Runnable timer) {}

  /** There are none. */
  boolean isEmpty() {
    return sets.isEmpty();
  }

  /** The rules that act on a call, in order. */
  List<Shot> fire(FaultSubject subject) {
    List<Shot> shots =
        Stream.of(subject.stack(), EVERY_STACK)
            .flatMap(stack -> current(stack).fire(subject))
            .toList();
    fired.add(shots.size());
    return shots;
  }

  /** What a stack has, and no longer if it was reset meanwhile. */
  private FaultSet current(String stack) {
    Entry entry = sets.get(stack);
    if (entry == null) {
      return FaultSet.NONE;
    }
    if (entry.reset().getAsBoolean()) {
      remove(stack, entry.set(), "the stack was reset or deleted");
      return FaultSet.NONE;
    }
    return entry.set();
  }

  /**
   * Puts rules in the place of those that the stack has.
   *
   * @param stack its name, or {@link #EVERY_STACK}
   * @param rules checked ones
   * @throws ProcnetException STACK_NOT_FOUND
   */
  public FaultSet replace(String stack, List<FaultRule> rules, Duration ttl) {
    @Nullable Stack followed = stack.equals(EVERY_STACK) ? null : stacks.get(stack);
    String key = followed == null ? EVERY_STACK : followed.name();
    return replace(key, followed, rules, ttl);
  }

  private synchronized FaultSet replace(
      String key, @Nullable Stack followed, List<FaultRule> rules, Duration ttl) {
    remove(key, null);
    if (rules.isEmpty()) {
      return FaultSet.NONE;
    }
    FaultSet set = FaultSet.of(rules, clock.instant().plus(ttl));
    Runnable timer = pauses.after(ttl, () -> remove(key, set, "their time is over"));
    BooleanSupplier reset = followed == null ? () -> false : new ResetWatch(followed)::wasReset;
    entries.put(key, new Entry(set, reset, timer));
    publish();
    LOG.warn("faults are on for stack {}: {}, until {}", key, names(set), set.expiresAt());
    warnLater();
    return set;
  }

  /** What a stack has. */
  public FaultSet of(String stack) {
    String key = stack.equals(EVERY_STACK) ? EVERY_STACK : stacks.get(stack).name();
    return current(key);
  }

  /** How many rules are on. */
  public int active() {
    return sets.keySet().stream().mapToInt(stack -> current(stack).size()).sum();
  }

  /** How often rules acted on calls. */
  public long fired() {
    return fired.sum();
  }

  private void remove(String key, FaultSet set, String reason) {
    if (remove(key, set)) {
      LOG.info("faults are off for stack {}: {}", key, reason);
    }
  }

  /**
   * @param set only this one; null: whichever is there
   */
  private synchronized boolean remove(String key, @Nullable FaultSet set) {
    Entry entry = entries.get(key);
    if (entry == null || (set != null && !set.equals(entry.set()))) {
      return false;
    }
    entries.remove(key);
    entry.timer().run();
    publish();
    return true;
  }

  private void publish() {
    sets = Map.copyOf(entries);
  }

  private void warnLater() {
    if (!warning) {
      warning = true;
      var _ = pauses.after(WARN_EVERY, this::warn);
    }
  }

  private void warn() {
    String all =
        new TreeSet<>(sets.keySet())
            .stream()
                .filter(stack -> !current(stack).isEmpty())
                .map(stack -> "stack " + stack + ": " + names(current(stack)))
                .collect(Collectors.joining("; "));
    if (!all.isEmpty()) {
      LOG.warn("faults are on: {}", all);
    }
    warnAgain();
  }

  private synchronized void warnAgain() {
    warning = false;
    if (!entries.isEmpty()) {
      warnLater();
    }
  }

  private static String names(FaultSet set) {
    return set.active().stream()
        .map(rule -> rule.toProto().getRule().getName())
        .collect(Collectors.joining(", "));
  }
}
