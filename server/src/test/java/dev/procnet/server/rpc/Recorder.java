package dev.procnet.server.rpc;

import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Takes what a stream sends: all of it as it comes, or only what is asked for.
 *
 * @param <Q> requests
 * @param <A> answers
 */
final class Recorder<Q, A> implements ClientResponseObserver<Q, A> {

  private static final int SECONDS = 20;

  private final LinkedBlockingQueue<A> received = new LinkedBlockingQueue<>();
  private final CompletableFuture<@Nullable Throwable> end = new CompletableFuture<>();
  private final boolean paused;
  private @Nullable ClientCallStreamObserver<Q> call;

  private Recorder(boolean paused) {
    this.paused = paused;
  }

  /** Takes all. */
  static <Q, A> Recorder<Q, A> running() {
    return new Recorder<>(false);
  }

  /** Takes nothing until it is asked to. */
  static <Q, A> Recorder<Q, A> paused() {
    return new Recorder<>(true);
  }

  @Override
  public void beforeStart(ClientCallStreamObserver<Q> stream) {
    call = stream;
    if (paused) {
      stream.disableAutoRequestWithInitial(0);
    }
  }

  @Override
  public void onNext(A message) {
    received.add(message);
  }

  @Override
  public void onError(Throwable error) {
    end.complete(error);
  }

  @Override
  public void onCompleted() {
    end.complete(null);
  }

  ClientCallStreamObserver<Q> call() {
    if (call == null) {
      throw new AssertionError("not started");
    }
    return call;
  }

  /** The next message, which must come soon. */
  A next() {
    try {
      A message = received.poll(SECONDS, TimeUnit.SECONDS);
      if (message == null) {
        throw new AssertionError("no message came; the end: " + end);
      }
      return message;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** What came and was not looked at. */
  List<A> rest() {
    List<A> rest = new ArrayList<>();
    received.drainTo(rest);
    return rest;
  }

  /** No message is there. */
  boolean isEmpty() {
    return received.isEmpty();
  }

  /** The stream has ended. */
  boolean hasEnded() {
    return end.isDone();
  }

  /** The error that the stream ends with, which it must do soon. */
  Failure failure() {
    Throwable error = end();
    if (error == null) {
      throw new AssertionError("the stream ended well");
    }
    return Failure.of(error);
  }

  /** How the stream ends; null: well. */
  @Nullable Throwable end() {
    try {
      return end.get(SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException | java.util.concurrent.ExecutionException e) {
      throw new AssertionError(e);
    } catch (TimeoutException e) {
      throw new AssertionError("the stream did not end", e);
    }
  }
}
