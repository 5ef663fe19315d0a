package dev.procnet.server.rpc;

import io.grpc.stub.ServerCallStreamObserver;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Sends a stream as its reader takes it: a message is made only when the transport is ready for
 * one, by whichever thread finds it so, one at a time. No thread waits. A reader that stops costs
 * one message, and what its source holds.
 *
 * <p>Made before the service's method returns, since handlers can only be set until then.
 *
 * @param <A> messages
 */
final class Pump<A> {

  /**
   * Makes the messages of a stream.
   *
   * @param <A> messages
   */
  interface Source<A> {

    /** The next message; null: there is none now, or no more at all. */
    @Nullable A next();

    /** There are no more, the stream is complete. */
    boolean complete();
  }

  private final ServerCallStreamObserver<A> call;
  private final AtomicInteger pulls = new AtomicInteger();
  private final List<Runnable> ends = new CopyOnWriteArrayList<>();
  private volatile @Nullable Source<A> source;
  private volatile @Nullable Throwable failure;
  private volatile boolean ended;

  Pump(ServerCallStreamObserver<A> call) {
    this.call = call;
    call.setOnReadyHandler(this::pull);
    call.setOnCancelHandler(this::end);
  }

  /** Begins to send. */
  void start(Source<A> from) {
    source = from;
    pull();
  }

  /** Ends with an error, whether the reader takes what is sent or not. */
  void fail(Throwable error) {
    failure = error;
    pull();
  }

  /** Runs it when the stream has ended, however it did. */
  void atEnd(Runnable cleanUp) {
    ends.add(cleanUp);
    if (ended) {
      cleanUp();
    }
  }

  /** Looks whether there is something to send and someone to take it. From any thread. */
  void pull() {
    // Who comes while another is at it makes that one look again.
    if (pulls.getAndIncrement() != 0) {
      return;
    }
    int seen = 1;
    while (seen != 0) {
      send();
      seen = pulls.addAndGet(-seen);
    }
  }

  private void send() {
    try {
      while (!ended) {
        Throwable failed = failure;
        Source<A> from = source;
        if (failed != null) {
          end();
          call.onError(failed);
        } else if (from == null || !call.isReady()) {
          return;
        } else if (!sendNext(from)) {
          return;
        }
      }
    } catch (RuntimeException | Error e) {
      end();
      call.onError(e);
    }
  }

  /** False: nothing is to be sent now. */
  private boolean sendNext(Source<A> from) {
    A message = from.next();
    if (message != null) {
      call.onNext(message);
    }
    // The end needs no room: a reader that takes no more learns of it all the same.
    if (from.complete()) {
      end();
      call.onCompleted();
    }
    return message != null;
  }

  private void end() {
    ended = true;
    // What it was made from must not be held by a call that lives on.
    source = null;
    cleanUp();
  }

  private void cleanUp() {
    ends.forEach(Runnable::run);
    ends.clear();
  }
}
