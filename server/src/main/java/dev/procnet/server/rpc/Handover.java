package dev.procnet.server.rpc;

import dev.procnet.server.call.CallTurns;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves work off the thread that must not do it, to those that run calls: a writer's, which tells
 * of a new revision, must not make the answers of those who waited for it, and an event loop must
 * not make long ones.
 */
@Singleton
final class Handover {

  private static final Logger LOG = LoggerFactory.getLogger(Handover.class);

  private final CallTurns calls;
  private final ScheduledExecutorService timer;

  @Inject
  Handover(CallTurns calls, ScheduledExecutorService timer) {
    this.calls = calls;
    this.timer = timer;
  }

  /**
   * Runs work soon, in the turns of the caller whose call this thread works for. A server that has
   * stopped drops it: its calls are gone.
   */
  Executor ofCaller() {
    Executor turns = calls.current();
    return work -> {
      try {
        turns.execute(work);
      } catch (RejectedExecutionException e) {
        LOG.debug("the server has stopped", e);
      }
    };
  }

  /**
   * Runs it once, later.
   *
   * @return makes it not run
   */
  Runnable after(Duration delay, Runnable work) {
    ScheduledFuture<?> later = timer.schedule(work, delay.toNanos(), TimeUnit.NANOSECONDS);
    return () -> later.cancel(false);
  }

  /**
   * Runs it again and again.
   *
   * @return ends that
   */
  Runnable every(Duration interval, Runnable work) {
    ScheduledFuture<?> ticks =
        timer.scheduleAtFixedRate(
            work, interval.toNanos(), interval.toNanos(), TimeUnit.NANOSECONDS);
    return () -> ticks.cancel(false);
  }
}
