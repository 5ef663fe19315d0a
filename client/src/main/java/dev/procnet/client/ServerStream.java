package dev.procnet.client;

import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * Reads a stream of the server, one message asked for at a time, so that a slow receiver slows the
 * server down.
 */
final class ServerStream<M, R> extends ClientCall.Listener<M> {

  private final ClientCall<?, M> call;
  private final Receiver<M, R> receiver;
  private final Errors errors;
  private final Duration idle;
  private final IdleGuard guard;
  private final CompletableFuture<R> result = new CompletableFuture<>();

  private ServerStream(
      ClientCall<?, M> call, Receiver<M, R> receiver, Errors errors, Duration idle) {
    this.call = call;
    this.receiver = receiver;
    this.errors = errors;
    this.idle = idle;
    this.guard = new IdleGuard(idle, this::silent);
  }

  /** Sends the request and hands all that comes to the receiver. Cancelling the future ends it. */
  static <Q, M, R> CompletableFuture<R> start(
      ClientCall<Q, M> call, Q request, Receiver<M, R> receiver, Errors errors, Duration idle) {
    ServerStream<M, R> stream = new ServerStream<>(call, receiver, errors, idle);
    call.start(stream, new Metadata());
    stream.guard.start();
    call.sendMessage(request);
    call.halfClose();
    call.request(1);
    return Futures.cancelling(stream.result, call);
  }

  @Override
  public void onMessage(M message) {
    if (result.isDone()) {
      return;
    }
    guard.pause();
    try {
      receiver.accept(message);
    } catch (IOException | RuntimeException e) {
      end(e);
      return;
    }
    guard.resume();
    call.request(1);
  }

  @Override
  public void onClose(Status status, Metadata trailers) {
    guard.stop();
    if (!status.isOk()) {
      result.completeExceptionally(receiver.failed(errors.decode(status, trailers)));
      return;
    }
    try {
      result.complete(receiver.finish());
    } catch (RuntimeException e) {
      result.completeExceptionally(e);
    }
  }

  private void silent() {
    end(receiver.failed(errors.silent(idle)));
  }

  private void end(Exception cause) {
    guard.stop();
    result.completeExceptionally(cause);
    call.cancel("the client gave up", cause);
  }
}
