package dev.procnet.server.web.status;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last calls that failed: few, as they are for a look, and a log has all that matters. */
public final class RecentErrors {

  /** Most of them. */
  static final int MOST = 50;

  private static final int TEXT = 400;

  private final Deque<Failed> newestFirst = new ArrayDeque<>();

  /**
   * A call that failed.
   *
   * @param method {@code TransferService/ImportStack}
   * @param code gRPC's: {@code INVALID_ARGUMENT}
   * @param text what the caller was told
   */
  public record Failed(Instant at, String method, String code, String text) {}

  /** Keeps one, and lets go of the oldest where there are enough. */
  public void add(Failed failed) {
    String text = failed.text();
    Failed kept =
        text.length() <= TEXT
            ? failed
            : new Failed(
                failed.at(), failed.method(), failed.code(), text.substring(0, TEXT) + "…");
    synchronized (newestFirst) {
      newestFirst.addFirst(kept);
      if (newestFirst.size() > MOST) {
        newestFirst.removeLast();
      }
    }
  }

  /** The newest first. */
  List<Failed> list() {
    synchronized (newestFirst) {
      return List.copyOf(newestFirst);
    }
  }
}
