package dev.procnet.server.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Context;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class CallTurnsTest {

  private final Queue<Runnable> thread = new ArrayDeque<>();
  private final CallTurns turns = new CallTurns(thread::add);
  private final List<String> done = new ArrayList<>();

  private void work(String caller, int number) {
    turns.of(caller).execute(() -> done.add(caller + number));
  }

  private void run() {
    while (!thread.isEmpty()) {
      thread.remove().run();
    }
  }

  @Test
  void work_ofSeveralCallers_isDoneInTurns() {
    for (int i = 1; i <= 4; i++) {
      work("a", i);
    }
    work("b", 1);
    work("b", 2);
    work("c", 1);
    run();

    assertThat(done).containsExactly("a1", "b1", "c1", "a2", "b2", "a3", "a4");
  }

  @Test
  void work_thatComesLaterThanHundreds_isNext() {
    for (int i = 1; i <= 300; i++) {
      work("greedy", i);
    }
    for (int i = 0; i < 100; i++) {
      thread.remove().run();
    }
    work("small", 1);
    run();

    assertThat(done.indexOf("small1")).isEqualTo(101);
    assertThat(done).hasSize(301);
  }

  @Test
  void work_ofACallAfterIt_takesTheTurnsOfItsCaller() {
    CallTurns.with(Context.ROOT, "a")
        .run(() -> turns.current().execute(() -> done.add("of the call")));
    work("a", 1);
    work("b", 1);
    run();

    assertThat(done).containsExactly("of the call", "b1", "a1");
  }

  @Test
  void work_thatThreadsRefuse_isRefusedAndNotDoneLater() {
    List<Runnable> room = new ArrayList<>();
    CallTurns full =
        new CallTurns(
            work -> {
              if (!room.isEmpty()) {
                throw new RejectedExecutionException("full");
              }
              room.add(work);
            });
    full.of("a").execute(() -> done.add("first"));

    assertThatThrownBy(() -> full.of("a").execute(() -> done.add("second")))
        .isInstanceOf(RejectedExecutionException.class);
    assertThatThrownBy(() -> full.of("b").execute(() -> done.add("third")))
        .isInstanceOf(RejectedExecutionException.class);
    room.getFirst().run();

    assertThat(done).containsExactly("first");
  }
}
