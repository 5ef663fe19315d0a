package dev.procnet.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.util.concurrent.ListenableFuture;
import com.google.protobuf.util.Durations;
import dev.procnet.server.rpc.Failure;
import dev.procnet.v1.CallMatch;
import dev.procnet.v1.CallRecord;
import dev.procnet.v1.ClearCallsRequest;
import dev.procnet.v1.ErrorReason;
import dev.procnet.v1.GetStackRequest;
import dev.procnet.v1.IntrospectionServiceGrpc;
import dev.procnet.v1.JournalServiceGrpc;
import dev.procnet.v1.JournalServiceGrpc.JournalServiceBlockingStub;
import dev.procnet.v1.ListCallsRequest;
import dev.procnet.v1.ListCallsResponse;
import dev.procnet.v1.ReadNetFileRequest;
import dev.procnet.v1.StackServiceGrpc;
import dev.procnet.v1.StreamNetFileRequest;
import dev.procnet.v1.WaitForCallsRequest;
import dev.procnet.v1.WaitForCallsResponse;
import dev.procnet.v1.WatchStackRequest;
import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.MetadataUtils;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The journal, over a real channel. */
class CallJournalTest {

  private static final String READ = "procnet.v1.IntrospectionService/ReadNetFile";

  private TestDaemon test;

  @BeforeEach
  void start() throws StartException {
    test = TestDaemon.start("--journal");
  }

  @AfterEach
  void stop() {
    test.close();
  }

  @Test
  void off_everyCall_saysHowToHaveOne() throws Exception {
    try (TestDaemon without = TestDaemon.start()) {
      Failure failure =
          Failure.of(
              () ->
                  JournalServiceGrpc.newBlockingStub(without.channel())
                      .listCalls(ListCallsRequest.getDefaultInstance()));

      assertThat(failure.reason()).isEqualTo(ErrorReason.ERROR_REASON_JOURNAL_DISABLED);
      assertThat(failure.code()).isEqualTo(Status.Code.FAILED_PRECONDITION);
      assertThat(failure.status().getMessage()).contains("--journal or --test-mode");
    }
  }

  @Test
  void call_answered_isThereWithAllThatIsKnown() {
    int size = read("tcp");

    CallRecord call = list(CallMatch.getDefaultInstance()).getCalls(0);

    assertThat(call.getSequence()).isEqualTo(1);
    assertThat(call.getMethod()).isEqualTo(READ);
    assertThat(call.getStack()).isEqualTo("default");
    assertThat(call.getFile()).isEqualTo("tcp");
    assertThat(call.getCaller()).matches("127\\.0\\.0\\.1:\\d+");
    assertThat(call.getStatus().getCode()).isZero();
    assertThat(call.getRevision()).isEqualTo(1);
    assertThat(call.getMessagesReceived()).isEqualTo(1);
    assertThat(call.getBytesReceived())
        .isEqualTo(ReadNetFileRequest.newBuilder().setName("tcp").build().getSerializedSize());
    assertThat(call.getMessagesSent()).isEqualTo(1);
    assertThat(call.getBytesSent()).isGreaterThan(size);
    assertThat(Durations.toNanos(call.getDuration())).isPositive();
    assertThat(call.getFault()).isEmpty();
  }

  @Test
  void stream_sent_countsItsMessages() {
    IntrospectionServiceGrpc.newBlockingStub(test.channel())
        .streamNetFile(StreamNetFileRequest.newBuilder().setName("netstat").build())
        .forEachRemaining(_ -> {});

    CallRecord call = list(CallMatch.newBuilder().addFiles("net*").build()).getCalls(0);

    assertThat(call.getMessagesSent()).isEqualTo(3);
    assertThat(call.getRevision()).isEqualTo(1);
  }

  @Test
  void call_refused_isThereWithItsReason() throws Exception {
    Failure failure = Failure.of(() -> read("nosuch"));

    CallRecord call = list(CallMatch.newBuilder().addCodes(5).build()).getCalls(0);

    assertThat(call.getStatus().getMessage()).isEqualTo(failure.status().getMessage());
    assertThat(call.getStatus().getDetailsList()).isEqualTo(failure.status().getDetailsList());
    assertThat(call.getRevision()).isZero();
  }

  @Test
  void call_ofAnotherService_isThere() {
    assertThatThrownBy(() -> FakeService.deny(test.channel(), "no"))
        .hasMessageStartingWith("PERMISSION_DENIED");

    assertThat(list(CallMatch.newBuilder().addMethods("Deny").build()).getCalls(0).getStack())
        .isEmpty();
  }

  @Test
  void call_callerGoesAway_isThereAsCancelled() {
    Context.CancellableContext context = Context.current().withCancellation();
    context.run(
        () -> {
          var watch =
              IntrospectionServiceGrpc.newBlockingStub(test.channel())
                  .watchStack(WatchStackRequest.newBuilder().setInitialState(true).build());
          assertThat(watch.next()).isNotNull();
        });
    context.cancel(null);

    WaitForCallsResponse answer =
        waitFor(CallMatch.newBuilder().addMethods("WatchStack").addCodes(1).build(), 1);

    assertThat(answer.getReached()).isTrue();
  }

  @Test
  void caller_givesItselfAName_isFoundByIt() {
    Metadata headers = new Metadata();
    headers.put(Metadata.Key.of("x-procnet-caller", Metadata.ASCII_STRING_MARSHALLER), "agent-7");
    var _ =
        StackServiceGrpc.newBlockingStub(test.channel())
            .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
            .getStack(GetStackRequest.getDefaultInstance());
    read("tcp");

    assertThat(methods(CallMatch.newBuilder().setCaller("agent-7").build()))
        .containsExactly("procnet.v1.StackService/GetStack");
    assertThat(methods(CallMatch.newBuilder().setCaller("127.0.0.1").build()))
        .containsExactly(READ);
    assertThat(methods(CallMatch.newBuilder().setCaller("127.0.0.2").build())).isEmpty();
  }

  @Test
  void list_pages_areAllThatMatchOnce() {
    for (int i = 0; i < 5; i++) {
      read(i % 2 == 0 ? "tcp" : "udp");
    }
    ListCallsRequest.Builder request =
        ListCallsRequest.newBuilder()
            .setMatch(CallMatch.newBuilder().addFiles("tcp"))
            .setPageSize(2);

    ListCallsResponse first = journal().listCalls(request.build());
    ListCallsResponse second =
        journal().listCalls(request.setPageToken(first.getNextPageToken()).build());

    assertThat(first.getCallsList()).extracting(CallRecord::getSequence).containsExactly(1L, 3L);
    assertThat(second.getCallsList()).extracting(CallRecord::getSequence).containsExactly(5L);
    assertThat(second.getNextPageToken()).isEmpty();
    assertThat(first.getTotalSize()).isEqualTo(3);
    assertThat(second.getLastSequence()).isEqualTo(5);
    Failure failure =
        Failure.of(
            () ->
                journal()
                    .listCalls(request.setMatch(CallMatch.newBuilder().addFiles("udp")).build()));
    assertThat(failure.reason()).isEqualTo(ErrorReason.ERROR_REASON_PAGE_TOKEN_INVALID);
  }

  @Test
  void list_countOnly_hasNoCalls() {
    read("tcp");

    ListCallsResponse answer =
        journal().listCalls(ListCallsRequest.newBuilder().setCountOnly(true).build());

    assertThat(answer.getTotalSize()).isEqualTo(1);
    assertThat(answer.getCallsList()).isEmpty();
  }

  @Test
  void waitForCalls_enoughComeLater_answersThen() throws Exception {
    read("tcp");
    long mark = list(CallMatch.getDefaultInstance()).getLastSequence();
    ListenableFuture<WaitForCallsResponse> answer =
        JournalServiceGrpc.newFutureStub(test.channel())
            .waitForCalls(
                WaitForCallsRequest.newBuilder()
                    .setMatch(CallMatch.newBuilder().setAfterSequence(mark).addFiles("tcp"))
                    .setAtLeast(2)
                    .build());

    read("tcp");
    read("udp");
    assertThat(answer.isDone()).isFalse();
    read("tcp");

    assertThat(answer.get(10, TimeUnit.SECONDS).getSeen()).isEqualTo(2);
    assertThat(answer.get().getReached()).isTrue();
    assertThat(answer.get().getCallsList())
        .extracting(CallRecord::getSequence)
        .containsExactly(2L, 4L);
  }

  @Test
  void waitForCalls_timeIsOver_saysWhatThereWas() {
    read("tcp");

    WaitForCallsResponse answer =
        journal()
            .waitForCalls(
                WaitForCallsRequest.newBuilder()
                    .setAtLeast(2)
                    .setTimeout(Durations.fromMillis(20))
                    .build());

    assertThat(answer.getReached()).isFalse();
    assertThat(answer.getSeen()).isEqualTo(1);
    assertThat(answer.getCallsList()).hasSize(1);
  }

  @Test
  void waitForCalls_wrongFields_areAllTold() {
    Failure failure =
        Failure.of(
            () ->
                journal()
                    .waitForCalls(
                        WaitForCallsRequest.newBuilder()
                            .setAtLeast(-1)
                            .setTimeout(Durations.fromDays(2))
                            .build()));

    assertThat(failure.violations())
        .containsEntry("at_least", "is 4294967295, expected 0 to 1000000")
        .containsEntry("timeout", "is 172800 s and 0 ns, expected 0 ms to 24 h");
  }

  @Test
  void clear_ofAStack_leavesTheOthers() {
    read("tcp");
    assertThat(
            Failure.of(
                    () ->
                        StackServiceGrpc.newBlockingStub(test.channel())
                            .getStack(GetStackRequest.newBuilder().setStack("other").build()))
                .code())
        .isEqualTo(Status.Code.NOT_FOUND);

    assertThat(
            journal()
                .clearCalls(ClearCallsRequest.newBuilder().setStack("other").build())
                .getRemoved())
        .isEqualTo(1);

    assertThat(methods(CallMatch.getDefaultInstance())).containsExactly(READ);
    assertThat(journal().clearCalls(ClearCallsRequest.getDefaultInstance()).getRemoved())
        .isEqualTo(1);
    assertThat(methods(CallMatch.getDefaultInstance())).isEmpty();
  }

  @Test
  void meters_kept_areCounted() throws Exception {
    read("tcp");

    assertThat(test.text("/metrics/server"))
        .contains("procnet_journal_calls 1.0", "procnet_journal_dropped_calls_total 0.0");
  }

  private int read(String file) throws StatusRuntimeException {
    return IntrospectionServiceGrpc.newBlockingStub(test.channel())
        .withDeadlineAfter(Duration.ofSeconds(20))
        .readNetFile(ReadNetFileRequest.newBuilder().setName(file).build())
        .getContent()
        .size();
  }

  private JournalServiceBlockingStub journal() {
    return JournalServiceGrpc.newBlockingStub(test.channel())
        .withDeadlineAfter(Duration.ofSeconds(20));
  }

  private ListCallsResponse list(CallMatch match) {
    return journal().listCalls(ListCallsRequest.newBuilder().setMatch(match).build());
  }

  private List<String> methods(CallMatch match) {
    return list(match).getCallsList().stream().map(CallRecord::getMethod).toList();
  }

  private WaitForCallsResponse waitFor(CallMatch match, int atLeast) {
    return journal()
        .waitForCalls(WaitForCallsRequest.newBuilder().setMatch(match).setAtLeast(atLeast).build());
  }
}
