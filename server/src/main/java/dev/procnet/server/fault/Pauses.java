package dev.procnet.server.fault;

import java.time.Duration;
import java.util.concurrent.Executor;

/** Time and threads of calls that are held up. No thread waits. */
public interface Pauses {

  /**
   * Runs it once, later.
   *
   * @return makes it not run
   */
  Runnable after(Duration time, Runnable work);

  /** Threads for calls that go on. */
  Executor threads();
}
