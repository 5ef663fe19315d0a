package dev.procnet.server;

import static org.awaitility.Awaitility.await;

import dev.procnet.server.fault.Pauses;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Time that a test advances. What is due then runs on the test's thread. */
final class FakePauses implements Pauses {

  private static final Duration POLL = Duration.ofMillis(2);

  private final List<Timer> timers = new ArrayList<>();
  private Duration now = Duration.ZERO;
  private int begun;

  private record Timer(int number, Duration due, Duration time, Runnable work) {}

  @Override
  public synchronized Runnable after(Duration time, Runnable work) {
    Timer timer = new Timer(++begun, now.plus(time), time, work);
    timers.add(timer);
    return () -> cancel(timer);
  }

  private synchronized void cancel(Timer timer) {
    timers.removeIf(each -> each.number() == timer.number());
  }

  @Override
  public Executor threads() {
    return Runnable::run;
  }

  /** Runs what is due within that time, in its order, and what comes of it. */
  void advance(Duration time) {
    Duration end = now().plus(time);
    for (Timer next = next(end); next != null; next = next(end)) {
      next.work().run();
    }
    setNow(end);
  }

  /** Waits until something waits for that time. */
  FakePauses awaitTimer(Duration time) {
    await().pollInterval(POLL).until(() -> times().contains(time));
    return this;
  }

  /** Waits until so many wait. */
  void awaitTimers(int count) {
    await().pollInterval(POLL).until(() -> times().size() >= count);
  }

  /** What is waited for, in the order in which it was begun. */
  synchronized List<Duration> times() {
    return timers.stream().map(Timer::time).toList();
  }

  private synchronized Duration now() {
    return now;
  }

  private synchronized void setNow(Duration time) {
    now = time;
  }

  private synchronized @Nullable Timer next(Duration end) {
    Timer next =
        timers.stream()
            .filter(timer -> timer.due().compareTo(end) <= 0)
            .min(Comparator.comparing(Timer::due))
            .orElse(null);
    if (next != null) {
      timers.remove(next);
      now = next.due();
    }
    return next;
  }
}
