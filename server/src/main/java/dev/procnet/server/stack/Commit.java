package dev.procnet.server.stack;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A change of stacks in the making: what is to be done when the ledger has kept it, and what when
 * it has not. Filled by one writer.
 */
final class Commit implements Ledger.Outcome {

  private final List<Runnable> whenKept = new ArrayList<>();
  private final List<Runnable> whenLost = new ArrayList<>();
  private final CompletableFuture<Void> done = new CompletableFuture<>();
  private @Nullable StackEvent event;

  /** What is to be kept. */
  void event(StackEvent happened) {
    event = happened;
  }

  void whenKept(Runnable action) {
    whenKept.add(action);
  }

  void whenLost(Runnable action) {
    whenLost.add(action);
  }

  /** Done when it is kept; fails when it is lost. */
  CompletableFuture<Void> done() {
    return done;
  }

  /** Hands it to the ledger. What does not happen, as a check of a batch, is kept by nobody. */
  void handTo(Ledger ledger) {
    StackEvent happened = event;
    if (happened == null) {
      kept();
    } else {
      ledger.append(happened, this);
    }
  }

  @Override
  public void kept() {
    whenKept.forEach(Runnable::run);
    done.complete(null);
  }

  @Override
  public void lost(ProcnetException why) {
    whenLost.reversed().forEach(Runnable::run);
    done.completeExceptionally(why);
  }
}
