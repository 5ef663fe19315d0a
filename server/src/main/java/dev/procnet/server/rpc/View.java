package dev.procnet.server.rpc;

import dev.procnet.server.stack.Snapshot;

/** A state as a reader sees it. */
record View(Snapshot snapshot, Sight sight) {

  /** The revision of a row's last change. */
  long revision(long rowRevision) {
    return snapshot.revisionOf(rowRevision);
  }
}
