package dev.procnet.client;

import dev.procnet.v1.IntrospectionServiceGrpc;
import dev.procnet.v1.WatchStackRequest;
import dev.procnet.v1.WatchStackResponse;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.Status.Code;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One call of a watch: holds the one message that was asked for until it is taken. */
final class WatchCall extends ClientCall.Listener<WatchStackResponse> {

  /** A message, or the end. */
  private record Event(
      @Nullable WatchStackResponse message, @Nullable ProcnetClientException end) {}

  private final ClientCall<WatchStackRequest, WatchStackResponse> call;
  private final Errors errors;
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();

  private WatchCall(ClientCall<WatchStackRequest, WatchStackResponse> call, Errors errors) {
    this.call = call;
    this.errors = errors;
  }

  static WatchCall start(Calls calls, WatchStackRequest request) {
    ClientCall<WatchStackRequest, WatchStackResponse> call =
        calls.newStream(IntrospectionServiceGrpc.getWatchStackMethod());
    WatchCall watch = new WatchCall(call, calls.errors());
    call.start(watch, new Metadata());
    call.sendMessage(request);
    call.halfClose();
    call.request(1);
    return watch;
  }

  /**
   * The next message.
   *
   * @return empty: none came in time
   * @throws ProcnetClientException the call has ended
   */
  Optional<WatchStackResponse> take(Duration limit) {
    Event event = poll(limit);
    if (event == null) {
      return Optional.empty();
    }
    if (event.end() != null) {
      events.add(event); // it stays ended
      throw event.end();
    }
    call.request(1);
    return Optional.ofNullable(event.message());
  }

  void cancel() {
    call.cancel("the watch was closed", null);
  }

  @Override
  public void onMessage(WatchStackResponse message) {
    events.add(new Event(message, null));
  }

  @Override
  public void onClose(Status status, Metadata trailers) {
    Status end = status.isOk() ? Status.UNAVAILABLE.withDescription("it ended the watch") : status;
    events.add(new Event(null, errors.decode(end, trailers)));
  }

  private @Nullable Event poll(Duration limit) {
    try {
      return events.poll(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      cancel();
      Thread.currentThread().interrupt();
      throw new ProcnetClientException(Code.CANCELLED, "interrupted", e);
    }
  }
}
