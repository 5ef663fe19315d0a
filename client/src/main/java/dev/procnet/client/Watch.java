package dev.procnet.client;

import dev.procnet.v1.WatchStackRequest;
import dev.procnet.v1.WatchStackResponse;
import io.grpc.Status.Code;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A watch of a stack, read by one thread. Messages are asked for one at a time: whoever reads too
 * slowly is told WATCHER_TOO_SLOW, and misses nothing without knowing.
 *
 * <p>The watch asks the server for bookmarks, unless the request names an interval, so that silence
 * tells that the server is gone. It begins anew by itself, after the last revision told, when its
 * own deadline passes.
 */
public final class Watch implements AutoCloseable {

  /** Between bookmarks, what the API takes at least. */
  private static final long LEAST_MILLIS = 100;

  private final Calls calls;
  private final WatchStackRequest request;
  private WatchCall call;
  private boolean synced;
  private @Nullable Long revision;

  private Watch(Calls calls, WatchStackRequest request) {
    this.calls = calls;
    this.request = request;
    this.call = WatchCall.start(calls, request);
    this.synced = !request.getInitialState();
  }

  static Watch open(Calls calls, WatchStackRequest request) {
    return new Watch(calls, withBookmarks(calls.complete(request), calls.timeouts().idle()));
  }

  /**
   * Waits for what comes next; bookmarks are told too.
   *
   * @throws ProcnetClientException when the watch ended: with WATCHER_TOO_SLOW, STACK_DELETED or
   *     REVISION_COMPACTED as its reason, or without a server
   */
  public WatchStackResponse next() {
    return next(calls.timeouts().idle()).orElseThrow(this::silent);
  }

  /**
   * What comes next, within a time.
   *
   * @param limit zero: only what is there already
   * @return empty: nothing came
   * @throws ProcnetClientException as {@link #next()}
   */
  public Optional<WatchStackResponse> next(Duration limit) {
    try {
      return call.take(limit).map(this::told);
    } catch (ProcnetClientException e) {
      if (!outlived(e)) {
        throw e;
      }
      call = WatchCall.start(calls, resumed());
      return call.take(limit).map(this::told);
    }
  }

  /** Ends the watch. */
  @Override
  public void close() {
    call.cancel();
  }

  private WatchStackResponse told(WatchStackResponse message) {
    revision = message.getHeader().getRevision();
    switch (message.getEventCase()) {
      case BOOKMARK -> synced |= message.getBookmark().getSynced();
      case REPLACED -> synced = !request.getInitialState();
      default -> {
        // Changes and initial state say nothing about how far the watch is.
      }
    }
    return message;
  }

  /** The call's own deadline passed, at a point from which nothing is lost by beginning anew. */
  private boolean outlived(ProcnetClientException e) {
    return e.code() == Code.DEADLINE_EXCEEDED && synced && revision != null;
  }

  private WatchStackRequest resumed() {
    WatchStackRequest.Builder again = request.toBuilder();
    if (revision != null) {
      again.setAfterRevision(revision);
    }
    return again.build();
  }

  private ProcnetClientException silent() {
    call.cancel();
    return calls.errors().silent(calls.timeouts().idle());
  }

  /** Three in the time after which silence counts as the server's end. */
  static WatchStackRequest withBookmarks(WatchStackRequest request, Duration idle) {
    if (request.hasBookmarkInterval()) {
      return request;
    }
    Duration interval = idle.dividedBy(3);
    return request.toBuilder()
        .setBookmarkInterval(
            com.google.protobuf.Duration.newBuilder()
                .setSeconds(Math.max(interval.toMillis(), LEAST_MILLIS) / 1000)
                .setNanos((int) (Math.max(interval.toMillis(), LEAST_MILLIS) % 1000) * 1_000_000))
        .build();
  }
}
