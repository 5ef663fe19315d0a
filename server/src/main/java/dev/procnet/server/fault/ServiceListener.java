package dev.procnet.server.fault;

import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;

/** Calls a service's listener from any thread: in the context of its call, failing as its call. */
final class ServiceListener<Q> extends ServerCall.Listener<Q> {

  private final ServerCall.Listener<Q> service;
  private final ServerCall<Q, ?> call;
  private final Context context;

  ServiceListener(ServerCall.Listener<Q> service, ServerCall<Q, ?> call, Context context) {
    this.service = service;
    this.call = call;
    this.context = context;
  }

  @Override
  public void onMessage(Q message) {
    run(() -> service.onMessage(message));
  }

  @Override
  public void onHalfClose() {
    run(service::onHalfClose);
  }

  @Override
  public void onReady() {
    run(service::onReady);
  }

  @Override
  public void onCancel() {
    run(service::onCancel);
  }

  @Override
  public void onComplete() {
    run(service::onComplete);
  }

  private void run(Runnable event) {
    try {
      context.run(event);
    } catch (RuntimeException | Error e) {
      // With its cause: who maps errors is further out and looks for it.
      call.close(Status.fromThrowable(e), new Metadata());
    }
  }
}
