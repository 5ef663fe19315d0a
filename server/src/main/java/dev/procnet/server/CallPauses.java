package dev.procnet.server;

import dev.procnet.server.fault.Pauses;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** The server's timer, and a virtual thread for each call that goes on. */
final class CallPauses implements Pauses {

  private final ScheduledExecutorService timer;

  @Inject
  CallPauses(ScheduledExecutorService timer) {
    this.timer = timer;
  }

  @Override
  public Runnable after(Duration time, Runnable work) {
    ScheduledFuture<?> later = timer.schedule(work, time.toNanos(), TimeUnit.NANOSECONDS);
    return () -> later.cancel(false);
  }

  @Override
  public Executor threads() {
    return Thread::startVirtualThread;
  }
}
