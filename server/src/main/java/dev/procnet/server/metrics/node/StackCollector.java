package dev.procnet.server.metrics.node;

import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.Stack;

/** {@code procnet_stack_revision} and so on: what there is of a stack beyond its network. */
final class StackCollector implements NodeCollector {

  @Override
  public String name() {
    return "stack";
  }

  @Override
  public void collect(Snapshot snapshot, StackSeries out) {
    Stack stack = out.stack();
    out.gauge("procnet_stack_revision", "Revision of the newest snapshot.", snapshot.revision());
    out.gauge(
        "procnet_stack_oldest_revision",
        "Oldest revision that can still be read.",
        stack.oldestRevision());
    out.gauge(
        "procnet_stack_snapshot_timestamp_seconds",
        "When the newest snapshot was applied, since the Unix epoch.",
        snapshot.appliedAt().toEpochMilli() / 1e3);
    out.counter("procnet_stack_mutations", "Mutations applied.", stack.mutationCount());
    out.gauge(
        "procnet_stack_subscribers",
        "Watches and waiting reads that are told of new revisions.",
        stack.listenerCount());
    out.gauge("procnet_stack_sockets", "Sockets of all kinds.", snapshot.socketCount());
  }
}
