package dev.procnet.server.rpc;

import com.google.protobuf.Timestamp;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.Stack;
import dev.procnet.v1.ResponseHeader;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;

/** Headers of answers. */
@Singleton
final class Headers {

  private final ServerId server;

  @Inject
  Headers(ServerId server) {
    this.server = server;
  }

  /** Of an answer that speaks of no stack. */
  ResponseHeader ofServer() {
    return ResponseHeader.newBuilder().setServerId(server.value()).build();
  }

  /** Of an answer made from a state. */
  ResponseHeader of(Stack stack, Snapshot snapshot) {
    return of(stack, snapshot.revision(), snapshot.appliedAt());
  }

  /** Of an answer that speaks of a revision. */
  ResponseHeader of(Stack stack, long revision, Instant appliedAt) {
    return ResponseHeader.newBuilder()
        .setServerId(server.value())
        .setStack(stack.name())
        .setRevision(revision)
        .setCompactRevision(stack.oldestRevision())
        .setApplyTime(timestamp(appliedAt))
        .build();
  }

  static Timestamp timestamp(Instant instant) {
    return Timestamp.newBuilder()
        .setSeconds(instant.getEpochSecond())
        .setNanos(instant.getNano())
        .build();
  }
}
