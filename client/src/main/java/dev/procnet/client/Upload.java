package dev.procnet.client;

import dev.procnet.v1.ImportStackRequest;
import dev.procnet.v1.ImportStackResponse;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.Status.Code;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Sends a tree. A message is only made when the transport can take it, so that a tree of any size
 * needs the memory of a few chunks.
 */
final class Upload extends ClientCall.Listener<ImportStackResponse> {

  private final ClientCall<ImportStackRequest, ImportStackResponse> call;
  private final ImportMessages messages;
  private final Errors errors;
  private final Duration idle;
  private final IdleGuard guard;
  private final CompletableFuture<ImportStackResponse> result = new CompletableFuture<>();
  private @Nullable ImportStackResponse answer;
  private boolean sentAll;

  private Upload(
      ClientCall<ImportStackRequest, ImportStackResponse> call,
      ImportMessages messages,
      Errors errors,
      Duration idle) {
    this.call = call;
    this.messages = messages;
    this.errors = errors;
    this.idle = idle;
    this.guard = new IdleGuard(idle, this::silent);
  }

  static CompletableFuture<ImportStackResponse> start(
      ClientCall<ImportStackRequest, ImportStackResponse> call,
      ImportMessages messages,
      Errors errors,
      Duration idle) {
    Upload upload = new Upload(call, messages, errors, idle);
    var unused = upload.result.whenComplete((answer, error) -> upload.release());
    call.start(upload, new Metadata());
    upload.guard.start();
    call.request(1);
    upload.onReady();
    return Futures.cancelling(upload.result, call);
  }

  /** Of the transport's thread, and once of the caller's: it may have been ready from the start. */
  @Override
  public synchronized void onReady() {
    try {
      while (!sentAll && !result.isDone() && call.isReady()) {
        sendNext();
      }
    } catch (IOException | RuntimeException e) {
      end(e);
    }
  }

  private void sendNext() throws IOException {
    guard.pause();
    ImportStackRequest message = messages.next();
    guard.resume();
    if (message == null) {
      sentAll = true;
      call.halfClose();
    } else {
      call.sendMessage(message);
    }
  }

  @Override
  public void onMessage(ImportStackResponse message) {
    answer = message;
    // A second one would be against the protocol, and gRPC has to see it to say so.
    call.request(1);
  }

  @Override
  public void onClose(Status status, Metadata trailers) {
    guard.stop();
    if (!status.isOk()) {
      result.completeExceptionally(errors.decode(status, trailers));
    } else if (answer == null) {
      result.completeExceptionally(
          new ProcnetClientException(Code.INTERNAL, "the import ended without an answer", null));
    } else {
      result.complete(answer);
    }
  }

  private synchronized void release() {
    guard.stop();
    messages.close();
  }

  private void silent() {
    end(errors.silent(idle));
  }

  private void end(Exception cause) {
    guard.stop();
    result.completeExceptionally(cause);
    call.cancel("the client gave up", cause);
  }
}
