package dev.procnet.server;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts parts in order and stops them in reverse. If one can't start, it and those before it are
 * stopped. Once stopped it does not start again.
 */
final class Lifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(Lifecycle.class);

  private final List<Step> steps;
  private final Deque<Step> started = new ArrayDeque<>();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private boolean clean = true;

  Lifecycle(List<Step> steps) {
    this.steps = List.copyOf(steps);
  }

  /**
   * A part.
   *
   * @param start what makes it work
   * @param stop undoes it; also called where the start failed half-way
   */
  record Step(String name, Start start, Runnable stop) {}

  /** What may fail for a reason that the user must hear. */
  @FunctionalInterface
  interface Start {
    void run() throws StartException;
  }

  /**
   * Starts all.
   *
   * @throws StartException one can't start; those that had are stopped
   */
  synchronized void start() throws StartException {
    if (stopped.getCount() == 0) {
      throw new StartException("stopped before it had started");
    }
    boolean complete = false;
    try {
      for (Step step : steps) {
        started.push(step);
        step.start().run();
      }
      complete = true;
    } finally {
      if (!complete) {
        stop();
      }
    }
  }

  /**
   * Stops all, once; waits for a start under way to end.
   *
   * @return no part failed to stop
   */
  synchronized boolean stop() {
    while (!started.isEmpty()) {
      Step step = started.pop();
      try {
        step.stop().run();
      } catch (RuntimeException e) {
        LOG.error("{} can't be stopped", step.name(), e);
        clean = false;
      }
    }
    stopped.countDown();
    return clean;
  }

  /** Waits until all is stopped. */
  void awaitStopped() throws InterruptedException {
    stopped.await();
  }
}
