package dev.procnet.server.fault;

import dev.procnet.server.stack.ProcnetException;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.Stack;

/** Finds out whether a stack was reset since it was looked at last. */
final class ResetWatch {

  private static final String RESET = "reset";

  private final Stack stack;
  private Snapshot seen;

  ResetWatch(Stack stack) {
    this.stack = stack;
    this.seen = stack.snapshot();
  }

  /** It was reset, or is deleted. */
  synchronized boolean wasReset() {
    Snapshot before = seen;
    seen = stack.snapshot();
    return stack.isDeleted() || (wasReplaced(before, seen) && wasReset(before, seen));
  }

  /** The whole state is another, by a reset or an import. */
  private static boolean wasReplaced(Snapshot before, Snapshot now) {
    return now.revisionOf(0) != before.revisionOf(0);
  }

  private boolean wasReset(Snapshot before, Snapshot now) {
    for (long revision = before.revision() + 1; revision <= now.revision(); revision++) {
      if (isReset(revision)) {
        return true;
      }
    }
    return false;
  }

  private boolean isReset(long revision) {
    try {
      return RESET.equals(stack.revision(revision).replacedBy());
    } catch (ProcnetException compacted) {
      // Nobody knows any more. Faults that stay too long are the greater evil.
      return true;
    }
  }
}
