package dev.procnet.server;

import static dev.procnet.server.FaultServer.rule;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.protobuf.StringValue;
import com.google.protobuf.util.Durations;
import com.google.protobuf.util.Timestamps;
import dev.procnet.server.fault.Faults;
import dev.procnet.server.rpc.Failure;
import dev.procnet.v1.ActiveFault;
import dev.procnet.v1.ApplyMutationsRequest;
import dev.procnet.v1.CallMatch;
import dev.procnet.v1.CallRecord;
import dev.procnet.v1.CallStatus;
import dev.procnet.v1.CreateStackRequest;
import dev.procnet.v1.DeleteStackRequest;
import dev.procnet.v1.ErrorReason;
import dev.procnet.v1.FaultDelay;
import dev.procnet.v1.FaultDestroyedSockets;
import dev.procnet.v1.FaultDribble;
import dev.procnet.v1.FaultEffect;
import dev.procnet.v1.FaultLogNormalDelay;
import dev.procnet.v1.FaultMatch;
import dev.procnet.v1.FaultRule;
import dev.procnet.v1.FaultServiceGrpc;
import dev.procnet.v1.FaultUniformDelay;
import dev.procnet.v1.GetStackRequest;
import dev.procnet.v1.JournalServiceGrpc;
import dev.procnet.v1.ListCallsRequest;
import dev.procnet.v1.ListFaultsRequest;
import dev.procnet.v1.ListStacksRequest;
import dev.procnet.v1.ReadNetFileRequest;
import dev.procnet.v1.ReplaceFaultsRequest;
import dev.procnet.v1.ReplaceFaultsResponse;
import dev.procnet.v1.ResetStackRequest;
import dev.procnet.v1.Stack;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.stub.MetadataUtils;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which calls rules act on, how long, and what is refused. */
class FaultRulesTest {

  private static final FaultEffect.Builder FAIL =
      FaultEffect.newBuilder().setStatus(CallStatus.newBuilder().setCode(14));

  private FaultServer server;

  @BeforeEach
  void start() throws StartException {
    server = new FaultServer("--test-mode", "--web-listen", "127.0.0.1:0");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void off_everyCall_saysHowToHaveThem() throws Exception {
    try (FaultServer without = new FaultServer("--journal")) {
      Failure failure = Failure.of(() -> without.set(rule("a", FAIL)));

      assertThat(failure.reason()).isEqualTo(ErrorReason.ERROR_REASON_FAULTS_DISABLED);
      assertThat(failure.code()).isEqualTo(Status.Code.FAILED_PRECONDITION);
      assertThat(failure.status().getMessage()).contains("--faults or --test-mode");
      assertThat(Failure.of(() -> without.list("")).reason())
          .isEqualTo(ErrorReason.ERROR_REASON_FAULTS_DISABLED);
    }
  }

  @Test
  void skipAndTimes_calls_actOnThoseBetween() {
    server.set(rule("some", FAIL).setSkip(2).setTimes(3));

    assertThat(outcomes(8)).containsExactly(true, true, false, false, false, true, true, true);
    ActiveFault fault = server.list("").getFirst();
    assertThat(fault.getMatched()).isEqualTo(8);
    assertThat(fault.getFired()).isEqualTo(3);
    assertThat(fault.getRule()).isEqualTo(rule("some", FAIL).setSkip(2).setTimes(3).build());
  }

  @Test
  void probability_sameSeed_sameCallsFail() {
    server.set(rule("some", FAIL).setProbability(0.5).setSeed(7));
    List<Boolean> first = outcomes(40);
    long fired = server.list("").getFirst().getFired();
    server.set(rule("some", FAIL).setProbability(0.5).setSeed(7));
    List<Boolean> again = outcomes(40);
    server.set(rule("some", FAIL).setProbability(0.5).setSeed(8));

    assertThat(again).isEqualTo(first).contains(true, false);
    assertThat(first.stream().filter(well -> !well).count()).isEqualTo(fired).isBetween(8L, 32L);
    assertThat(outcomes(40)).isNotEqualTo(first);
  }

  @Test
  void probability_zero_neverActs() {
    server.set(rule("none", FAIL).setProbability(0));

    assertThat(outcomes(5)).doesNotContain(false);
  }

  @Test
  void match_methodsAndFiles_areThoseAlone() {
    server.set(
        rule("tcp", FAIL)
            .setMatch(
                FaultMatch.newBuilder()
                    .addMethods("ReadNetFile")
                    .addMethods("procnet.v1.IntrospectionService/StreamNetFile")
                    .addFiles("tcp")
                    .addFiles("dev_snmp6/*")));

    assertThat(fails(() -> server.read("tcp"))).isTrue();
    assertThat(fails(() -> server.read("dev_snmp6/lo"))).isTrue();
    assertThat(fails(() -> server.read("tcp6"))).isFalse();
    assertThat(fails(() -> server.control().getStack(GetStackRequest.getDefaultInstance())))
        .isFalse();
  }

  @Test
  void match_callerAndMetadata_areThoseAlone() {
    server.set(
        rule("whose", FAIL)
            .setMatch(FaultMatch.newBuilder().setCaller("agent-7").putMetadata("x-zone", "b")));

    assertThat(fails(() -> readWith("x-procnet-caller", "agent-7", "x-zone", "b"))).isTrue();
    assertThat(fails(() -> readWith("x-procnet-caller", "agent-8", "x-zone", "b"))).isFalse();
    assertThat(fails(() -> readWith("x-procnet-caller", "agent-7", "x-zone", "a"))).isFalse();
    assertThat(fails(() -> server.read("tcp"))).isFalse();
  }

  @Test
  void match_callersAddress_isThatAlone() {
    server.set(rule("near", FAIL).setMatch(FaultMatch.newBuilder().setCaller("127.0.0.1")));
    assertThat(fails(() -> server.read("tcp"))).isTrue();

    server.set(rule("far", FAIL).setMatch(FaultMatch.newBuilder().setCaller("10.0.0.1")));
    assertThat(fails(() -> server.read("tcp"))).isFalse();
  }

  @Test
  void replace_ofAStack_leavesOthersAlone() {
    create("mine");
    server.set("mine", rule("a", FAIL));

    assertThat(fails(() -> readOf("mine"))).isTrue();
    assertThat(fails(() -> readWith("x-procnet-stack", "mine"))).isTrue();
    assertThat(fails(() -> readOf("default"))).isFalse();
    server.set("", rule("b", FAIL));
    server.set("mine");
    assertThat(fails(() -> readOf("mine"))).isFalse();
    assertThat(fails(() -> readOf("default"))).isTrue();
  }

  @Test
  void replace_ofEveryStack_isForCallsOfNoneToo() {
    create("mine");
    server.set("*", rule("a", FAIL));

    assertThat(fails(() -> readOf("mine"))).isTrue();
    assertThat(fails(() -> server.control().listStacks(ListStacksRequest.getDefaultInstance())))
        .isTrue();
    assertThat(server.list("*")).hasSize(1);
    assertThat(server.list("mine")).isEmpty();
  }

  @Test
  void replace_healthCheck_canFailToo() {
    server.set(
        "*",
        rule("sick", FAIL)
            .setMatch(FaultMatch.newBuilder().addMethods("grpc.health.v1.Health/Check")));

    assertThat(
            fails(
                () ->
                    HealthGrpc.newBlockingStub(server.channel())
                        .check(HealthCheckRequest.getDefaultInstance())))
        .isTrue();
    assertThat(fails(() -> server.read("tcp"))).isFalse();
  }

  @Test
  void replace_unknownStack_isRefused() {
    assertThat(Failure.of(() -> server.set("nosuch", rule("a", FAIL))).reason())
        .isEqualTo(ErrorReason.ERROR_REASON_STACK_NOT_FOUND);
  }

  @Test
  void replace_oneIsWrong_leavesAllAsTheyWere() {
    server.set(rule("a", FAIL));

    Failure failure = Failure.of(() -> server.set(rule("b", FAIL), rule("", FAIL)));

    assertThat(failure.reason()).isEqualTo(ErrorReason.ERROR_REASON_FIELD_INVALID);
    assertThat(server.list("")).extracting(fault -> fault.getRule().getName()).containsExactly("a");
  }

  @Test
  void replace_wrongFields_areAllTold() {
    FaultRule.Builder wrong =
        FaultRule.newBuilder()
            .setName("Not ok")
            .setMatch(FaultMatch.newBuilder().addMethods("ReadNetFiles").putMetadata("Up", "x"))
            .setProbability(1.5)
            .setPhaseValue(9)
            .addEffects(FaultEffect.getDefaultInstance())
            .addEffects(FaultEffect.newBuilder().setDelay(FaultDelay.getDefaultInstance()))
            .addEffects(
                FaultEffect.newBuilder()
                    .setDelay(
                        FaultDelay.newBuilder()
                            .setUniform(
                                FaultUniformDelay.newBuilder().setMin(Durations.fromSeconds(1)))))
            .addEffects(
                FaultEffect.newBuilder()
                    .setDelay(
                        FaultDelay.newBuilder()
                            .setLogNormal(FaultLogNormalDelay.newBuilder().setSigma(Double.NaN))))
            .addEffects(
                FaultEffect.newBuilder()
                    .setStatus(
                        CallStatus.newBuilder()
                            .setCode(0)
                            .addDetails(Any.pack(StringValue.of("x")))))
            .addEffects(FaultEffect.newBuilder().setDribble(FaultDribble.getDefaultInstance()))
            .addEffects(FaultEffect.newBuilder().setStall(Durations.fromSeconds(-1)))
            .addEffects(FaultEffect.newBuilder().setStaleByRevisions(0))
            .addEffects(FaultEffect.newBuilder().setWatchLagBatches(1001))
            .addEffects(
                FaultEffect.newBuilder()
                    .setSocketsDestroyed(FaultDestroyedSockets.getDefaultInstance()));

    Failure failure = Failure.of(() -> server.set(wrong, rule("x", FAIL), rule("x", FAIL)));

    assertThat(failure.violations())
        .containsEntry(
            "rules[0].name", "is 'Not ok', expected 1 to 63 of a-z, 0-9, '-', '_' and '.'")
        .containsEntry(
            "rules[0].match.methods[0]",
            "is 'ReadNetFiles', expected a method that can have faults, did you mean"
                + " 'ReadNetFile'?")
        .containsEntry("rules[0].probability", "is 1.5, expected 0 to 1")
        .containsEntry("rules[0].effects[0].kind", "is not set, expected one effect")
        .containsEntry(
            "rules[0].effects[2].delay.uniform.max", "is less than min, expected as much or more")
        .containsEntry("rules[0].effects[4].status.code", "is 0, expected 1 to 16")
        .containsEntry("rules[0].effects[6].stall", "is -1 s and 0 ns, expected 0 ms to 24 h")
        .containsEntry("rules[0].effects[8].watch_lag_batches", "is 1001, expected 1 to 1000")
        .containsEntry(
            "rules[0].effects[4].status.details[0]",
            "is of type 'type.googleapis.com/google.protobuf.StringValue', expected a message of"
                + " google/rpc/error_details.proto")
        .containsKeys(
            "rules[0].match.metadata[Up]",
            "rules[0].phase",
            "rules[0].effects[1].delay.kind",
            "rules[0].effects[3].delay.log_normal.sigma",
            "rules[0].effects[5].dribble.chunk_bytes",
            "rules[0].effects[5].dribble.interval",
            "rules[0].effects[7].stale_by_revisions",
            "rules[0].effects[9].sockets_destroyed",
            "rules[2].name");
  }

  @Test
  void replace_tooMany_areRefused() {
    FaultRule.Builder[] rules =
        IntStream.range(0, 101)
            .mapToObj(i -> rule("r" + i, FAIL))
            .toArray(FaultRule.Builder[]::new);

    assertThat(Failure.of(() -> server.set(rules)).violations())
        .containsEntry("rules", "are 101, expected at most 100");
    assertThat(Failure.of(() -> server.set(rule("a", FAIL).clearEffects())).violations())
        .containsEntry("rules[0].effects", "are 0, expected 1 to 16");
  }

  @Test
  void ttl_over_theyAreGone() {
    ReplaceFaultsResponse answer =
        server.set(
            ReplaceFaultsRequest.newBuilder()
                .addRules(rule("a", FAIL))
                .setTtl(Durations.fromSeconds(5)));

    assertThat(answer.getExpireTime())
        .isEqualTo(Timestamps.fromMillis(FaultServer.NOW.plusSeconds(5).toEpochMilli()));
    server.pauses.advance(Duration.ofMillis(4999));
    assertThat(fails(() -> server.read("tcp"))).isTrue();
    server.pauses.advance(Duration.ofMillis(1));

    assertThat(fails(() -> server.read("tcp"))).isFalse();
    assertThat(server.list("")).isEmpty();
  }

  @Test
  void ttl_ofReplacedOnes_doesNotEndTheNew() {
    server.set(
        ReplaceFaultsRequest.newBuilder()
            .addRules(rule("a", FAIL))
            .setTtl(Durations.fromSeconds(5)));
    server.set(rule("b", FAIL));

    server.pauses.advance(Duration.ofMinutes(59));
    assertThat(server.list("")).hasSize(1);
    server.pauses.advance(Duration.ofMinutes(1));

    assertThat(server.list("")).isEmpty();
  }

  @Test
  void ttl_tooLong_isRefused() {
    assertThat(
            Failure.of(
                    () ->
                        server.set(
                            ReplaceFaultsRequest.newBuilder().setTtl(Durations.fromHours(25))))
                .violations())
        .containsEntry("ttl", "is 90000 s and 0 ns, expected 1 ms to 24 h");
  }

  @Test
  void resetStack_itsFaults_areGoneAndOthersStay() {
    create("mine");
    server.set("", rule("a", FAIL).setMatch(FaultMatch.newBuilder().addMethods("ReadNetFile")));
    server.set("mine", rule("b", FAIL));

    var _ = server.control().resetStack(ResetStackRequest.getDefaultInstance());
    server.listen(80);

    assertThat(fails(() -> server.read("tcp"))).isFalse();
    assertThat(fails(() -> readOf("mine"))).isTrue();
  }

  @Test
  void apply_manyRevisions_leavesThemOn() {
    server.set("", rule("a", FAIL).setMatch(FaultMatch.newBuilder().addMethods("ReadNetFile")));
    for (int i = 0; i < 1100; i++) {
      var _ =
          server
              .control()
              .applyMutations(
                  ApplyMutationsRequest.newBuilder()
                      .addMutations(FaultServer.opening(1000 + i).getMutations(0))
                      .build());
    }

    assertThat(fails(() -> server.read("tcp"))).isTrue();
  }

  @Test
  void deleteStack_itsFaults_areNotThoseOfTheNextOfThatName() {
    create("mine");
    server.set("mine", rule("b", FAIL).setMatch(FaultMatch.newBuilder().addMethods("ReadNetFile")));

    var _ = server.control().deleteStack(DeleteStackRequest.newBuilder().setStack("mine").build());
    create("mine");

    assertThat(fails(() -> readOf("mine"))).isFalse();
    assertThat(server.list("mine")).isEmpty();
  }

  @Test
  void faults_on_areLoggedCountedAndInTheJournal() throws Exception {
    try (LogRecorder log = new LogRecorder(Faults.class)) {
      server.set(rule("a", FAIL).setTimes(1), rule("b", delayOf(0)));
      assertThat(fails(() -> server.read("tcp"))).isTrue();
      assertThat(server.daemon().text("/metrics/server"))
          .contains("procnet_fault_rules 2.0", "procnet_faults_total 2.0");
      server.pauses.advance(Duration.ofMinutes(1));
      server.set();
      assertThat(server.daemon().text("/metrics/server")).contains("procnet_fault_rules 0.0");
      server.pauses.advance(Duration.ofMinutes(3));

      assertThat(log.lines())
          .containsExactly(
              "WARN faults are on for stack default: a, b, until 2026-01-01T01:00:00Z",
              "WARN faults are on: stack default: a, b");
    }
    assertThat(
            JournalServiceGrpc.newBlockingStub(server.channel())
                .listCalls(
                    ListCallsRequest.newBuilder()
                        .setMatch(CallMatch.newBuilder().setFault("*"))
                        .build())
                .getCallsList())
        .extracting(CallRecord::getFault)
        .containsExactly("a,b");
  }

  @Test
  void faultService_itself_hasNone() {
    server.set("*", rule("all", FAIL));

    assertThat(
            fails(
                () ->
                    FaultServiceGrpc.newBlockingStub(server.channel())
                        .listFaults(ListFaultsRequest.getDefaultInstance())))
        .isFalse();
    assertThat(
            Failure.of(
                    () ->
                        server.set(
                            rule("x", FAIL)
                                .setMatch(FaultMatch.newBuilder().addMethods("ReplaceFaults"))))
                .violations())
        .containsKey("rules[0].match.methods[0]");
  }

  private static FaultEffect.Builder delayOf(long millis) {
    return FaultEffect.newBuilder()
        .setDelay(FaultDelay.newBuilder().setFixed(Durations.fromMillis(millis)));
  }

  private List<Boolean> outcomes(int calls) {
    List<Boolean> outcomes = new ArrayList<>();
    for (int i = 0; i < calls; i++) {
      outcomes.add(!fails(() -> server.read("tcp")));
    }
    return outcomes;
  }

  private static boolean fails(Runnable call) {
    try {
      call.run();
      return false;
    } catch (StatusRuntimeException e) {
      assertThat(Failure.of(e).reason()).isEqualTo(ErrorReason.ERROR_REASON_FAULT_INJECTED);
      return true;
    }
  }

  private void create(String name) {
    var _ =
        server
            .control()
            .createStack(
                CreateStackRequest.newBuilder().setStack(Stack.newBuilder().setName(name)).build());
  }

  private void readOf(String stack) {
    var _ =
        server
            .introspection()
            .readNetFile(ReadNetFileRequest.newBuilder().setStack(stack).setName("tcp").build());
  }

  private void readWith(String... keysAndValues) {
    Metadata headers = new Metadata();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      headers.put(
          Metadata.Key.of(keysAndValues[i], Metadata.ASCII_STRING_MARSHALLER),
          keysAndValues[i + 1]);
    }
    var _ =
        server
            .introspection()
            .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
            .readNetFile(ReadNetFileRequest.newBuilder().setName("tcp").build());
  }
}
