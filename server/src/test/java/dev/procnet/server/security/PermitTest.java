package dev.procnet.server.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Message;
import dev.procnet.server.stack.ProcnetException;
import dev.procnet.server.stack.ProcnetException.Reason;
import dev.procnet.v1.ApplyMutationsRequest;
import dev.procnet.v1.Connect;
import dev.procnet.v1.CreateStackRequest;
import dev.procnet.v1.FileChunk;
import dev.procnet.v1.GetStackRequest;
import dev.procnet.v1.IdMapping;
import dev.procnet.v1.ImportStackRequest;
import dev.procnet.v1.ImportStart;
import dev.procnet.v1.ListStacksRequest;
import dev.procnet.v1.Mutation;
import dev.procnet.v1.ReadNetFileRequest;
import dev.procnet.v1.ReadOptions;
import dev.procnet.v1.Reader;
import dev.procnet.v1.Stack;
import dev.procnet.v1.WatchStackRequest;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PermitTest {

  private static final Caller CALLER = new Caller(Set.of("token:lab"), false, "10.0.0.1:5");

  @Test
  void checked_stackOfTheRole_goesOnAsItIs() {
    Message request = ReadNetFileRequest.newBuilder().setStack("a").setName("tcp").build();

    assertThat(permit(Role.READER, Role.READER, "a").checked(request)).isSameAs(request);
  }

  @Test
  void checked_otherStack_isDenied() {
    assertThatThrownBy(() -> check(Role.READER, ReadNetFileRequest.newBuilder().setStack("b")))
        .isInstanceOfSatisfying(
            ProcnetException.class,
            e -> {
              assertThat(e.reason()).isEqualTo(Reason.ROLE_MISSING);
              assertThat(e.metadata())
                  .containsEntry("stack", "b")
                  .containsEntry("role", "reader")
                  .containsEntry("caller", "token:lab");
            });
  }

  @Test
  void checked_noStackNamed_isDefault() {
    assertThat(permit(Role.READER, Role.READER, "default").checked(get(""))).isEqualTo(get(""));
    assertThatThrownBy(() -> check(Role.READER, GetStackRequest.newBuilder()))
        .hasMessageContaining("for stack default");
  }

  @Test
  void checked_newStack_mustBeNamed() {
    Stack.Builder named = Stack.newBuilder().setName("a");

    assertThat(check(Role.CONTROLLER, CreateStackRequest.newBuilder().setStack(named))).isNotNull();
    assertThatThrownBy(() -> check(Role.CONTROLLER, CreateStackRequest.newBuilder()))
        .hasMessageContaining("for stack *");
    assertThatThrownBy(
            () ->
                check(
                    Role.CONTROLLER, CreateStackRequest.newBuilder().setStack(Stack.newBuilder())))
        .hasMessageContaining("for stack *");
  }

  @Test
  void checked_peerStackOfAMutation_isLookedAt() {
    assertThat(check(Role.CONTROLLER, apply("a"))).isNotNull();
    assertThat(check(Role.CONTROLLER, apply(""))).isNotNull();
    assertThatThrownBy(() -> check(Role.CONTROLLER, apply("b")))
        .hasMessageContaining("for stack b");
  }

  @Test
  void checked_partsOfAnImport_areThoseOfItsStart() {
    assertThat(check(Role.CONTROLLER, ImportStackRequest.newBuilder().setChunk(chunk())))
        .isNotNull();
    assertThat(check(Role.CONTROLLER, start("a"))).isNotNull();
    assertThatThrownBy(() -> check(Role.CONTROLLER, start("b"))).hasMessageContaining("stack b");
    assertThatThrownBy(() -> check(Role.CONTROLLER, start(""))).hasMessageContaining("default");
  }

  @Test
  void checked_redactedReader_isShownNoAddresses() {
    Permit permit = permit(Role.READER, Role.READER_REDACTED, "a");
    ReadOptions options =
        ReadOptions.newBuilder()
            .setMinRevision(7)
            .setReader(Reader.newBuilder().addUidMap(IdMapping.newBuilder().setLength(1)))
            .build();

    ReadNetFileRequest read =
        (ReadNetFileRequest)
            permit.checked(ReadNetFileRequest.newBuilder().setStack("a").setRead(options).build());
    WatchStackRequest watch =
        (WatchStackRequest) permit.checked(WatchStackRequest.newBuilder().setStack("a").build());

    assertThat(read.getRead().getReader())
        .isEqualTo(options.getReader().toBuilder().setHideAddresses(true).build());
    assertThat(read.getRead().getMinRevision()).isEqualTo(7);
    assertThat(watch.getReader().getHideAddresses()).isTrue();
    assertThatThrownBy(() -> permit.checked(get("b"))).hasMessageContaining("stack b");
  }

  @Test
  void checked_redactedReaderOfNoAddresses_goesOnAsItIs() {
    Permit permit =
        Permit.of(CALLER, rights(Role.READER_REDACTED, "a"), "m", Role.READER, /* asIs= */ true);

    assertThat(permit.checked(get("a"))).isEqualTo(get("a"));
    assertThat(permit.checked(ListStacksRequest.getDefaultInstance())).isNotNull();
  }

  @Test
  void checked_redactedReaderOfWhatCantBeHidden_isDenied() {
    assertThatThrownBy(() -> permit(Role.READER, Role.READER_REDACTED, "a").checked(get("a")))
        .isInstanceOf(ProcnetException.class);
  }

  @Test
  void isVoid_otherRole_isTrue() {
    assertThat(permit(Role.CONTROLLER, Role.READER, "a").isVoid()).isTrue();
    assertThat(permit(Role.READER, Role.CONTROLLER, "a").isVoid()).isTrue();
    assertThat(permit(Role.READER, Role.READER_REDACTED, "a").isVoid()).isFalse();
  }

  private static Object check(Role role, Message.Builder request) {
    return permit(role, role, "a").checked(request.build());
  }

  private static Permit permit(Role needed, Role had, String stack) {
    return Permit.of(CALLER, rights(had, stack), "m", needed, /* asIs= */ false);
  }

  private static Rights rights(Role had, String stack) {
    return new Rights(Map.of(had, StackSet.of(Set.of(stack))));
  }

  private static GetStackRequest get(String stack) {
    return GetStackRequest.newBuilder().setStack(stack).build();
  }

  private static ApplyMutationsRequest.Builder apply(String peer) {
    return ApplyMutationsRequest.newBuilder()
        .setStack("a")
        .addMutations(Mutation.newBuilder().setConnect(Connect.newBuilder().setPeerStack(peer)));
  }

  private static ImportStackRequest.Builder start(String stack) {
    return ImportStackRequest.newBuilder().setStart(ImportStart.newBuilder().setStack(stack));
  }

  private static FileChunk chunk() {
    return FileChunk.newBuilder().setName("tcp").build();
  }
}
