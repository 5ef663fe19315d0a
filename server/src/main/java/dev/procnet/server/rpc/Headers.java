package dev.procnet.server.rpc;

import com.google.protobuf.Timestamp;
import dev.procnet.server.stack.ImportAnswer;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.Stack;
import dev.procnet.v1.ResponseHeader;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

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
    return of(stack.name(), revision, stack.oldestRevision(), appliedAt);
  }

  /**
   * Of an answer to an import.
   *
   * @param stack that it has led to; null: it was deleted since
   */
  ResponseHeader of(ImportAnswer given, @Nullable Stack stack) {
    long oldest = stack == null ? given.revision() : stack.oldestRevision();
    return of(given.stack(), given.revision(), oldest, given.appliedAt());
  }

  private ResponseHeader of(String stack, long revision, long oldest, Instant appliedAt) {
    return ResponseHeader.newBuilder()
        .setServerId(server.value())
        .setStack(stack)
        .setRevision(revision)
        .setCompactRevision(oldest)
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
