package dev.procnet.server.rpc;

import static dev.procnet.server.rpc.Requests.id;
import static dev.procnet.server.rpc.Requests.openListener;
import static dev.procnet.server.rpc.Requests.update;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.rpc.PreconditionFailure;
import com.google.rpc.QuotaFailure;
import dev.procnet.v1.ApplyMutationsRequest;
import dev.procnet.v1.ApplyMutationsResponse;
import dev.procnet.v1.ErrorReason;
import dev.procnet.v1.ListSocketsRequest;
import dev.procnet.v1.Mutation;
import dev.procnet.v1.Precondition;
import dev.procnet.v1.Socket;
import io.grpc.Status.Code;
import java.util.Collections;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What holds for a batch of any mutations. */
class ApplyMutationsTest {

  private final RpcServer server = RpcServer.start();

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void mutations_tooManyOrNone_areRefused() {
    Failure none = server.refused();
    Failure many =
        server.refused(Collections.nCopies(1001, openListener(1)).toArray(Mutation[]::new));

    assertThat(none.violations()).containsOnlyKeys("mutations");
    assertThat(many.reason()).isEqualTo(ErrorReason.ERROR_REASON_TOO_MANY_MUTATIONS);
    assertThat(many.code()).isEqualTo(Code.RESOURCE_EXHAUSTED);
    assertThat(many.metadata())
        .containsEntry("quota", "mutations")
        .containsEntry("limit", "1000")
        .containsEntry("actual", "1001");
    assertThat(many.detail(QuotaFailure.class).getViolations(0).getSubject())
        .isEqualTo("mutations");
    assertThat(many.detail(QuotaFailure.class).getViolations(0).getDescription())
        .isEqualTo("mutations has 1001, expected 1 to 1000");
  }

  private ApplyMutationsRequest.Builder request(Precondition.Builder... preconditions) {
    ApplyMutationsRequest.Builder request =
        ApplyMutationsRequest.newBuilder().addMutations(openListener(80));
    for (Precondition.Builder precondition : preconditions) {
      request.addPreconditions(precondition);
    }
    return request;
  }

  @Test
  void preconditions_thatHold_letTheBatchApply() {
    long socket = server.apply(openListener(1)).getResults(0).getAssignedId();

    ApplyMutationsResponse answer =
        server
            .control()
            .applyMutations(
                request(
                        Precondition.newBuilder().setStack(true).setRevision(2),
                        Precondition.newBuilder().setSocketId(socket).setRevision(2),
                        Precondition.newBuilder().setSocketId(99).setExists(false),
                        Precondition.newBuilder().setInterfaceIndex(1).setRevision(1),
                        Precondition.newBuilder().setRouteId(-1).setExists(false))
                    .build());

    assertThat(answer.getHeader().getRevision()).isEqualTo(3);
  }

  @Test
  void preconditions_thatDoNotHold_refuseTheBatch() {
    Failure failure =
        Failure.of(
            () ->
                server
                    .control()
                    .applyMutations(
                        request(
                                Precondition.newBuilder().setInterfaceIndex(1).setExists(true),
                                Precondition.newBuilder().setStack(true).setRevision(9))
                            .build()));

    assertThat(failure.code()).isEqualTo(Code.ABORTED);
    assertThat(failure.reason()).isEqualTo(ErrorReason.ERROR_REASON_PRECONDITION_MISMATCH);
    assertThat(failure.metadata())
        .containsEntry("index", "1")
        .containsEntry("expected", "revision 9")
        .containsEntry("actual", "revision 1");
    assertThat(failure.detail(PreconditionFailure.class).getViolations(0).getType())
        .isEqualTo("PRECONDITION_MISMATCH");
    assertThat(server.stack().snapshot().socketCount()).isZero();
  }

  @Test
  void preconditions_thatSayNothing_areRefused() {
    Failure failure =
        Failure.of(
            () ->
                server
                    .control()
                    .applyMutations(
                        request(
                                Precondition.newBuilder(),
                                Precondition.newBuilder().setSocketId(1),
                                Precondition.newBuilder().setStack(true).setExists(true),
                                Precondition.newBuilder().setRouteId(1).setRevision(0),
                                Precondition.newBuilder().setStack(false).setRevision(1))
                            .build()));

    assertThat(failure.violations())
        .containsOnlyKeys(
            "preconditions[0].target",
            "preconditions[1].expect",
            "preconditions[2].expect",
            "preconditions[3].revision",
            "preconditions[4].stack");
  }

  @Test
  void requestId_again_isAnsweredAndNotAppliedAgain() {
    ApplyMutationsRequest request = request().setRequestId("once").build();
    ApplyMutationsResponse first = server.control().applyMutations(request);
    server.apply(openListener(81));

    ApplyMutationsResponse second = server.control().applyMutations(request);

    assertThat(second.getReplayed()).isTrue();
    assertThat(second.getResultsList()).isEqualTo(first.getResultsList());
    assertThat(second.getHeader().getRevision()).isEqualTo(2);
    assertThat(second.getHeader().getApplyTime()).isEqualTo(first.getHeader().getApplyTime());
    assertThat(server.stack().snapshot().socketCount()).isEqualTo(2);
  }

  @Test
  void requestId_withAnotherRequest_isRefused() {
    server.control().applyMutations(request().setRequestId("once").build());

    Failure failure =
        Failure.of(
            () ->
                server
                    .control()
                    .applyMutations(
                        request().addMutations(openListener(2)).setRequestId("once").build()));

    assertThat(failure.code()).isEqualTo(Code.INVALID_ARGUMENT);
    assertThat(failure.reason()).isEqualTo(ErrorReason.ERROR_REASON_REQUEST_ID_REUSED);
    assertThat(failure.metadata()).containsEntry("request_id", "once");
    assertThat(failure.violations()).containsOnlyKeys("request_id");
  }

  @Test
  void requestId_tooLong_isRefusedWithAllElse() {
    Failure failure =
        Failure.of(
            () ->
                server
                    .control()
                    .applyMutations(
                        ApplyMutationsRequest.newBuilder().setRequestId("x".repeat(65)).build()));

    assertThat(failure.violations()).containsOnlyKeys("request_id", "mutations");
  }

  @Test
  void validateOnly_answersAsIfAndAppliesNothing() {
    ApplyMutationsResponse answer =
        server.control().applyMutations(request().setValidateOnly(true).build());

    assertThat(answer.getHeader().getRevision()).isEqualTo(1);
    assertThat(answer.getResults(0).getChanged()).isTrue();
    assertThat(server.stack().snapshot().revision()).isEqualTo(1);
  }

  @Test
  void batch_thatFailsInTheMiddle_appliesNothing() {
    Failure failure =
        server.refused(
            openListener(80), update(id(1000), Socket.newBuilder(), "uid"), openListener(81));

    assertThat(failure.status().getMessage()).startsWith("mutations[1]: ");
    assertThat(server.stack().snapshot().revision()).isEqualTo(1);
    assertThat(server.stack().snapshot().socketCount()).isZero();
  }

  @Test
  void writers_atTheSameTime_loseNothing() throws InterruptedException {
    Thread[] writers = new Thread[2];
    for (int i = 0; i < writers.length; i++) {
      int first = 1000 * (i + 1);
      writers[i] =
          Thread.ofPlatform()
              .start(
                  () -> {
                    for (int port = first; port < first + 200; port++) {
                      server.apply(openListener(port));
                    }
                  });
    }
    for (Thread writer : writers) {
      writer.join();
    }

    assertThat(server.stack().snapshot().revision()).isEqualTo(401);
    assertThat(
            server
                .introspection()
                .listSockets(ListSocketsRequest.getDefaultInstance())
                .getSocketsList())
        .extracting(socket -> socket.getTcp().getLocal().getPort())
        .doesNotHaveDuplicates()
        .hasSize(400);
  }
}
