package dev.procnet.server.rpc;

import dev.procnet.server.stack.ProcnetException;
import dev.procnet.server.stack.ProcnetException.Reason;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/** Bounds how many imports are held in memory at a time, and gives each a thread at its end. */
@Singleton
final class ImportSlots {

  private final ImportLimits limits;
  private final Semaphore free;

  @Inject
  ImportSlots(ImportLimits limits) {
    this.limits = limits;
    this.free = new Semaphore(limits.concurrent());
  }

  /** A place for one import. */
  final class Slot {

    private final AtomicBoolean released = new AtomicBoolean();
    private volatile boolean working;

    private Slot() {}

    /** Runs the work on a thread of its own, and gives the place back after it. */
    void run(Runnable work) {
      working = true;
      Thread.ofPlatform()
          .name("procnet-import")
          .daemon()
          .start(
              () -> {
                try {
                  work.run();
                } finally {
                  working = false;
                  release();
                }
              });
    }

    /** Gives the place back, unless work that began still goes on. More than once is once. */
    void release() {
      if (!working && released.compareAndSet(false, true)) {
        free.release();
      }
    }
  }

  /** How many more imports there may be now. */
  int free() {
    return free.availablePermits();
  }

  /**
   * Takes a place.
   *
   * @throws ProcnetException QUOTA_EXCEEDED, {@code imports}
   */
  Slot take() {
    if (!free.tryAcquire()) {
      throw ProcnetException.of(
          Reason.QUOTA_EXCEEDED,
          "imports would be one more than the " + limits.concurrent() + " at a time allowed",
          "quota",
          "imports",
          "limit",
          limits.concurrent(),
          "used",
          limits.concurrent());
    }
    return new Slot();
  }
}
