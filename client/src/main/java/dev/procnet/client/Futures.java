package dev.procnet.client;

import com.google.common.util.concurrent.FutureCallback;
import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.MoreExecutors;
import io.grpc.ClientCall;
import io.grpc.Status.Code;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;

/** Between the futures of gRPC, the JDK's, and callers that wait. */
final class Futures {

  private Futures() {}

  /** The same future; cancelled, it cancels the call. */
  static <R> CompletableFuture<R> cancelling(CompletableFuture<R> future, ClientCall<?, ?> call) {
    var unused =
        future.whenComplete(
            (answer, error) -> {
              if (future.isCancelled()) {
                call.cancel("cancelled by the caller", error);
              }
            });
    return future;
  }

  /** A JDK future of an answer. */
  static <R> CompletableFuture<R> of(
      ListenableFuture<R> answer, Function<Throwable, ProcnetClientException> decode) {
    CompletableFuture<R> future = new CompletableFuture<>();
    com.google.common.util.concurrent.Futures.addCallback(
        answer,
        new FutureCallback<R>() {
          @Override
          public void onSuccess(R value) {
            future.complete(value);
          }

          @Override
          public void onFailure(Throwable error) {
            future.completeExceptionally(decode.apply(error));
          }
        },
        MoreExecutors.directExecutor());
    return future;
  }

  /**
   * Waits for an answer. A thread that is interrupted gives the call up, and stays interrupted.
   *
   * @throws ProcnetClientException if the call failed
   * @throws UncheckedIOException if what reads or takes its bytes failed
   */
  static <R> R await(CompletableFuture<R> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      future.cancel(true);
      Thread.currentThread().interrupt();
      throw new ProcnetClientException(Code.CANCELLED, "interrupted", e);
    } catch (ExecutionException e) {
      throw unwrapped(e);
    }
  }

  /** As {@link #await}, for calls with I/O of the caller's own. */
  static <R> R awaitIo(CompletableFuture<R> future) throws IOException {
    try {
      return await(future);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static RuntimeException unwrapped(ExecutionException e) {
    Throwable cause = e.getCause();
    if (cause instanceof IOException io) {
      return new UncheckedIOException(io);
    }
    return cause instanceof RuntimeException known ? known : new IllegalStateException(cause);
  }
}
