package dev.procnet.client.fake;

import com.google.protobuf.Any;
import com.google.protobuf.util.Durations;
import com.google.protobuf.util.Timestamps;
import com.google.rpc.ErrorInfo;
import dev.procnet.v1.CallRecord;
import dev.procnet.v1.CallStatus;
import dev.procnet.v1.ClearCallsRequest;
import dev.procnet.v1.ClearCallsResponse;
import dev.procnet.v1.JournalServiceGrpc.JournalServiceImplBase;
import dev.procnet.v1.ListCallsRequest;
import dev.procnet.v1.ListCallsResponse;
import dev.procnet.v1.WaitForCallsRequest;
import dev.procnet.v1.WaitForCallsResponse;
import io.grpc.stub.StreamObserver;

/** A journal of two calls, a page each, whatever is asked for. */
final class FakeJournal extends JournalServiceImplBase {

  private static final CallRecord READ =
      CallRecord.newBuilder()
          .setSequence(7)
          .setMethod("procnet.v1.IntrospectionService/ReadNetFile")
          .setStack("web")
          .setFile("tcp")
          .setCaller("127.0.0.1:5000")
          .setRevision(3)
          .setStartTime(Timestamps.EPOCH)
          .setDuration(Durations.fromNanos(1_234_567))
          .setStatus(CallStatus.getDefaultInstance())
          .setMessagesReceived(1)
          .setBytesReceived(10)
          .setMessagesSent(1)
          .setBytesSent(500)
          .build();

  private static final CallRecord FAILED =
      CallRecord.newBuilder()
          .setSequence(8)
          .setMethod("procnet.v1.StackService/ListStacks")
          .setStatus(
              CallStatus.newBuilder()
                  .setCode(14)
                  .setMessage("no luck")
                  .addDetails(Any.pack(ErrorInfo.newBuilder().setReason("FAULT_INJECTED").build())))
          .setFault("slow,broken")
          .build();

  @Override
  public void listCalls(ListCallsRequest request, StreamObserver<ListCallsResponse> observer) {
    ListCallsResponse.Builder answer =
        ListCallsResponse.newBuilder().setTotalSize(2).setDropped(4).setLastSequence(9);
    if (!request.getCountOnly()) {
      boolean first = request.getPageToken().isEmpty();
      answer.addCalls(first ? READ : FAILED).setNextPageToken(first ? "next" : "");
    }
    observer.onNext(answer.build());
    observer.onCompleted();
  }

  /** Two calls come and no more. */
  @Override
  public void waitForCalls(
      WaitForCallsRequest request, StreamObserver<WaitForCallsResponse> observer) {
    observer.onNext(
        WaitForCallsResponse.newBuilder()
            .setReached(request.getAtLeast() <= 2)
            .setSeen(2)
            .addCalls(READ)
            .addCalls(FAILED)
            .build());
    observer.onCompleted();
  }

  @Override
  public void clearCalls(ClearCallsRequest request, StreamObserver<ClearCallsResponse> observer) {
    observer.onNext(ClearCallsResponse.newBuilder().setRemoved(2).build());
    observer.onCompleted();
  }
}
