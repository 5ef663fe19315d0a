package dev.procnet.server.rpc;

import static dev.procnet.server.rpc.Requests.openListener;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.rpc.QuotaFailure;
import com.google.rpc.ResourceInfo;
import dev.procnet.v1.ApplyMutationsRequest;
import dev.procnet.v1.CreateStackRequest;
import dev.procnet.v1.CreateStackResponse;
import dev.procnet.v1.DeleteStackRequest;
import dev.procnet.v1.DeleteStackResponse;
import dev.procnet.v1.ErrorReason;
import dev.procnet.v1.GetStackRequest;
import dev.procnet.v1.ListSocketsRequest;
import dev.procnet.v1.ListStacksRequest;
import dev.procnet.v1.ListStacksResponse;
import dev.procnet.v1.Profile;
import dev.procnet.v1.ResetStackRequest;
import dev.procnet.v1.ResetStackResponse;
import dev.procnet.v1.Stack;
import dev.procnet.v1.StackServiceGrpc;
import dev.procnet.v1.StackSettings;
import io.grpc.CallOptions;
import io.grpc.MethodDescriptor;
import io.grpc.Status.Code;
import io.grpc.stub.ClientCalls;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StackRpcTest {

  private final RpcServer server = RpcServer.start(RpcServer.Setup.IN_PROCESS.withMaxStacks(8));

  @AfterEach
  void stop() {
    server.close();
  }

  private CreateStackResponse create(Stack.Builder stack) {
    return server.control().createStack(CreateStackRequest.newBuilder().setStack(stack).build());
  }

  private Failure refused(Stack.Builder stack) {
    return Failure.of(() -> create(stack));
  }

  @Test
  void createStack_asDescribed_isAtItsFirstRevision() {
    CreateStackResponse answer =
        create(
            Stack.newBuilder()
                .setName("web-1")
                .setProfile(Profile.PROFILE_LINUX_6_1)
                .putLabels("tier", "web")
                .setSettings(StackSettings.newBuilder().setIpv6(false)));

    Stack stack = answer.getStack();
    assertThat(answer.getHeader().getRevision()).isEqualTo(1);
    assertThat(answer.getHeader().getStack()).isEqualTo("web-1");
    assertThat(stack.getProfile()).isEqualTo(Profile.PROFILE_LINUX_6_1);
    assertThat(stack.getLabelsMap()).containsExactlyEntriesOf(Map.of("tier", "web"));
    assertThat(stack.getSettings().getIpv6()).isFalse();
    assertThat(stack.getSettings().getNetwork()).isTrue();
    assertThat(stack.getUsage().getInterfaces()).isEqualTo(2);
    assertThat(stack.getCreateTime()).isEqualTo(answer.getHeader().getApplyTime());
    assertThat(stack.getRevision()).isEqualTo(1);
    assertThat(
            server
                .control()
                .getStack(GetStackRequest.newBuilder().setStack("web-1").build())
                .getStack())
        .isEqualTo(stack);
  }

  @Test
  void createStack_withoutName_picksOne() {
    CreateStackResponse answer = create(Stack.newBuilder());

    assertThat(answer.getStack().getName()).matches("stack-[a-z0-9]{6}");
    assertThat(answer.getStack().getProfile()).isEqualTo(Profile.PROFILE_LINUX_6_18);
  }

  @Test
  void createStack_again_isAnsweredAgain() {
    CreateStackRequest request =
        CreateStackRequest.newBuilder()
            .setStack(Stack.newBuilder().putLabels("a", "1").putLabels("b", "2"))
            .setRequestId("once")
            .build();

    CreateStackResponse first = server.control().createStack(request);

    assertThat(server.control().createStack(request)).isEqualTo(first);
    assertThat(server.stacks().list()).hasSize(2);
    Failure reused =
        Failure.of(
            () ->
                server
                    .control()
                    .createStack(CreateStackRequest.newBuilder().setRequestId("once").build()));
    assertThat(reused.reason()).isEqualTo(ErrorReason.ERROR_REASON_REQUEST_ID_REUSED);
  }

  @Test
  void createStack_ofATakenName_isRefused() {
    Failure failure = refused(Stack.newBuilder().setName("default"));

    assertThat(failure.code()).isEqualTo(Code.ALREADY_EXISTS);
    assertThat(failure.reason()).isEqualTo(ErrorReason.ERROR_REASON_STACK_ALREADY_EXISTS);
    assertThat(failure.metadata()).containsEntry("stack", "default");
  }

  @Test
  void createStack_withWrongFields_tellsAll() {
    Failure failure =
        refused(
            Stack.newBuilder().setName("Web").setProfileValue(77).putLabels("key", "x".repeat(64)));

    assertThat(failure.reason()).isEqualTo(ErrorReason.ERROR_REASON_FIELD_INVALID);
    assertThat(failure.violations())
        .containsOnlyKeys("stack.name", "stack.profile", "stack.labels[key].length");
  }

  @Test
  void createStack_beyondTheLimit_isRefused() {
    for (int i = 1; i < 8; i++) {
      create(Stack.newBuilder().setName("s" + i));
    }

    Failure failure = refused(Stack.newBuilder().setName("s8"));

    assertThat(failure.code()).isEqualTo(Code.RESOURCE_EXHAUSTED);
    assertThat(failure.reason()).isEqualTo(ErrorReason.ERROR_REASON_QUOTA_EXCEEDED);
    assertThat(failure.metadata()).containsEntry("quota", "stacks").containsEntry("limit", "8");
    assertThat(failure.detail(QuotaFailure.class).getViolations(0).getSubject())
        .isEqualTo("stacks");
  }

  @Test
  void getStack_ofNone_suggestsTheNearest() {
    Failure failure =
        Failure.of(
            () ->
                server
                    .control()
                    .getStack(GetStackRequest.newBuilder().setStack("defualt").build()));

    assertThat(failure.code()).isEqualTo(Code.NOT_FOUND);
    assertThat(failure.reason()).isEqualTo(ErrorReason.ERROR_REASON_STACK_NOT_FOUND);
    assertThat(failure.metadata())
        .containsEntry("stack", "defualt")
        .containsEntry("suggestion", "default");
    assertThat(failure.detail(ResourceInfo.class).getResourceName()).isEqualTo("defualt");
  }

  @Test
  void listStacks_byPagesAndLabels_givesEachOnce() {
    for (String name : List.of("c", "a", "b")) {
      create(Stack.newBuilder().setName(name).putLabels("of", "test"));
    }
    List<String> names = new ArrayList<>();
    String token = "";
    do {
      ListStacksResponse page =
          server
              .control()
              .listStacks(
                  ListStacksRequest.newBuilder()
                      .putLabels("of", "test")
                      .setPageSize(2)
                      .setPageToken(token)
                      .build());
      page.getStacksList().forEach(stack -> names.add(stack.getName()));
      token = page.getNextPageToken();
    } while (!token.isEmpty());

    assertThat(names).containsExactly("a", "b", "c");
  }

  @Test
  void listStacks_withATokenOfAnotherFilter_isRefused() {
    create(Stack.newBuilder().setName("a"));
    String token =
        server
            .control()
            .listStacks(ListStacksRequest.newBuilder().setPageSize(1).build())
            .getNextPageToken();

    Failure failure =
        Failure.of(
            () ->
                server
                    .control()
                    .listStacks(
                        ListStacksRequest.newBuilder()
                            .putLabels("a", "b")
                            .setPageToken(token)
                            .build()));

    assertThat(failure.reason()).isEqualTo(ErrorReason.ERROR_REASON_PAGE_TOKEN_INVALID);
  }

  @Test
  void resetStack_goesBackToTheFirstState() {
    server.apply(openListener(80));
    ResetStackRequest request = ResetStackRequest.newBuilder().setRequestId("reset").build();

    ResetStackResponse answer = server.control().resetStack(request);

    assertThat(answer.getHeader().getRevision()).isEqualTo(3);
    assertThat(server.stack().snapshot().socketCount()).isZero();
    server.apply(openListener(81));
    assertThat(server.control().resetStack(request).getHeader().getRevision()).isEqualTo(3);
    assertThat(server.stack().snapshot().socketCount()).isEqualTo(1);
  }

  @Test
  void requestId_ofAResetForABatch_isRefused() {
    server.control().resetStack(ResetStackRequest.newBuilder().setRequestId("id").build());

    Failure failure =
        Failure.of(
            () ->
                server
                    .control()
                    .applyMutations(
                        ApplyMutationsRequest.newBuilder()
                            .setRequestId("id")
                            .addMutations(openListener(1))
                            .build()));

    assertThat(failure.reason()).isEqualTo(ErrorReason.ERROR_REASON_REQUEST_ID_REUSED);
  }

  private DeleteStackResponse delete(String name, long revision) {
    return server
        .control()
        .deleteStack(
            DeleteStackRequest.newBuilder().setStack(name).setExpectedRevision(revision).build());
  }

  @Test
  void deleteStack_onlyAtItsRevision() {
    create(Stack.newBuilder().setName("a"));

    Failure failure = Failure.of(() -> delete("a", 7));
    DeleteStackResponse first = delete("a", 1);
    DeleteStackResponse second = delete("a", 1);

    assertThat(failure.reason()).isEqualTo(ErrorReason.ERROR_REASON_PRECONDITION_MISMATCH);
    assertThat(first.getExisted()).isTrue();
    assertThat(first.getHeader().getRevision()).isEqualTo(1);
    assertThat(second.getExisted()).isFalse();
    assertThat(second.getHeader().getServerId()).isEqualTo(server.serverId().value());
  }

  @Test
  void deleteStack_ofTheDefault_isRefused() {
    assertThat(Failure.of(() -> delete("default", 0)).violations()).containsOnlyKeys("stack");
    assertThat(Failure.of(() -> delete("", 0)).violations()).containsOnlyKeys("stack");
  }

  @Test
  void stacks_knowNothingOfOneAnother() {
    create(Stack.newBuilder().setName("a"));

    server
        .control()
        .applyMutations(
            ApplyMutationsRequest.newBuilder()
                .setStack("a")
                .addMutations(openListener(80))
                .build());

    assertThat(
            server
                .introspection()
                .listSockets(ListSocketsRequest.getDefaultInstance())
                .getTotalSize())
        .isZero();
    assertThat(server.stack().snapshot().revision()).isEqualTo(1);
    assertThat(server.stacks().get("a").snapshot().revision()).isEqualTo(2);
  }

  @Test
  void anyMethod_bytesThatAreNoMessage_areRefusedAsAField() {
    MethodDescriptor.Marshaller<byte[]> raw =
        new MethodDescriptor.Marshaller<>() {
          @Override
          public InputStream stream(byte[] value) {
            return new ByteArrayInputStream(value);
          }

          @Override
          public byte[] parse(InputStream stream) {
            throw new AssertionError("an answer came");
          }
        };
    MethodDescriptor<byte[], byte[]> method =
        StackServiceGrpc.getGetStackMethod().toBuilder(raw, raw).build();
    byte[] garbage = new byte[20];
    Arrays.fill(garbage, (byte) 0xFF);

    Failure failure =
        Failure.of(
            () ->
                ClientCalls.blockingUnaryCall(
                    server.channel(), method, CallOptions.DEFAULT, garbage));

    assertThat(failure.code()).isEqualTo(Code.INVALID_ARGUMENT);
    assertThat(failure.reason()).isEqualTo(ErrorReason.ERROR_REASON_FIELD_INVALID);
  }
}
