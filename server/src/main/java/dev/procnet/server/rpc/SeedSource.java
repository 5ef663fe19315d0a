package dev.procnet.server.rpc;

import dev.procnet.server.stack.Profile;
import dev.procnet.server.stack.Snapshot;

/** The states that stacks begin in. */
public interface SeedSource {

  /** A new network namespace of a system. */
  Snapshot of(Profile profile);
}
