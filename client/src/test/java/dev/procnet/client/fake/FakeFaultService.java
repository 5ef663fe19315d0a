package dev.procnet.client.fake;

import com.google.protobuf.util.Timestamps;
import dev.procnet.v1.ActiveFault;
import dev.procnet.v1.FaultServiceGrpc.FaultServiceImplBase;
import dev.procnet.v1.ListFaultsRequest;
import dev.procnet.v1.ListFaultsResponse;
import dev.procnet.v1.ReplaceFaultsRequest;
import dev.procnet.v1.ReplaceFaultsResponse;
import io.grpc.stub.StreamObserver;

/** Keeps the rules that were set last, of whichever stack, and makes no faults. */
final class FakeFaultService extends FaultServiceImplBase {

  private volatile ReplaceFaultsRequest last = ReplaceFaultsRequest.getDefaultInstance();

  @Override
  public void replaceFaults(
      ReplaceFaultsRequest request, StreamObserver<ReplaceFaultsResponse> observer) {
    last = request;
    ReplaceFaultsResponse.Builder answer =
        ReplaceFaultsResponse.newBuilder().setActive(request.getRulesCount());
    if (request.getRulesCount() > 0) {
      answer.setExpireTime(Timestamps.EPOCH);
    }
    observer.onNext(answer.build());
    observer.onCompleted();
  }

  @Override
  public void listFaults(ListFaultsRequest request, StreamObserver<ListFaultsResponse> observer) {
    ListFaultsResponse.Builder answer = ListFaultsResponse.newBuilder();
    last.getRulesList()
        .forEach(
            rule ->
                answer.addFaults(ActiveFault.newBuilder().setRule(rule).setMatched(5).setFired(2)));
    observer.onNext(answer.build());
    observer.onCompleted();
  }
}
