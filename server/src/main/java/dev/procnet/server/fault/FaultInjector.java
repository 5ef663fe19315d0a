package dev.procnet.server.fault;

import com.google.protobuf.Message;
import dev.procnet.server.call.CallFacts;
import dev.procnet.server.call.CallFields;
import dev.procnet.server.call.Callers;
import dev.procnet.server.call.StateView;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.v1.FaultServiceGrpc;
import dev.procnet.v1.JournalServiceGrpc;
import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Makes the faults that rules ask for. Must be the interceptor nearest to the services, and sees
 * decoded messages.
 */
@Singleton
public final class FaultInjector implements ServerInterceptor {

  /** Who sets and observes faults must not have any. */
  private static final Set<String> SPARED =
      Set.of(FaultServiceGrpc.SERVICE_NAME, JournalServiceGrpc.SERVICE_NAME);

  private final Faults faults;
  private final Effects effects;
  private final CallFields fields;
  private final Pauses pauses;
  private final Connections connections;

  @Inject
  public FaultInjector(
      Faults faults, Effects effects, CallFields fields, Pauses pauses, Connections connections) {
    this.faults = faults;
    this.effects = effects;
    this.fields = fields;
    this.pauses = pauses;
    this.connections = connections;
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    String service = String.valueOf(call.getMethodDescriptor().getServiceName());
    if (faults.isEmpty() || SPARED.contains(service)) {
      return next.startCall(call, headers);
    }
    Gate gate = new Gate(pauses.threads());
    FaultedCall<Q, A> faulted = new FaultedCall<>(call, pauses, connections, gate);
    return new FaultedListener<>(next.startCall(faulted, headers), faulted, headers, gate);
  }

  private final class FaultedListener<Q> extends ServerCall.Listener<Q> {

    private final FaultedCall<Q, ?> call;
    private final Metadata headers;
    private final Gate gate;
    private ServerCall.Listener<Q> service;
    private boolean asked;
    private volatile boolean beginning;

    FaultedListener(
        ServerCall.Listener<Q> service, FaultedCall<Q, ?> call, Metadata headers, Gate gate) {
      this.service = service;
      this.call = call;
      this.headers = headers;
      this.gate = gate;
    }

    @Override
    public void onMessage(Q message) {
      if (asked) {
        pass(() -> service.onMessage(message));
      } else {
        asked = true;
        begin(message);
      }
    }

    private void begin(Q message) {
      Message request = (Message) message;
      FaultSubject subject =
          new FaultSubject(
              fields.stack(request),
              call.getMethodDescriptor().getFullMethodName(),
              fields.files(request),
              Callers.of(call, headers),
              headers);
      List<Shot> shots = faults.fire(subject);
      if (shots.isEmpty()) {
        pass(() -> service.onMessage(message));
      } else {
        note(shots);
        fault(shots.stream().flatMap(shot -> effects.of(shot, subject).stream()).toList(), request);
      }
    }

    private static void note(List<Shot> shots) {
      CallFacts facts = CallFacts.current();
      if (facts != null) {
        facts.hasFault(
            shots.stream().map(shot -> shot.rule().getName()).collect(Collectors.joining(",")));
      }
    }

    // A message with another value in a field is of the same type.
    @SuppressWarnings("unchecked")
    private void fault(List<Effect> chain, Message request) {
      Message asSeen = request;
      for (Effect effect : chain) {
        asSeen = effect.request(asSeen);
      }
      Q message = (Q) asSeen;
      Context context = StateView.with(Context.current(), state -> view(chain, state));
      service = new ServiceListener<>(service, call, context);
      call.send(chain, service);
      gate.shut();
      pass(() -> service.onMessage(message));
      beginning = true;
      goOn(chain);
      beginning = false;
    }

    private void goOn(List<Effect> chain) {
      if (chain.isEmpty()) {
        gate.open(beginning ? Runnable::run : pauses.threads());
      } else {
        chain.getFirst().before(call, () -> goOn(chain.subList(1, chain.size())));
      }
    }

    private void pass(Runnable event) {
      gate.run(event);
    }

    @Override
    public void onHalfClose() {
      pass(() -> service.onHalfClose());
    }

    @Override
    public void onReady() {
      pass(() -> service.onReady());
    }

    @Override
    public void onCancel() {
      call.forget();
      gate.leave(Runnable::run, () -> service.onCancel());
    }

    @Override
    public void onComplete() {
      call.forget();
      gate.leave(Runnable::run, () -> service.onComplete());
    }
  }

  private static Snapshot view(List<Effect> chain, Snapshot state) {
    Snapshot seen = state;
    for (Effect effect : chain) {
      seen = effect.view(seen);
    }
    return seen;
  }
}
