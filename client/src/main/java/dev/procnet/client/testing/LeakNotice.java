package dev.procnet.client.testing;

import java.util.concurrent.atomic.AtomicBoolean;

/** Names, as the JVM ends, what was started and never stopped, and where; and stops it. */
final class LeakNotice {

  private static final StackWalker WALKER = StackWalker.getInstance();

  private final Thread hook;
  private final AtomicBoolean cancelled = new AtomicBoolean();

  private LeakNotice(Thread hook) {
    this.hook = hook;
  }

  /**
   * Watches over something.
   *
   * @param what in words
   * @param leaked stopped at the end, if it is still there
   */
  static LeakNotice of(String what, RunningServer leaked) {
    String where = caller();
    Thread hook =
        new Thread(
            () -> {
              System.err.println("procnet: " + what + " was never closed; started at " + where);
              leaked.close();
            },
            "procnet-leak");
    Runtime.getRuntime().addShutdownHook(hook);
    return new LeakNotice(hook);
  }

  /** It was stopped. */
  void cancel() {
    if (!cancelled.compareAndSet(false, true)) {
      return;
    }
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM ends already: the hook says what there is to say.
      cancelled.set(true);
    }
  }

  /** The first that is not of this package. */
  private static String caller() {
    String here = LeakNotice.class.getPackageName() + ".";
    return WALKER.walk(
        frames ->
            frames
                .filter(
                    frame ->
                        !frame.getClassName().startsWith(here)
                            || frame.getClassName().endsWith("Test"))
                .findFirst()
                .map(StackWalker.StackFrame::toString)
                .orElse("an unknown place"));
  }
}
