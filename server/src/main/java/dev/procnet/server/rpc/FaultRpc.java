package dev.procnet.server.rpc;

import dev.procnet.server.fault.FaultSet;
import dev.procnet.server.fault.Faults;
import dev.procnet.server.stack.ProcnetException;
import dev.procnet.server.stack.ProcnetException.Reason;
import dev.procnet.v1.FaultServiceGrpc.FaultServiceImplBase;
import dev.procnet.v1.ListFaultsRequest;
import dev.procnet.v1.ListFaultsResponse;
import dev.procnet.v1.ReplaceFaultsRequest;
import dev.procnet.v1.ReplaceFaultsResponse;
import io.grpc.BindableService;
import io.grpc.stub.StreamObserver;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Sets faults, and tells what they did. */
@Singleton
public final class FaultRpc extends FaultServiceImplBase {

  private static final Duration DEFAULT_TTL = Duration.ofHours(1);
  private static final Duration SHORTEST_TTL = Duration.ofMillis(1);
  private static final Duration LONGEST_TTL = Duration.ofDays(1);

  private final Optional<Faults> faults;
  private final Provider<Set<BindableService>> services;

  /**
   * The service of a server's faults; of none: each call says how to have them.
   *
   * @param services all of the server, this one too, so they are asked for later
   */
  @Inject
  FaultRpc(Optional<Faults> faults, Provider<Set<BindableService>> services) {
    this.faults = faults;
    this.services = services;
  }

  @Override
  public void replaceFaults(
      ReplaceFaultsRequest request, StreamObserver<ReplaceFaultsResponse> observer) {
    Faults on = faults();
    Violations wrong = new Violations();
    FaultRules.of(services.get()).check(wrong, request.getRulesList());
    Duration ttl =
        request.hasTtl()
            ? ProtoDurations.within(wrong, "ttl", request.getTtl(), SHORTEST_TTL, LONGEST_TTL)
            : DEFAULT_TTL;
    wrong.throwIfAny();
    FaultSet set = on.replace(request.getStack(), request.getRulesList(), ttl);
    ReplaceFaultsResponse.Builder answer = ReplaceFaultsResponse.newBuilder().setActive(set.size());
    if (!set.isEmpty()) {
      answer.setExpireTime(Headers.timestamp(set.expiresAt()));
    }
    observer.onNext(answer.build());
    observer.onCompleted();
  }

  @Override
  public void listFaults(ListFaultsRequest request, StreamObserver<ListFaultsResponse> observer) {
    FaultSet set = faults().of(request.getStack());
    ListFaultsResponse.Builder answer = ListFaultsResponse.newBuilder().addAllFaults(set.toProto());
    if (!set.isEmpty()) {
      answer.setExpireTime(Headers.timestamp(set.expiresAt()));
    }
    observer.onNext(answer.build());
    observer.onCompleted();
  }

  private Faults faults() {
    return faults.orElseThrow(
        () ->
            ProcnetException.of(
                Reason.FAULTS_DISABLED,
                "this server makes no faults, expected one that was started with --faults or"
                    + " --test-mode"));
  }
}
