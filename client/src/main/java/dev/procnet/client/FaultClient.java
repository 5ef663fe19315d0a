package dev.procnet.client;

import dev.procnet.v1.FaultRule;
import dev.procnet.v1.FaultServiceGrpc;
import dev.procnet.v1.ListFaultsRequest;
import dev.procnet.v1.ListFaultsResponse;
import dev.procnet.v1.ReplaceFaultsRequest;
import dev.procnet.v1.ReplaceFaultsResponse;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;

/**
 * Faults on purpose, of a server that was started with {@code --faults} or {@code --test-mode};
 * others refuse each call with FAULTS_DISABLED. A request without a stack speaks of the client's.
 * Calls throw {@link ProcnetClientException}; futures complete with it.
 */
public final class FaultClient {

  private final Calls calls;

  FaultClient(Calls calls) {
    this.calls = calls;
  }

  /** Puts rules in the place of all that a stack had. */
  public ReplaceFaultsResponse replaceFaults(ReplaceFaultsRequest request) {
    return Futures.await(replaceFaultsAsync(request));
  }

  /** As {@link #replaceFaults}. */
  public CompletableFuture<ReplaceFaultsResponse> replaceFaultsAsync(ReplaceFaultsRequest request) {
    return calls.unary(FaultServiceGrpc.getReplaceFaultsMethod(), request);
  }

  /** Puts rules in the place of all that the client's stack had; none: no faults. */
  public ReplaceFaultsResponse set(FaultRule... rules) {
    return replaceFaults(
        ReplaceFaultsRequest.newBuilder().addAllRules(Arrays.asList(rules)).build());
  }

  /** The rules of a stack, with what they did. */
  public ListFaultsResponse listFaults(ListFaultsRequest request) {
    return Futures.await(listFaultsAsync(request));
  }

  /** As {@link #listFaults}. */
  public CompletableFuture<ListFaultsResponse> listFaultsAsync(ListFaultsRequest request) {
    return calls.unary(FaultServiceGrpc.getListFaultsMethod(), request);
  }
}
