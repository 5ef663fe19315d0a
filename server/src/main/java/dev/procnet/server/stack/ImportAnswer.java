package dev.procnet.server.stack;

import com.google.protobuf.ByteString;
import java.time.Instant;

/**
 * What an import was answered with.
 *
 * @param stack that it made or replaced
 * @param revision that it has led to
 * @param appliedAt when that was applied
 * @param report that of its {@link ImportOrigin}
 */
public record ImportAnswer(String stack, long revision, Instant appliedAt, ByteString report) {

  /** Of the state that the import has led to. */
  public static ImportAnswer of(String stack, Snapshot after, ImportOrigin origin) {
    return new ImportAnswer(stack, after.revision(), after.appliedAt(), origin.report());
  }
}
