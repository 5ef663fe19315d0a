package dev.procnet.server;

import dev.procnet.server.stack.Profile;
import dev.procnet.server.stack.Snapshot;

/** Where the first state of a new stack comes from. */
@FunctionalInterface
interface SeedSource {

  /** A new network namespace of a system. */
  Snapshot of(Profile profile);
}
