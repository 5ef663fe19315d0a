package dev.procnet.server.rpc;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import dev.procnet.server.netfile.Reader;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.Stack;
import dev.procnet.v1.ReadNetFileRequest;
import dev.procnet.v1.ReadNetFileResponse;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.lang.ref.WeakReference;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * Answers with whole small files, kept while their stack stays as it is: files are mostly read
 * again before they change. Bounded to 16 MiB. Thread-safe.
 */
@Singleton
final class FileAnswers {

  private static final int MOST_STACKS = 256;
  private static final int MOST_FILES = 16;
  private static final int MOST_BYTES = 4 * 1024;

  private final Cache<Stack, Kept> byStack =
      CacheBuilder.newBuilder().weakKeys().maximumSize(MOST_STACKS).build();

  @Inject
  FileAnswers() {}

  /** A file as a reader sees it. */
  private record File(String name, Reader reader) {}

  /** Of one state, which is not held: it may be large, and its stack may be gone. */
  private record Kept(
      WeakReference<Snapshot> snapshot, ConcurrentMap<File, ReadNetFileResponse> answers) {

    static Kept of(Snapshot snapshot) {
      return new Kept(new WeakReference<>(snapshot), new ConcurrentHashMap<>());
    }

    boolean isOf(Snapshot other) {
      return snapshot.refersTo(other);
    }
  }

  /** What was answered to the same request; or null. */
  @Nullable ReadNetFileResponse get(Reads.Found found, ReadNetFileRequest request) {
    if (!isPlain(found, request)) {
      return null;
    }
    Kept kept = byStack.getIfPresent(found.stack());
    return kept != null && kept.isOf(found.snapshot())
        ? kept.answers.get(new File(request.getName(), found.reader()))
        : null;
  }

  /** Keeps an answer, if it is one of those that are kept. */
  void put(Reads.Found found, ReadNetFileRequest request, ReadNetFileResponse answer) {
    if (answer.getContent().size() > MOST_BYTES || !isPlain(found, request)) {
      return;
    }
    Kept kept = byStack.getIfPresent(found.stack());
    if (kept == null || !kept.isOf(found.snapshot())) {
      kept = Kept.of(found.snapshot());
      byStack.put(found.stack(), kept);
    }
    if (kept.answers.size() < MOST_FILES) {
      kept.answers.put(new File(request.getName(), found.reader()), answer);
    }
  }

  /** The whole file at the newest revision: of an older one the header would go on to change. */
  // The same state is meant, not an equal one.
  @SuppressWarnings("ReferenceEquality")
  private static boolean isPlain(Reads.Found found, ReadNetFileRequest request) {
    return request.getOffset() == 0
        && request.getLimit() == 0
        && request.getIfChangedSince() == 0
        && found.snapshot() == found.stack().snapshot();
  }
}
