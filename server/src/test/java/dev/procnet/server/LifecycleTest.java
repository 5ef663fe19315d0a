package dev.procnet.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.procnet.server.Lifecycle.Start;
import dev.procnet.server.Lifecycle.Step;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LifecycleTest {

  private final List<String> events = new ArrayList<>();

  @Test
  void stop_started_isInReverse() throws StartException, InterruptedException {
    Lifecycle lifecycle = new Lifecycle(List.of(step("a"), step("b"), step("c")));

    lifecycle.start();
    assertThat(lifecycle.stop()).isTrue();
    lifecycle.awaitStopped();

    assertThat(events).containsExactly("+a", "+b", "+c", "-c", "-b", "-a");
  }

  @Test
  void start_oneFails_itAndThoseBeforeAreStopped() {
    Lifecycle lifecycle =
        new Lifecycle(List.of(step("a"), step("b", this::failToStart), step("c")));

    assertThatThrownBy(lifecycle::start).isInstanceOf(StartException.class).hasMessage("no");

    assertThat(events).containsExactly("+a", "-b", "-a");
  }

  @Test
  void start_defect_rollsBackToo() {
    Lifecycle lifecycle =
        new Lifecycle(
            List.of(
                step("a"),
                step(
                    "b",
                    () -> {
                      throw new IllegalStateException("defect");
                    })));

    assertThatThrownBy(lifecycle::start).isInstanceOf(IllegalStateException.class);

    assertThat(events).containsExactly("+a", "-b", "-a");
  }

  @Test
  void stop_oneFails_theOthersAreStopped() throws StartException {
    Step broken =
        new Step(
            "broken",
            () -> {},
            () -> {
              throw new IllegalStateException("can't");
            });
    Lifecycle lifecycle = new Lifecycle(List.of(step("a"), broken, step("c")));
    lifecycle.start();

    try (LogRecorder log = new LogRecorder(Lifecycle.class)) {
      assertThat(lifecycle.stop()).isFalse();
      assertThat(log.lines()).containsExactly("ERROR broken can't be stopped");
    }

    assertThat(events).containsExactly("+a", "+c", "-c", "-a");
  }

  @Test
  void stop_again_doesNothing() throws StartException {
    Lifecycle lifecycle = new Lifecycle(List.of(step("a")));
    lifecycle.start();
    lifecycle.stop();

    assertThat(lifecycle.stop()).isTrue();

    assertThat(events).containsExactly("+a", "-a");
  }

  @Test
  void start_stoppedBefore_throws() {
    Lifecycle lifecycle = new Lifecycle(List.of(step("a")));
    lifecycle.stop();

    assertThatThrownBy(lifecycle::start).isInstanceOf(StartException.class);
    assertThat(events).isEmpty();
  }

  private Step step(String name) {
    return step(name, () -> events.add("+" + name));
  }

  private Step step(String name, Start start) {
    return new Step(name, start, () -> events.add("-" + name));
  }

  private void failToStart() throws StartException {
    throw new StartException("no");
  }
}
