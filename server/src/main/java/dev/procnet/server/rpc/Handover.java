package dev.procnet.server.rpc;

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
 * Moves work off the thread that must not do it: a writer's, which tells of a new revision, must
 * not make the answers of those who waited for it.
 */
@Singleton
final class Handover implements Executor {

  private static final Logger LOG = LoggerFactory.getLogger(Handover.class);

  private final ScheduledExecutorService executor;

  @Inject
  Handover(ScheduledExecutorService executor) {
    this.executor = executor;
  }

  /** Runs it soon. A server that has stopped drops it: its calls are gone. */
  @Override
  public void execute(Runnable work) {
    try {
      executor.execute(work);
    } catch (RejectedExecutionException e) {
      LOG.debug("the server has stopped", e);
    }
  }

  /**
   * Runs it again and again.
   *
   * @return ends that
   */
  Runnable every(Duration interval, Runnable work) {
    ScheduledFuture<?> ticks =
        executor.scheduleAtFixedRate(
            work, interval.toNanos(), interval.toNanos(), TimeUnit.NANOSECONDS);
    return () -> ticks.cancel(false);
  }
}
