package dev.procnet.server.metrics.node;

import dev.procnet.server.stack.Snapshot;

/** One of node_exporter's collectors, over a stack, or one like them. Thread-safe. */
public interface NodeCollector {

  /** As node_exporter calls it, if it has it: {@code netdev}. */
  String name();

  /** It is asked for only by name: it may have a series for each of what a stack has many of. */
  default boolean onlyByName() {
    return false;
  }

  /** Adds a stack's series. */
  void collect(Snapshot snapshot, StackSeries out);
}
