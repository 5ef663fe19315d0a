package dev.procnet.server.storage;

import dev.procnet.server.config.StateConfig.Fsync;

/**
 * What stands at the head of a state directory.
 *
 * @param format of all that is in it
 * @param serverId that answers have
 * @param fsync of the server that wrote last
 * @param stopped that server wrote all that it had before it ended
 * @param base the number of the last event before which all stacks were written as they were; 0:
 *     they never were
 * @param baseBefore the same of the time before: what a start begins with, so that the newest past
 *     and answers are known again, too
 */
record Manifest(
    int format, String serverId, Fsync fsync, boolean stopped, long base, long baseBefore) {

  /** The one that this version writes. */
  static final int FORMAT = 1;

  static Manifest ofNew(String serverId, Fsync fsync) {
    return new Manifest(FORMAT, serverId, fsync, false, 0, 0);
  }

  /** All that was answered is there. */
  boolean complete() {
    return stopped || fsync == Fsync.EACH;
  }

  Manifest running(String newServerId, Fsync newFsync) {
    return new Manifest(format, newServerId, newFsync, false, base, baseBefore);
  }

  Manifest asStopped() {
    return new Manifest(format, serverId, fsync, true, base, baseBefore);
  }

  Manifest withBase(long newBase) {
    return new Manifest(format, serverId, fsync, stopped, newBase, base);
  }
}
