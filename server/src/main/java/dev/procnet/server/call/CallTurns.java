package dev.procnet.server.call;

import io.grpc.Context;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;

/**
 * Runs the work of calls on the threads for them, one piece of each caller in turn: whoever has
 * much of it waits for itself, not others for it. Thread-safe.
 */
@Singleton
public final class CallTurns {

  private static final Context.Key<String> CALLER =
      Context.keyWithDefault("procnet-turn-of", "nobody");

  private final Executor threads;
  // By caller, the one whose turn is next first; none is empty. What is in there is what the
  // threads have still to begin.
  private final LinkedHashMap<String, Deque<Runnable>> waiting = new LinkedHashMap<>();

  @Inject
  public CallTurns(ExecutorService threads) {
    this((Executor) threads);
  }

  CallTurns(Executor threads) {
    this.threads = threads;
  }

  /** A context whose calls are those of a caller. */
  public static Context with(Context context, String caller) {
    return context.withValue(CALLER, caller);
  }

  /** Runs work in the turns of the caller whose call this thread works for. */
  public Executor current() {
    return of(CALLER.get());
  }

  /** Runs work in the turns of a caller. Refuses as the threads do. */
  public Executor of(String caller) {
    return work -> submit(caller, work);
  }

  private void submit(String caller, Runnable work) {
    synchronized (waiting) {
      waiting.computeIfAbsent(caller, _ -> new ArrayDeque<>()).add(work);
    }
    try {
      threads.execute(() -> next().run());
    } catch (RejectedExecutionException e) {
      if (withdraw(caller, work)) {
        throw e;
      }
    }
  }

  private Runnable next() {
    synchronized (waiting) {
      Map.Entry<String, Deque<Runnable>> turn = waiting.pollFirstEntry();
      Runnable work = turn.getValue().remove();
      if (!turn.getValue().isEmpty()) {
        waiting.putLast(turn.getKey(), turn.getValue());
      }
      return work;
    }
  }

  /** False: it has begun. */
  private boolean withdraw(String caller, Runnable work) {
    synchronized (waiting) {
      Deque<Runnable> own = waiting.getOrDefault(caller, new ArrayDeque<>());
      boolean there = own.removeLastOccurrence(work);
      if (there && own.isEmpty()) {
        waiting.remove(caller);
      }
      return there;
    }
  }
}
