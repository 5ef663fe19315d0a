package dev.procnet.client;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Notices a stream on which nothing moves. Time that the caller takes itself is not counted. */
final class IdleGuard {

  private final long limitNanos;
  private final Runnable expired;
  private long since = System.nanoTime();
  private boolean paused;
  private boolean stopped;
  private @Nullable CompletableFuture<?> timer;

  IdleGuard(Duration limit, Runnable expired) {
    this.limitNanos = limit.toNanos();
    this.expired = expired;
  }

  /** Begins to count. */
  synchronized void start() {
    resume();
    schedule(limitNanos);
  }

  /** The caller is at work. */
  synchronized void pause() {
    paused = true;
  }

  /** Something moved, and the server is next. */
  synchronized void resume() {
    paused = false;
    since = System.nanoTime();
  }

  /** The stream is over. */
  synchronized void stop() {
    stopped = true;
    if (timer != null) {
      timer.cancel(false);
    }
  }

  private synchronized void schedule(long nanos) {
    if (!stopped) {
      CompletableFuture<@Nullable Void> next = new CompletableFuture<>();
      var unused = next.thenRun(this::check);
      timer = next.completeOnTimeout(null, nanos, TimeUnit.NANOSECONDS);
    }
  }

  private void check() {
    long left = left();
    if (left > 0) {
      schedule(left);
    } else if (!isStopped()) {
      expired.run();
    }
  }

  private synchronized long left() {
    return paused ? limitNanos : since + limitNanos - System.nanoTime();
  }

  private synchronized boolean isStopped() {
    return stopped;
  }
}
