package dev.procnet.server.rpc;

import dev.procnet.server.stack.ProcnetException;
import dev.procnet.server.stack.ProcnetException.Reason;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells calls that have no end of their own that the server is about to stop.
 *
 * <p>Once it has begun, watches and waits for a revision end with UNAVAILABLE, DRAINING, and no new
 * ones are taken. All other calls go on as before, those that are under way and new ones too: it is
 * the listener's shutdown that refuses new ones, after the callers have had time to learn of it.
 */
@Singleton
public final class Drain {

  private final Map<Object, Runnable> listeners = new ConcurrentHashMap<>();
  private volatile boolean begun;

  @Inject
  public Drain() {}

  /** Begins, once. Tells all listeners, on this thread. */
  public void begin() {
    begun = true;
    listeners.keySet().forEach(this::tell);
  }

  /** It has begun. */
  public boolean begun() {
    return begun;
  }

  /**
   * Calls the listener once when it begins, now if it has begun.
   *
   * @return ends the subscription
   */
  public Runnable onBegin(Runnable listener) {
    Object key = new Object();
    listeners.put(key, listener);
    if (begun) {
      tell(key);
    }
    return () -> listeners.remove(key);
  }

  /** The error that calls end with. */
  static ProcnetException error() {
    return ProcnetException.of(
        Reason.DRAINING, "the server is about to stop, expected the call to be made again later");
  }

  private void tell(Object key) {
    // Taken out first: two threads that both see it begun tell it once.
    Runnable listener = listeners.remove(key);
    if (listener != null) {
      listener.run();
    }
  }
}
