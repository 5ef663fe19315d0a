package dev.procnet.server.stack;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers to the newest requests that had an id and concern the registry, not one stack: so that a
 * request that comes again is answered again and not carried out again.
 */
public final class Answers<A> {

  private final ReentrantLock lock = new ReentrantLock();
  private final Replays<A> replays;

  /**
   * None yet.
   *
   * @param capacity how many are kept
   */
  public Answers(int capacity) {
    this.replays = new Replays<>(capacity);
  }

  /**
   * The answer that the request got before; null: it is new.
   *
   * @throws ProcnetException REQUEST_ID_REUSED
   */
  public @Nullable A find(RequestKey request) {
    lock.lock();
    try {
      return replays.find(request);
    } finally {
      lock.unlock();
    }
  }

  /** The request got that answer, before a restart. */
  public void remember(RequestKey request, A answer) {
    lock.lock();
    try {
      replays.remember(request, answer);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Carries a request out, unless it was answered before: then its first answer comes back.
   * Requests with an id take turns, so that of two equal ones the second finds the answer of the
   * first.
   *
   * @throws ProcnetException REQUEST_ID_REUSED
   */
  public A once(RequestKey request, Supplier<A> action) {
    if (request.id().isEmpty()) {
      return action.get();
    }
    lock.lock();
    try {
      A before = replays.find(request);
      if (before != null) {
        return before;
      }
      A answer = action.get();
      replays.remember(request, answer);
      return answer;
    } finally {
      lock.unlock();
    }
  }
}
