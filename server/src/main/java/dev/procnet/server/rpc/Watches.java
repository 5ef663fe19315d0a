package dev.procnet.server.rpc;

import com.google.protobuf.Duration;
import com.google.protobuf.util.Durations;
import dev.procnet.server.stack.ProcnetException;
import dev.procnet.server.stack.ProcnetException.Reason;
import dev.procnet.server.stack.Stack;
import dev.procnet.server.stack.StackRegistry;
import dev.procnet.v1.EntityKind;
import dev.procnet.v1.WatchStackRequest;
import dev.procnet.v1.WatchStackResponse;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/** Begins watches, and wakes them when there is something to tell. */
@Singleton
final class Watches {

  private static final java.time.Duration SHORTEST_INTERVAL = java.time.Duration.ofMillis(100);
  private static final java.time.Duration LONGEST_INTERVAL = java.time.Duration.ofDays(1);

  private final StackRegistry stacks;
  private final Headers headers;
  private final Drain drain;
  private final Handover handover;
  private final RpcCounts counts;
  private final ToldChanges toldChanges;

  @Inject
  Watches(
      StackRegistry stacks,
      Headers headers,
      Drain drain,
      Handover handover,
      RpcCounts counts,
      ToldChanges toldChanges) {
    this.stacks = stacks;
    this.headers = headers;
    this.drain = drain;
    this.handover = handover;
    this.counts = counts;
    this.toldChanges = toldChanges;
  }

  /**
   * @throws ProcnetException STACK_NOT_FOUND, FIELD_INVALID, REVISION_COMPACTED,
   *     REVISION_IN_FUTURE, DRAINING
   */
  void begin(WatchStackRequest request, StreamObserver<WatchStackResponse> observer) {
    Stack stack = stacks.get(request.getStack());
    Violations wrong = new Violations();
    Set<EntityKind> kinds = kinds(wrong, request);
    java.time.Duration interval = interval(wrong, request);
    Sight sight =
        wrong.part(
            "reader", Sight.FULL, () -> new Sight(ReaderMapper.toModel(request.getReader())));
    wrong.throwIfAny();
    if (drain.begun()) {
      throw Drain.error();
    }
    Watch watch =
        new Watch(
            stack,
            headers,
            new ChangeMapper(kinds, request.getIncludePrevious(), sight),
            toldChanges,
            start(stack, request),
            request.getKindsCount() == 0,
            request.getInitialState());
    Pump<WatchStackResponse> pump =
        new Pump<>((ServerCallStreamObserver<WatchStackResponse>) observer);
    pump.atEnd(counts.watchBegan());
    Runnable wake = wake(pump);
    pump.atEnd(stack.subscribe(wake)::close);
    pump.atEnd(drain.onBegin(() -> pump.fail(Drain.error())));
    if (request.hasBookmarkInterval()) {
      pump.atEnd(
          handover.every(
              interval,
              () -> {
                watch.askForBookmark();
                wake.run();
              }));
    }
    pump.start(watch);
  }

  /**
   * Wakes a pump off the writer's thread, or the timer's. Any number of revisions in a row wake it
   * once.
   */
  private Runnable wake(Pump<?> pump) {
    AtomicBoolean waking = new AtomicBoolean();
    Executor turns = handover.ofCaller();
    return () -> {
      if (waking.compareAndSet(false, true)) {
        turns.execute(
            () -> {
              waking.set(false);
              pump.pull();
            });
      }
    };
  }

  private static long start(Stack stack, WatchStackRequest request) {
    long newest = stack.snapshot().revision();
    if (!request.hasAfterRevision()) {
      return newest;
    }
    long after = request.getAfterRevision();
    if (Long.compareUnsigned(after, newest) > 0) {
      throw Reads.future(stack, after);
    }
    long oldest = stack.oldestRevision();
    if (after + 1 < oldest) {
      throw ProcnetException.of(
          Reason.REVISION_COMPACTED,
          "the revision after " + after + " is no longer kept, the oldest is " + oldest,
          "requested",
          after,
          "compact_revision",
          oldest,
          "current_revision",
          newest);
    }
    return after;
  }

  private static Set<EntityKind> kinds(Violations wrong, WatchStackRequest request) {
    Set<EntityKind> kinds = EnumSet.noneOf(EntityKind.class);
    for (int i = 0; i < request.getKindsCount(); i++) {
      EntityKind kind = request.getKinds(i);
      if (kind == EntityKind.ENTITY_KIND_UNSPECIFIED || kind == EntityKind.UNRECOGNIZED) {
        wrong.add(
            "kinds[" + i + "]",
            "is " + request.getKindsValue(i) + ", expected a kind of entity of 1 to 6");
      } else {
        kinds.add(kind);
      }
    }
    return kinds.isEmpty() ? EnumSet.allOf(EntityKind.class) : kinds;
  }

  private static java.time.Duration interval(Violations wrong, WatchStackRequest request) {
    Duration proto = request.getBookmarkInterval();
    java.time.Duration interval =
        Durations.isValid(proto)
            ? java.time.Duration.ofSeconds(proto.getSeconds(), proto.getNanos())
            : java.time.Duration.ZERO;
    if (request.hasBookmarkInterval() && interval.compareTo(SHORTEST_INTERVAL) < 0) {
      wrong.add(
          "bookmark_interval",
          "is "
              + proto.getSeconds()
              + " s and "
              + proto.getNanos()
              + " ns, expected at least 100 ms");
    }
    return interval.compareTo(LONGEST_INTERVAL) > 0 ? LONGEST_INTERVAL : interval;
  }
}
