package dev.procnet.server.stack;

import java.time.Instant;

/**
 * A state of a stack that is kept under a name.
 *
 * @param name as names of stacks are
 * @param revision whose state it is, 1 or more
 * @param appliedAt when that revision was applied
 * @param savedAt when it was saved
 */
public record Checkpoint(String name, long revision, Instant appliedAt, Instant savedAt) {

  public Checkpoint {
    StackRegistry.checkName(name);
    Checks.inRange("revision", revision, 1, Long.MAX_VALUE);
  }
}
