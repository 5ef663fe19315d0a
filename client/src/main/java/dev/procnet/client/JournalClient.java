package dev.procnet.client;

import com.google.protobuf.util.Durations;
import dev.procnet.v1.CallMatch;
import dev.procnet.v1.ClearCallsRequest;
import dev.procnet.v1.ClearCallsResponse;
import dev.procnet.v1.JournalServiceGrpc;
import dev.procnet.v1.ListCallsRequest;
import dev.procnet.v1.ListCallsResponse;
import dev.procnet.v1.WaitForCallsRequest;
import dev.procnet.v1.WaitForCallsResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * The journal of calls, of a server that was started with {@code --journal} or {@code --test-mode};
 * others refuse each call with JOURNAL_DISABLED. It is the whole server's: a match without a stack
 * is for calls of all stacks. Calls throw {@link ProcnetClientException}; futures complete with it.
 */
public final class JournalClient {

  private final Calls calls;

  JournalClient(Calls calls) {
    this.calls = calls;
  }

  /** Calls that have ended, a page. */
  public ListCallsResponse listCalls(ListCallsRequest request) {
    return Futures.await(listCallsAsync(request));
  }

  /** As {@link #listCalls}. */
  public CompletableFuture<ListCallsResponse> listCallsAsync(ListCallsRequest request) {
    return calls.unary(JournalServiceGrpc.getListCallsMethod(), request);
  }

  /** Calls that have ended, all pages. */
  public ListCallsResponse allCalls(CallMatch match) {
    ListCallsRequest first = ListCallsRequest.newBuilder().setMatch(match).build();
    return new Pages<>(
            token -> listCalls(first.toBuilder().setPageToken(token).build()),
            ListCallsResponse::getNextPageToken,
            all -> all.toBuilder().clearNextPageToken().build())
        .all();
  }

  /** The last call that has ended, for {@link CallMatch#getAfterSequence}. */
  public long mark() {
    return listCalls(ListCallsRequest.newBuilder().setCountOnly(true).build()).getLastSequence();
  }

  /**
   * Waits until so many calls match, those before it included.
   *
   * @param atLeast 1 or more
   * @param timeout how long at most; the answer tells whether there were so many
   */
  public WaitForCallsResponse waitForCalls(CallMatch match, int atLeast, Duration timeout) {
    return Futures.await(waitForCallsAsync(match, atLeast, timeout));
  }

  /** As {@link #waitForCalls}. */
  public CompletableFuture<WaitForCallsResponse> waitForCallsAsync(
      CallMatch match, int atLeast, Duration timeout) {
    WaitForCallsRequest request =
        WaitForCallsRequest.newBuilder()
            .setMatch(match)
            .setAtLeast(atLeast)
            .setTimeout(Durations.fromNanos(timeout.toNanos()))
            .build();
    return calls.unary(
        JournalServiceGrpc.getWaitForCallsMethod(), request, timeout.plus(calls.timeouts().call()));
  }

  /**
   * Forgets calls.
   *
   * @param stack of this stack; empty: all
   */
  public ClearCallsResponse clearCalls(String stack) {
    return Futures.await(clearCallsAsync(stack));
  }

  /** As {@link #clearCalls}. */
  public CompletableFuture<ClearCallsResponse> clearCallsAsync(String stack) {
    return calls.unaryAsItIs(
        JournalServiceGrpc.getClearCallsMethod(),
        ClearCallsRequest.newBuilder().setStack(stack).build());
  }
}
