package dev.procnet.server.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.google.rpc.ErrorInfo;
import dev.procnet.server.stack.ProcnetException;
import dev.procnet.server.stack.ProcnetException.Reason;
import dev.procnet.server.stack.ProcnetException.Violation;
import dev.procnet.v1.ErrorReason;
import dev.procnet.v1.ImportStackRequest;
import dev.procnet.v1.ImportStackResponse;
import dev.procnet.v1.IntrospectionServiceGrpc;
import dev.procnet.v1.IntrospectionServiceGrpc.IntrospectionServiceImplBase;
import dev.procnet.v1.ListNetFilesRequest;
import dev.procnet.v1.ListNetFilesResponse;
import dev.procnet.v1.StreamNetFileRequest;
import dev.procnet.v1.StreamNetFileResponse;
import dev.procnet.v1.TransferServiceGrpc;
import dev.procnet.v1.TransferServiceGrpc.TransferServiceImplBase;
import io.grpc.InsecureServerCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Over a real channel, since what fits in trailers is the transport's to say. */
class ErrorInterceptorTest {

  private static final String LEAK = "secret of the server";

  private Consumer<StreamObserver<ListNetFilesResponse>> unary = observer -> {};
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final Server server = start();
  private final ManagedChannel channel =
      NettyChannelBuilder.forAddress("127.0.0.1", server.getPort()).usePlaintext().build();

  private Server start() {
    try {
      return NettyServerBuilder.forAddress(
              new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
              InsecureServerCredentials.create())
          .addService(new Introspection())
          .addService(new Transfer())
          .intercept(
              new ErrorInterceptor(
                  new RpcCounts(
                      ImportLimits.DEFAULT,
                      CallLimits.DEFAULT,
                      new ImportSlots(ImportLimits.DEFAULT))))
          .build()
          .start();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Fails as the test says. */
  private final class Introspection extends IntrospectionServiceImplBase {

    @Override
    public void listNetFiles(
        ListNetFilesRequest request, StreamObserver<ListNetFilesResponse> observer) {
      unary.accept(observer);
    }

    @Override
    public void streamNetFile(
        StreamNetFileRequest request, StreamObserver<StreamNetFileResponse> observer) {
      ((ServerCallStreamObserver<StreamNetFileResponse>) observer)
          .setOnReadyHandler(
              () -> {
                throw new IllegalStateException(LEAK);
              });
    }
  }

  /** Fails at the first message, or at the end. */
  private static final class Transfer extends TransferServiceImplBase {

    @Override
    public StreamObserver<ImportStackRequest> importStack(
        StreamObserver<ImportStackResponse> observer) {
      return new StreamObserver<>() {
        @Override
        public void onNext(ImportStackRequest message) {
          if (message.hasStart()) {
            throw new IllegalStateException(LEAK);
          }
        }

        @Override
        public void onError(Throwable error) {}

        @Override
        public void onCompleted() {
          throw ProcnetException.field("half", "is closed, expected not");
        }
      };
    }
  }

  @BeforeEach
  void listen() {
    log.start();
    ((Logger) LoggerFactory.getLogger(Errors.class)).addAppender(log);
  }

  @AfterEach
  void stop() {
    ((Logger) LoggerFactory.getLogger(Errors.class)).detachAppender(log);
    channel.shutdownNow();
    server.shutdownNow();
  }

  private Failure failure() {
    return Failure.of(
        () ->
            IntrospectionServiceGrpc.newBlockingStub(channel)
                .listNetFiles(ListNetFilesRequest.getDefaultInstance()));
  }

  private void assertInternal(Failure failure) {
    assertThat(failure.code()).isEqualTo(Code.INTERNAL);
    assertThat(failure.reason()).isEqualTo(ErrorReason.ERROR_REASON_INTERNAL);
    assertThat(failure.status().toString()).doesNotContain(LEAK).doesNotContain("IllegalState");
    String id = failure.metadata().get("error_id");
    assertThat(log.list).hasSize(1);
    assertThat(log.list.getFirst().getFormattedMessage()).contains(id);
    assertThat(log.list.getFirst().getThrowableProxy().getMessage()).isEqualTo(LEAK);
  }

  @Test
  void defect_thrownByAMethod_isInternalWithAnIdThatTheLogHas() {
    unary =
        observer -> {
          throw new IllegalStateException(LEAK);
        };

    assertInternal(failure());
  }

  @Test
  void defect_handedToTheObserver_isInternalWithAnIdThatTheLogHas() {
    unary = observer -> observer.onError(new IllegalStateException(LEAK));

    assertInternal(failure());
  }

  @Test
  void defect_ofTheVirtualMachine_isInternalToo() {
    unary =
        observer -> {
          throw new StackOverflowError(LEAK);
        };

    assertInternal(failure());
  }

  @Test
  void defect_whenTheStreamIsReady_isInternalWithAnIdThatTheLogHas() {
    Recorder<StreamNetFileRequest, StreamNetFileResponse> recorder = Recorder.running();
    IntrospectionServiceGrpc.newStub(channel)
        .streamNetFile(StreamNetFileRequest.getDefaultInstance(), recorder);

    assertInternal(recorder.failure());
  }

  @Test
  void defect_atAMessage_isInternalWithAnIdThatTheLogHas() {
    Recorder<ImportStackRequest, ImportStackResponse> recorder = Recorder.running();
    StreamObserver<ImportStackRequest> requests =
        TransferServiceGrpc.newStub(channel).importStack(recorder);

    requests.onNext(
        ImportStackRequest.newBuilder()
            .setStart(dev.procnet.v1.ImportStart.getDefaultInstance())
            .build());

    assertInternal(recorder.failure());
  }

  @Test
  void refusal_atTheEndOfTheRequests_keepsItsReason() {
    Recorder<ImportStackRequest, ImportStackResponse> recorder = Recorder.running();

    TransferServiceGrpc.newStub(channel).importStack(recorder).onCompleted();

    assertThat(recorder.failure().violations()).containsEntry("half", "is closed, expected not");
    assertThat(log.list).isEmpty();
  }

  @Test
  void refusal_handedToTheObserver_keepsItsReason() {
    unary =
        observer ->
            observer.onError(
                ProcnetException.of(Reason.STACK_NOT_FOUND, "no stack 'a'", "stack", "a"));

    Failure failure = failure();

    assertThat(failure.code()).isEqualTo(Code.NOT_FOUND);
    assertThat(failure.status().getMessage()).isEqualTo("no stack 'a'");
    assertThat(failure.reason()).isEqualTo(ErrorReason.ERROR_REASON_STACK_NOT_FOUND);
    assertThat(failure.metadata()).containsExactlyEntriesOf(Map.of("stack", "a"));
    assertThat(log.list).isEmpty();
  }

  @Test
  void status_ofAnotherInterceptor_staysAsItIs() {
    unary =
        observer -> {
          throw Status.PERMISSION_DENIED.withDescription("no").asRuntimeException();
        };

    StatusRuntimeException error =
        org.assertj.core.api.Assertions.catchThrowableOfType(
            StatusRuntimeException.class,
            () ->
                IntrospectionServiceGrpc.newBlockingStub(channel)
                    .listNetFiles(ListNetFilesRequest.getDefaultInstance()));

    assertThat(error.getStatus().getCode()).isEqualTo(Code.PERMISSION_DENIED);
    assertThat(error.getStatus().getDescription()).isEqualTo("no");
  }

  @Test
  void refusal_thatSpeaksOfMuch_stillFitsInTheTrailers() {
    String endless = "ü".repeat(100_000);
    unary =
        observer -> {
          throw new ProcnetException(
              Reason.FIELD_INVALID,
              endless,
              Map.of("value", endless),
              Collections.nCopies(1000, new Violation(endless, endless)));
        };

    Failure failure = failure();

    assertThat(failure.code()).isEqualTo(Code.INVALID_ARGUMENT);
    assertThat(failure.detail(ErrorInfo.class).getReason()).isEqualTo("FIELD_INVALID");
    assertThat(failure.violations()).isNotEmpty();
  }

  @Test
  void outOfMemory_isAQuotaOfThatCaller() {
    Failure failure = Failure.of(Errors.toStatus(new OutOfMemoryError("Java heap space")));

    assertThat(failure.code()).isEqualTo(Code.RESOURCE_EXHAUSTED);
    assertThat(failure.detail(ErrorInfo.class).getMetadataMap()).containsEntry("quota", "memory");
  }

  @Test
  void code_ofEachReason_isTheDocumentedOne() {
    Map<Reason, Code> documented =
        Map.ofEntries(
            Map.entry(Reason.STACK_NOT_FOUND, Code.NOT_FOUND),
            Map.entry(Reason.STACK_ALREADY_EXISTS, Code.ALREADY_EXISTS),
            Map.entry(Reason.NET_FILE_UNKNOWN, Code.NOT_FOUND),
            Map.entry(Reason.ENTITY_NOT_FOUND, Code.NOT_FOUND),
            Map.entry(Reason.OFFSET_PAST_END, Code.OUT_OF_RANGE),
            Map.entry(Reason.REVISION_COMPACTED, Code.OUT_OF_RANGE),
            Map.entry(Reason.REVISION_IN_FUTURE, Code.OUT_OF_RANGE),
            Map.entry(Reason.PAGE_TOKEN_INVALID, Code.INVALID_ARGUMENT),
            Map.entry(Reason.FIELD_INVALID, Code.INVALID_ARGUMENT),
            Map.entry(Reason.TOO_MANY_MUTATIONS, Code.RESOURCE_EXHAUSTED),
            Map.entry(Reason.REQUEST_ID_REUSED, Code.INVALID_ARGUMENT),
            Map.entry(Reason.PRECONDITION_MISMATCH, Code.ABORTED),
            Map.entry(Reason.QUOTA_EXCEEDED, Code.RESOURCE_EXHAUSTED),
            Map.entry(Reason.WATCHER_TOO_SLOW, Code.RESOURCE_EXHAUSTED),
            Map.entry(Reason.DRAINING, Code.UNAVAILABLE),
            Map.entry(Reason.CALLER_UNKNOWN, Code.UNAUTHENTICATED),
            Map.entry(Reason.ROLE_MISSING, Code.PERMISSION_DENIED),
            Map.entry(Reason.FILE_NOT_REDACTABLE, Code.PERMISSION_DENIED),
            Map.entry(Reason.IMPORT_FILE_INVALID, Code.INVALID_ARGUMENT),
            Map.entry(Reason.IMPORT_DIGEST_MISMATCH, Code.DATA_LOSS),
            Map.entry(Reason.IMPORT_SEQUENCE_INVALID, Code.INVALID_ARGUMENT),
            Map.entry(Reason.STACK_DELETED, Code.NOT_FOUND),
            Map.entry(Reason.ENTITY_AMBIGUOUS, Code.FAILED_PRECONDITION),
            Map.entry(Reason.OPERATION_REFUSED, Code.FAILED_PRECONDITION),
            Map.entry(Reason.ENTITY_ALREADY_EXISTS, Code.ALREADY_EXISTS),
            Map.entry(Reason.CHECKPOINT_NOT_FOUND, Code.NOT_FOUND),
            Map.entry(Reason.CHECKPOINT_ALREADY_EXISTS, Code.ALREADY_EXISTS),
            Map.entry(Reason.FAULTS_DISABLED, Code.FAILED_PRECONDITION),
            Map.entry(Reason.JOURNAL_DISABLED, Code.FAILED_PRECONDITION),
            Map.entry(Reason.FAULT_INJECTED, Code.UNAVAILABLE),
            Map.entry(Reason.STORAGE_FAILED, Code.UNAVAILABLE));

    for (Reason reason : Reason.values()) {
      ProcnetException error = new ProcnetException(reason, "", Map.of(), List.of());
      Failure failure = Failure.of(Errors.toStatus(error));
      assertThat(failure.code()).as(reason.name()).isEqualTo(documented.get(reason));
      assertThat(failure.reason().name()).isEqualTo("ERROR_REASON_" + reason);
    }
  }
}
