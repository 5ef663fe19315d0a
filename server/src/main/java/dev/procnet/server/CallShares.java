package dev.procnet.server;

import dev.procnet.server.config.LimitConfig;
import dev.procnet.server.stack.ProcnetException;
import dev.procnet.server.stack.ProcnetException.Reason;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Divides the calls that there may be at one time between callers. While there is room, each has as
 * many as one may. Once three quarters are taken, each has at most an equal share, so that whoever
 * was there first leaves room for the others, and whoever has less than a share is let in even
 * where others have taken more than theirs. Thread-safe.
 */
final class CallShares {

  private final int most;
  private final int mostOfOne;
  private final Map<String, Integer> calls = new ConcurrentHashMap<>();
  private final AtomicInteger all = new AtomicInteger();

  @Inject
  CallShares(LimitConfig limits) {
    this(limits.calls(), limits.callerCalls());
  }

  CallShares(int most, int mostOfOne) {
    this.most = most;
    this.mostOfOne = mostOfOne;
  }

  /** Callers that have calls. */
  int callers() {
    return calls.size();
  }

  /** Calls under way. */
  int calls() {
    return all.get();
  }

  /**
   * A call begins.
   *
   * @throws ProcnetException QUOTA_EXCEEDED, {@code caller_calls} or {@code calls}: it must not
   */
  void enter(String caller) {
    int own = calls.merge(caller, 1, Integer::sum);
    int taken = all.incrementAndGet();
    if (own > mostOfOne) {
      leave(caller);
      throw refusal("caller_calls", caller, "the " + mostOfOne + " allowed", mostOfOne);
    }
    if (taken > most - most / 4) {
      int share = Math.max(1, most / Math.max(1, calls.size()));
      if (own > share) {
        leave(caller);
        throw refusal("calls", caller, "its share of the " + most + " allowed, " + share, share);
      }
    }
  }

  /** A call that began has ended. */
  void leave(String caller) {
    all.decrementAndGet();
    calls.computeIfPresent(caller, (_, count) -> count == 1 ? null : count - 1);
  }

  private static ProcnetException refusal(String quota, String caller, String than, int limit) {
    return ProcnetException.of(
        Reason.QUOTA_EXCEEDED,
        "calls of " + caller + " would be one more than " + than,
        "quota",
        quota,
        "limit",
        limit,
        "used",
        limit);
  }
}
