package dev.procnet.server.rpc;

import dev.procnet.server.stack.ProcnetException;
import dev.procnet.server.stack.ProcnetException.Reason;
import dev.procnet.server.stack.Stack;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Waits for a revision of a stack without a thread. Ends once: when the revision is there, when it
 * never will be, or when its caller goes away, by itself or by its deadline.
 */
final class RevisionWait {

  private final Stack stack;
  private final long revision;
  private final Runnable then;
  private final Consumer<RuntimeException> otherwise;
  private final AtomicBoolean over = new AtomicBoolean();
  private final List<Runnable> subscriptions = new CopyOnWriteArrayList<>();

  RevisionWait(Stack stack, long revision, Runnable then, Consumer<RuntimeException> otherwise) {
    this.stack = stack;
    this.revision = revision;
    this.then = then;
    this.otherwise = otherwise;
  }

  /**
   * Begins to wait.
   *
   * @param turns runs what comes after it
   * @return ends it without an answer
   */
  Runnable begin(Drain drain, Executor turns) {
    subscriptions.add(stack.subscribe(() -> look(turns))::close);
    subscriptions.add(
        drain.onBegin(() -> end(() -> turns.execute(() -> otherwise.accept(Drain.error())))));
    // It may have come between the look that led here and the subscription.
    look(turns);
    return () -> end(() -> {});
  }

  private void look(Executor turns) {
    if (Long.compareUnsigned(stack.snapshot().revision(), revision) >= 0) {
      end(() -> turns.execute(this::answer));
    } else if (stack.isDeleted()) {
      end(() -> turns.execute(() -> otherwise.accept(deleted(stack))));
    }
  }

  private void answer() {
    try {
      then.run();
    } catch (RuntimeException e) {
      otherwise.accept(e);
    }
  }

  private void end(Runnable last) {
    if (over.compareAndSet(false, true)) {
      last.run();
    }
    subscriptions.forEach(Runnable::run);
    subscriptions.clear();
  }

  static ProcnetException deleted(Stack stack) {
    return ProcnetException.of(
        Reason.STACK_DELETED, "stack '" + stack.name() + "' was deleted", "stack", stack.name());
  }
}
