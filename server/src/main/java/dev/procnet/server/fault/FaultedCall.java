package dev.procnet.server.fault;

import com.google.protobuf.Message;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A call that faults may act on. What its service sends goes through their effects, under a lock,
 * since timers send too. Until faults are known, and where there are none, it goes straight.
 *
 * @param <Q> requests
 * @param <A> answers
 */
final class FaultedCall<Q, A> extends SimpleForwardingServerCall<Q, A> {

  private final Pauses pauses;
  private final Connections connections;
  private final Gate gate;
  private final ReentrantLock lock = new ReentrantLock();
  private final List<Runnable> timers = new ArrayList<>();
  private volatile Answer answer = new Transport();
  private volatile boolean faulted;
  private volatile boolean over;
  private final AtomicInteger held = new AtomicInteger();
  private boolean headersSent;
  private Runnable tellCancelled = () -> {};
  private Runnable tellReady = () -> {};

  FaultedCall(ServerCall<Q, A> call, Pauses pauses, Connections connections, Gate gate) {
    super(call);
    this.pauses = pauses;
    this.connections = connections;
    this.gate = gate;
  }

  /**
   * Makes what is sent go through effects.
   *
   * @param effects the first is nearest to the service
   * @param listener of the service
   */
  void send(List<Effect> effects, ServerCall.Listener<Q> listener) {
    tellCancelled = listener::onCancel;
    tellReady = listener::onReady;
    Answer through = answer;
    for (Effect effect : effects.reversed()) {
      through = effect.after(this, through);
    }
    answer = through;
    faulted = true;
  }

  /** Its service answers with one message. */
  boolean hasOneAnswer() {
    return getMethodDescriptor().getType().serverSendsOneMessage();
  }

  /** Does something later, unless the call has ended by then. */
  void after(Duration time, Runnable work) {
    locked(
        () -> {
          if (!over) {
            timers.add(pauses.after(time, () -> pauses.threads().execute(() -> whileOpen(work))));
          }
        });
  }

  /** Ends the call for its caller and tells the service that it is over. */
  void endNow(Status status, Metadata trailers) {
    locked(
        () -> {
          if (!over) {
            leave();
            super.close(status, trailers);
          }
        });
  }

  /** Closes the connection of its caller; one without, in the process, sees its call end. */
  void dropConnection() {
    SocketAddress remote = getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR);
    if (remote != null && connections.drop(remote)) {
      locked(this::leave);
    } else {
      endNow(Status.UNAVAILABLE.withDescription("the connection was lost"), new Metadata());
    }
  }

  /** Sends headers now, and none later. */
  void sendHeadersNow() {
    locked(() -> new Transport().headers(new Metadata()));
  }

  /** From now on it is not ready for more. */
  void hold() {
    held.incrementAndGet();
  }

  /** The opposite. */
  void release() {
    locked(
        () -> {
          if (held.decrementAndGet() == 0 && !over) {
            gate.runLater(tellReady);
          }
        });
  }

  /** The call has ended: what was still to come does not. */
  void forget() {
    locked(
        () -> {
          over = true;
          timers.forEach(Runnable::run);
          timers.clear();
        });
  }

  private void leave() {
    forget();
    gate.leave(pauses.threads(), tellCancelled);
  }

  private void whileOpen(Runnable work) {
    locked(
        () -> {
          if (!over) {
            work.run();
          }
        });
  }

  private void locked(Runnable work) {
    lock.lock();
    try {
      work.run();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void sendHeaders(Metadata headers) {
    if (faulted) {
      whileOpen(() -> answer.headers(headers));
    } else {
      super.sendHeaders(headers);
    }
  }

  @Override
  public void sendMessage(A message) {
    if (faulted) {
      whileOpen(() -> answer.message((Message) message));
    } else {
      super.sendMessage(message);
    }
  }

  @Override
  public void close(Status status, Metadata trailers) {
    if (faulted) {
      whileOpen(() -> answer.end(status, trailers));
    } else {
      super.close(status, trailers);
    }
  }

  @Override
  public boolean isReady() {
    return held.get() == 0 && !over && super.isReady();
  }

  @Override
  public boolean isCancelled() {
    return over || super.isCancelled();
  }

  /** The way to the caller without faults. */
  private final class Transport implements Answer {

    @Override
    public void headers(Metadata headers) {
      if (!headersSent) {
        headersSent = true;
        FaultedCall.super.sendHeaders(headers);
      }
    }

    @Override
    // Effects pass on messages of the type that the service sends.
    @SuppressWarnings("unchecked")
    public void message(Message message) {
      FaultedCall.super.sendMessage((A) message);
    }

    @Override
    public void end(Status status, Metadata trailers) {
      forget();
      FaultedCall.super.close(status, trailers);
    }
  }
}
