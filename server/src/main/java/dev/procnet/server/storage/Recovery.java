package dev.procnet.server.storage;

import com.google.common.collect.ArrayListMultimap;
import com.google.common.collect.ListMultimap;
import dev.procnet.server.stack.Checkpoints;
import dev.procnet.server.stack.ImportAnswer;
import dev.procnet.server.stack.ImportOrigin;
import dev.procnet.server.stack.ProcnetException;
import dev.procnet.server.stack.ProcnetException.Reason;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.Stack;
import dev.procnet.server.stack.StackEvent;
import dev.procnet.server.stack.StackImage;
import dev.procnet.server.stack.StackRegistry;
import org.rocksdb.RocksDBException;

/** Makes stacks again of a base and the events since. */
final class Recovery {

  private final Store store;
  private final EventFormat format;
  private final StackRegistry stacks;
  private long last;

  Recovery(Store store, EventFormat format, StackRegistry stacks) {
    this.store = store;
    this.format = format;
    this.stacks = stacks;
  }

  /**
   * Makes them.
   *
   * @return number of the last event; 0: there was none yet
   * @throws ProcnetException STORAGE_FAILED where the stacks can't be made again, to the last batch
   */
  long run(Manifest manifest) throws RocksDBException {
    last = manifest.baseBefore();
    restoreBase(last);
    store.forEachEvent(
        last + 1, (number, event) -> stacks.withoutLimits(() -> again(number, event)));
    if (last < manifest.base()) {
      throw wrong("events end with " + last + ", expected at least " + manifest.base());
    }
    return last;
  }

  private void restoreBase(long base) throws RocksDBException {
    ListMultimap<String, Checkpoints.Kept> checkpoints = ArrayListMultimap.create();
    store.forEachCheckpoint(
        base,
        (_, bytes) -> {
          EventFormat.ReadCheckpoint read = format.readCheckpoint(bytes);
          checkpoints.put(read.stack(), read.checkpoint());
        });
    store.forEachStack(
        base,
        (_, bytes) -> {
          StackImage stack = format.readStack(bytes);
          stacks.restore(stack.with(Checkpoints.of(checkpoints.get(stack.name()))));
        });
  }

  private void again(long number, byte[] event) {
    if (number != last + 1) {
      throw wrong("event " + (last + 1) + " is missing before " + number);
    }
    last = number;
    try {
      again(format.readEvent(event));
    } catch (ProcnetException e) {
      throw wrong("event " + number + " can't be done again: " + e.getMessage());
    }
  }

  private void again(StackEvent event) {
    switch (event) {
      case StackEvent.Created created -> {
        Stack stack =
            stacks.create(
                created.stack(),
                created.labels(),
                created.state(),
                created.lease(),
                created.request(),
                created.at());
        remember(created.origin(), stack, stack.snapshot());
      }
      case StackEvent.Applied applied -> {
        Stack stack = stacks.get(applied.stack());
        Stack.Applied result = stacks.apply(stack, applied.batch(), applied.at());
        check(applied.stack(), applied.revision(), result.revision());
      }
      case StackEvent.Replaced replaced -> {
        Stack stack = stacks.get(replaced.stack());
        Snapshot after = stack.replace(replaced.state(), 0, replaced.origin(), replaced.at());
        check(replaced.stack(), replaced.revision(), after.revision());
        remember(replaced.origin(), stack, after);
      }
      case StackEvent.Reset reset -> {
        Stack stack = stacks.get(reset.stack());
        long revision = stack.reset(reset.request(), reset.at()).revision();
        check(reset.stack(), reset.revision(), revision);
      }
      case StackEvent.Saved saved -> {
        Stack stack = stacks.get(saved.stack());
        long revision =
            stack.saveCheckpoint(saved.request(), saved.checkpoint(), true, saved.at()).revision();
        check(saved.stack(), saved.revision(), revision);
      }
      case StackEvent.Restored restored -> {
        Stack stack = stacks.get(restored.stack());
        long revision =
            stack
                .restoreCheckpoint(restored.request(), restored.checkpoint(), 0, restored.at())
                .revision();
        check(restored.stack(), restored.revision(), revision);
      }
      case StackEvent.Forgotten forgotten -> {
        var _ = stacks.get(forgotten.stack()).deleteCheckpoint(forgotten.checkpoint());
      }
      case StackEvent.Renewed renewed -> {
        var _ = stacks.renew(renewed.stack(), renewed.lease());
      }
      case StackEvent.Deleted deleted -> {
        var _ = stacks.delete(deleted.stack(), 0);
      }
    }
  }

  private void remember(ImportOrigin origin, Stack stack, Snapshot after) {
    stacks.imports().remember(origin.request(), ImportAnswer.of(stack.name(), after, origin));
  }

  private static void check(String stack, long expected, long actual) {
    if (expected != actual) {
      throw wrong("stack '" + stack + "' came to revision " + actual + ", expected " + expected);
    }
  }

  private static ProcnetException wrong(String what) {
    return ProcnetException.of(Reason.STORAGE_FAILED, what);
  }
}
