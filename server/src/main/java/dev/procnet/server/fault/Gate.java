package dev.procnet.server.fault;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Runs the events of a call one at a time and in order; none while it is shut. */
final class Gate {

  private final Executor threads;
  private final Deque<Runnable> events = new ArrayDeque<>();
  private boolean shut;
  private boolean running;
  private boolean left;

  Gate(Executor threads) {
    this.threads = threads;
  }

  /** Runs it on this thread, where nothing is before it. */
  void run(Runnable event) {
    if (begins(event)) {
      drain();
    }
  }

  /** Runs it on another thread. */
  void runLater(Runnable event) {
    if (begins(event)) {
      threads.execute(this::drain);
    }
  }

  /** Lets nothing through. */
  synchronized void shut() {
    shut = true;
  }

  /** Lets through what waited, on {@code executor}, and what comes. */
  void open(Executor executor) {
    if (opens()) {
      executor.execute(this::drain);
    }
  }

  /** Lets this one through, on {@code executor}, and nothing else any more, whatever waits. */
  void leave(Executor executor, Runnable lastEvent) {
    if (leaves(lastEvent)) {
      executor.execute(this::drain);
    }
  }

  private synchronized boolean begins(Runnable event) {
    if (!left) {
      events.add(event);
    }
    return goes();
  }

  private synchronized boolean opens() {
    shut = false;
    return goes();
  }

  private synchronized boolean leaves(Runnable lastEvent) {
    if (left) {
      return false;
    }
    left = true;
    shut = false;
    events.clear();
    events.add(lastEvent);
    return goes();
  }

  /** True: whoever asked has to drain it. */
  private boolean goes() {
    if (shut || running || events.isEmpty()) {
      return false;
    }
    running = true;
    return true;
  }

  private void drain() {
    for (Runnable event = next(); event != null; event = next()) {
      event.run();
    }
  }

  private synchronized @Nullable Runnable next() {
    Runnable event = shut ? null : events.poll();
    running = event != null;
    return event;
  }
}
