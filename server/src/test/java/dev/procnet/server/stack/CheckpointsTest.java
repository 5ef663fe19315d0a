package dev.procnet.server.stack;

import static dev.procnet.server.stack.Samples.NOW;
import static dev.procnet.server.stack.Samples.apply;
import static dev.procnet.server.stack.Samples.openTcp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.procnet.server.stack.ProcnetException.Reason;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CheckpointsTest {

  private static final Instant LATER = NOW.plusSeconds(7);

  private final Stack stack =
      Samples.stack(Samples.host(Profile.LINUX_6_18), new HistoryLimits(1, 1, 2));

  private Checkpoint save(String name) {
    return stack.saveCheckpoint(RequestKey.NONE, name, false, LATER);
  }

  @Test
  void saveCheckpoint_sharesTheStateAndIsNoRevision() {
    Snapshot state = stack.snapshot();

    Checkpoint saved = save("a");

    assertThat(saved).isEqualTo(new Checkpoint("a", 1, NOW, LATER));
    assertThat(stack.checkpoint("a")).isSameAs(state);
    assertThat(stack.snapshot()).isSameAs(state);
  }

  @Test
  void restoreCheckpoint_longForgottenByTheHistory_sharesItsTables() {
    apply(stack, openTcp(80, TcpState.LISTEN));
    Table<TcpSocket> sockets = stack.snapshot().table(Section.TCP);
    save("a");
    apply(stack, openTcp(81, TcpState.LISTEN));
    apply(stack, openTcp(82, TcpState.LISTEN));
    assertThat(stack.oldestRevision()).isEqualTo(4);

    Stack.Applied restored = stack.restoreCheckpoint(RequestKey.NONE, "a", 4, LATER);

    assertThat(restored.revision()).isEqualTo(5);
    assertThat(restored.appliedAt()).isEqualTo(LATER);
    assertThat(stack.snapshot().table(Section.TCP)).isSameAs(sockets);
    assertThat(stack.snapshot().changedAt(Section.TCP)).isEqualTo(5);
    assertThat(stack.revision(5).replacedBy()).isEqualTo("restore");
  }

  @Test
  void checkpointNames_areThoseOfStacks() {
    assertThatThrownBy(() -> save("-a")).hasMessageContaining("is '-a', expected 1 to 63 of a-z");
  }

  @Test
  void saveCheckpoint_atTheLimit_replacesButAddsNone() {
    save("a");
    save("b");

    assertThatThrownBy(() -> save("c"))
        .isInstanceOfSatisfying(
            ProcnetException.class, e -> assertThat(e.reason()).isEqualTo(Reason.QUOTA_EXCEEDED));
    apply(stack, openTcp(80, TcpState.LISTEN));
    assertThat(stack.saveCheckpoint(RequestKey.NONE, "a", true, NOW).revision()).isEqualTo(2);
    assertThat(stack.deleteCheckpoint("b")).isTrue();
    assertThat(save("c").name()).isEqualTo("c");
    assertThat(stack.checkpoints()).extracting(Checkpoint::name).containsExactly("a", "c");
  }

  @Test
  void anyChange_ofADeletedStack_isRefused() {
    save("a");
    var _ = stack.delete(0, () -> {});

    assertThatThrownBy(() -> stack.restoreCheckpoint(RequestKey.NONE, "a", 0, NOW))
        .hasMessage("stack 's' was deleted");
    assertThatThrownBy(() -> save("b")).hasMessage("stack 's' was deleted");
    assertThatThrownBy(() -> stack.deleteCheckpoint("a")).hasMessage("stack 's' was deleted");
  }

  @Test
  void fork_ofAState_goesOnFromItsRevision() {
    apply(stack, openTcp(80, TcpState.LISTEN));

    Stack fork =
        new StackRegistry(HistoryLimits.DEFAULT, 1).create("f", Map.of(), stack.snapshot(), LATER);

    TcpSocket socket = fork.snapshot().table(Section.TCP).iterator().next();
    assertThat(fork.snapshot().revision()).isEqualTo(3);
    assertThat(fork.oldestRevision()).isEqualTo(3);
    assertThat(fork.snapshot().revisionOf(socket.revision())).isEqualTo(3);
    assertThat(fork.snapshot().table(Section.TCP)).isSameAs(stack.snapshot().table(Section.TCP));
  }
}
