package dev.procnet.server.rpc;

import io.grpc.stub.ServerCallStreamObserver;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A call whose transport takes as many messages as a test lets it.
 *
 * @param <A> messages
 */
final class FakeCall<A> extends ServerCallStreamObserver<A> {

  private final List<A> sent = new ArrayList<>();
  private int room;
  private boolean cancelled;
  private volatile boolean completed;
  private @Nullable Throwable error;
  private Runnable onReady = () -> {};
  private Runnable onCancel = () -> {};

  /** Takes that many more messages. */
  void take(int messages) {
    room += messages;
    onReady.run();
  }

  void cancel() {
    cancelled = true;
    onCancel.run();
  }

  List<A> sent() {
    return sent;
  }

  boolean completed() {
    return completed;
  }

  @Nullable Throwable error() {
    return error;
  }

  @Override
  public boolean isReady() {
    return room > 0 && !cancelled;
  }

  @Override
  public void onNext(A message) {
    if (room <= 0) {
      throw new AssertionError("a message was made for a transport that takes none");
    }
    room--;
    sent.add(message);
  }

  @Override
  public void onError(Throwable t) {
    error = t;
  }

  @Override
  public void onCompleted() {
    completed = true;
  }

  @Override
  public boolean isCancelled() {
    return cancelled;
  }

  @Override
  public void setOnReadyHandler(Runnable handler) {
    onReady = handler;
  }

  @Override
  public void setOnCancelHandler(Runnable handler) {
    onCancel = handler;
  }

  @Override
  public void setCompression(String compression) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void setMessageCompression(boolean enable) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void request(int count) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void disableAutoInboundFlowControl() {
    throw new UnsupportedOperationException();
  }
}
