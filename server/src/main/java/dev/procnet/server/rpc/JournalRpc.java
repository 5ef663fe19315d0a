package dev.procnet.server.rpc;

import com.google.common.primitives.Longs;
import com.google.protobuf.util.Timestamps;
import dev.procnet.server.journal.CallFilter;
import dev.procnet.server.journal.Journal;
import dev.procnet.server.stack.ProcnetException;
import dev.procnet.server.stack.ProcnetException.Reason;
import dev.procnet.v1.CallMatch;
import dev.procnet.v1.CallRecord;
import dev.procnet.v1.ClearCallsRequest;
import dev.procnet.v1.ClearCallsResponse;
import dev.procnet.v1.JournalServiceGrpc.JournalServiceImplBase;
import dev.procnet.v1.ListCallsRequest;
import dev.procnet.v1.ListCallsResponse;
import dev.procnet.v1.WaitForCallsRequest;
import dev.procnet.v1.WaitForCallsResponse;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** The journal of calls. */
@Singleton
public final class JournalRpc extends JournalServiceImplBase {

  private static final int DEFAULT_SIZE = 100;
  private static final int LARGEST_SIZE = 1000;
  private static final long MOST_WAITED_FOR = 1_000_000;
  private static final java.time.Duration LONGEST_WAIT = java.time.Duration.ofDays(1);

  private final Optional<Journal> journal;
  private final PageTokens tokens;
  private final Drain drain;
  private final Handover handover;

  /** The service of a journal; of none: each call says how to have one. */
  @Inject
  JournalRpc(Optional<Journal> journal, PageTokens tokens, Drain drain, Handover handover) {
    this.journal = journal;
    this.tokens = tokens;
    this.drain = drain;
    this.handover = handover;
  }

  @Override
  public void listCalls(ListCallsRequest request, StreamObserver<ListCallsResponse> observer) {
    Journal kept = journal();
    CallFilter filter = filter(request.getMatch());
    long after = start(request);
    // Counted first: none of the calls listed came after the mark.
    Journal.Counts counts = kept.counts();
    List<CallRecord> all = kept.list(filter);
    ListCallsResponse.Builder answer =
        ListCallsResponse.newBuilder()
            .setTotalSize(all.size())
            .setDropped(counts.dropped())
            .setLastSequence(counts.last());
    if (!request.getCountOnly()) {
      List<CallRecord> rest = all.stream().filter(call -> call.getSequence() > after).toList();
      List<CallRecord> page = rest.subList(0, Math.min(rest.size(), most(request)));
      answer.addAllCalls(page);
      if (page.size() < rest.size()) {
        answer.setNextPageToken(
            tokens.seal(Longs.toByteArray(page.getLast().getSequence()), context(request)));
      }
    }
    observer.onNext(answer.build());
    observer.onCompleted();
  }

  private static int most(ListCallsRequest request) {
    int size = request.getPageSize();
    if (size < 0) {
      throw ProcnetException.field("page_size", "is " + size + ", expected 0 or more");
    }
    return size == 0 ? DEFAULT_SIZE : Math.min(size, LARGEST_SIZE);
  }

  private long start(ListCallsRequest request) {
    return request.getPageToken().isEmpty()
        ? 0
        : Longs.fromByteArray(tokens.open(request.getPageToken(), context(request)));
  }

  private static byte[][] context(ListCallsRequest request) {
    return new byte[][] {PageTokens.bytes("calls"), RequestKeys.bytes(request.getMatch())};
  }

  @Override
  public void waitForCalls(
      WaitForCallsRequest request, StreamObserver<WaitForCallsResponse> observer) {
    Journal kept = journal();
    CallFilter filter = filter(request.getMatch());
    Violations wrong = new Violations();
    long atLeast = Integer.toUnsignedLong(request.getAtLeast());
    if (atLeast > MOST_WAITED_FOR) {
      wrong.add("at_least", "is " + atLeast + ", expected 0 to " + MOST_WAITED_FOR);
    }
    java.time.Duration timeout =
        request.hasTimeout()
            ? ProtoDurations.within(
                wrong, "timeout", request.getTimeout(), java.time.Duration.ZERO, LONGEST_WAIT)
            : LONGEST_WAIT;
    wrong.throwIfAny();
    CallWait wait =
        new CallWait(kept, filter, (ServerCallStreamObserver<WaitForCallsResponse>) observer);
    wait.begin(Math.max(atLeast, 1), timeout, drain, handover);
  }

  @Override
  public void clearCalls(ClearCallsRequest request, StreamObserver<ClearCallsResponse> observer) {
    String stack = request.getStack();
    long removed = journal().removeIf(call -> stack.isEmpty() || call.getStack().equals(stack));
    observer.onNext(ClearCallsResponse.newBuilder().setRemoved(removed).build());
    observer.onCompleted();
  }

  private static CallFilter filter(CallMatch match) {
    if (match.hasSince() && !Timestamps.isValid(match.getSince())) {
      throw ProcnetException.field(
          "match.since", "is " + match.getSince().getSeconds() + " s, expected a time");
    }
    return new CallFilter(match);
  }

  private Journal journal() {
    return journal.orElseThrow(
        () ->
            ProcnetException.of(
                Reason.JOURNAL_DISABLED,
                "this server keeps no journal of calls, expected one that was started with"
                    + " --journal or --test-mode"));
  }
}
