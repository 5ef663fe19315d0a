package dev.procnet.server.netfile;

import dev.procnet.server.stack.Profile;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.SnapshotBuilder;
import java.util.Set;

/** One file of /proc/net: its format and its parse. Implementations hold no state. */
public interface NetFile {

  /** Path below /proc/net. */
  String name();

  /** A line on what it shows. */
  String summary();

  /**
   * What its bytes are made from. Settings and captured files decide in addition whether it is
   * there.
   */
  Set<Section<?>> sections();

  /** It is there only where the stack supports IPv6. */
  default boolean ipv6Only() {
    return false;
  }

  /**
   * It is there even where the captured tree had no such file, since there is something to show
   * now: the module that makes it is loaded with the first.
   */
  default boolean isNeeded(Snapshot snapshot) {
    return false;
  }

  /**
   * Opens it for one reader.
   *
   * @return its rows, made as they are pulled, all from this snapshot
   */
  Rows open(Snapshot snapshot, Reader reader);

  /**
   * Which systems might have printed such a file, by what tells them apart at a glance. None: it
   * can't be told.
   */
  default Set<Profile> printedBy(NetFileText text) {
    return Set.of();
  }

  /**
   * Adds what a file says to a state.
   *
   * @throws NetFileException where it can't be read
   */
  void parse(NetFileText text, SnapshotBuilder into);
}
