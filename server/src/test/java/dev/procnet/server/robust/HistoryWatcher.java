package dev.procnet.server.robust;

import com.google.protobuf.util.Durations;
import dev.procnet.server.robust.History.Watched;
import dev.procnet.v1.Change;
import dev.procnet.v1.IntrospectionServiceGrpc;
import dev.procnet.v1.WatchStackRequest;
import dev.procnet.v1.WatchStackResponse;
import io.grpc.Channel;
import io.grpc.Context;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/** One that keeps a copy of the neighbours, and goes on from where it was cut. */
final class HistoryWatcher {

  private final History history;
  private final int number;
  private final Map<String, String> neighbors = new TreeMap<>();
  private volatile long last;

  HistoryWatcher(History history, int number, long first) {
    this.history = history;
    this.number = number;
    this.last = first;
  }

  /** The revision up to which it was told all. */
  long last() {
    return last;
  }

  /** Watches until that is so, or until it is cut. */
  void watch(Channel channel, BooleanSupplier done) {
    try (Context.CancellableContext context = Context.current().withCancellation()) {
      context.run(() -> watchOnce(channel, done));
    }
  }

  private void watchOnce(Channel channel, BooleanSupplier done) {
    Iterator<WatchStackResponse> messages =
        IntrospectionServiceGrpc.newBlockingStub(channel)
            .watchStack(
                WatchStackRequest.newBuilder()
                    .setAfterRevision(last)
                    .setBookmarkInterval(Durations.fromMillis(100))
                    .build());
    while (!done.getAsBoolean() && messages.hasNext()) {
      take(messages.next());
    }
  }

  private void take(WatchStackResponse message) {
    long revision = message.getHeader().getRevision();
    if (message.hasBookmark()) {
      if (revision != last) {
        history.addWrong(this + " was told up to " + last + ", the bookmark says " + revision);
      }
      return;
    }
    if (!message.hasChanges() || revision != last + 1) {
      history.addWrong(this + " was told " + last + ", then " + revision + ": " + message);
    }
    message.getChanges().getChangesList().stream().filter(Change::hasNeighbor).forEach(this::take);
    last = revision;
    history.add(new Watched(number, revision, Map.copyOf(neighbors)));
  }

  private void take(Change change) {
    String address = change.getNeighbor().getAddress();
    if (change.getDeleted()) {
      neighbors.remove(address);
    } else {
      neighbors.put(address, change.getNeighbor().getLinkAddress());
    }
  }

  @Override
  public String toString() {
    return "watcher " + number;
  }
}
