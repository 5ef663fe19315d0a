package dev.procnet.client.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets a command that runs until it is told to stop end well on SIGINT and SIGTERM: it is
 * interrupted, ends what it is at, and the process exits with 0.
 */
final class StopSignal {

  private static final int GRACE_SECONDS = 5;

  private final Thread worker = Thread.currentThread();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread hook = new Thread(this::stop, "procnet-stop");

  private StopSignal() {}

  /** Stops the thread that calls this. */
  static StopSignal install() {
    StopSignal signal = new StopSignal();
    Runtime.getRuntime().addShutdownHook(signal.hook);
    return signal;
  }

  /** The command has ended. */
  void close() {
    ended.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The hook is running: it ends the process.
    }
  }

  private void stop() {
    worker.interrupt();
    try {
      if (ended.await(GRACE_SECONDS, TimeUnit.SECONDS)) {
        Runtime.getRuntime().halt(ExitCode.OK);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
