package dev.procnet.server.web.status;

import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.Stack;
import java.time.Instant;
import java.util.List;

/** A stack as the page of stacks has it. */
record StackRow(
    Stack stack,
    Snapshot snapshot,
    Age age,
    Age changed,
    int interfaces,
    List<SocketCounts.Protocol> sockets) {

  static StackRow of(Stack stack, Snapshot snapshot, Instant now, SocketCounts counts) {
    return new StackRow(
        stack,
        snapshot,
        new Age(stack.createdAt(), now),
        new Age(snapshot.appliedAt(), now),
        snapshot.table(Section.INTERFACES).size(),
        counts.of(snapshot));
  }
}
