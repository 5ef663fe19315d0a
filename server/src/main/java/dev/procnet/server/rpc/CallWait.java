package dev.procnet.server.rpc;

import dev.procnet.server.journal.CallFilter;
import dev.procnet.server.journal.Journal;
import dev.procnet.v1.CallRecord;
import dev.procnet.v1.WaitForCallsResponse;
import io.grpc.stub.ServerCallStreamObserver;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/** Waits for calls of others without a thread. Answers once: they came, or the time is over. */
final class CallWait {

  private static final int MOST_SHOWN = 1000;

  private final Journal journal;
  private final CallFilter filter;
  private final ServerCallStreamObserver<WaitForCallsResponse> observer;
  private final AtomicBoolean over = new AtomicBoolean();
  private final List<Runnable> ends = new CopyOnWriteArrayList<>();

  CallWait(
      Journal journal, CallFilter filter, ServerCallStreamObserver<WaitForCallsResponse> observer) {
    this.journal = journal;
    this.filter = filter;
    this.observer = observer;
  }

  void begin(long atLeast, Duration timeout, Drain drain, Handover handover) {
    observer.setOnCancelHandler(() -> end(() -> {}));
    Executor turns = handover.ofCaller();
    // Not on the thread of the call that was waited for, which would be held up.
    Journal.Wait wait =
        journal.await(filter, atLeast, seen -> turns.execute(() -> end(() -> answer(true, seen))));
    ends.add(wait::end);
    ends.add(handover.after(timeout, () -> turns.execute(() -> timeIsOver(wait))));
    ends.add(drain.onBegin(() -> end(() -> observer.onError(Drain.error()))));
    if (over.get()) {
      cleanUp();
    }
  }

  private void timeIsOver(Journal.Wait wait) {
    long seen = wait.end();
    if (seen >= 0) {
      end(() -> answer(false, seen));
    }
  }

  private void answer(boolean reached, long seen) {
    List<CallRecord> calls = journal.list(filter);
    observer.onNext(
        WaitForCallsResponse.newBuilder()
            .setReached(reached)
            .setSeen(seen)
            .addAllCalls(calls.subList(Math.max(0, calls.size() - MOST_SHOWN), calls.size()))
            .build());
    observer.onCompleted();
  }

  private void end(Runnable last) {
    if (over.compareAndSet(false, true)) {
      last.run();
    }
    cleanUp();
  }

  private void cleanUp() {
    ends.forEach(Runnable::run);
    ends.clear();
  }
}
