package dev.procnet.server.web.status;

import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.Stack;
import java.util.List;

/** A stack as the page of stacks has it. */
record StackRow(
    Stack stack,
    Snapshot snapshot,
    Age age,
    Age changed,
    int interfaces,
    List<SocketCounts.Protocol> sockets) {}
