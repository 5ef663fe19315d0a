package dev.procnet.server.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PumpTest {

  private final FakeCall<Integer> call = new FakeCall<>();
  private final Pump<Integer> pump = new Pump<>(call);
  private final AtomicInteger ends = new AtomicInteger();

  /** Counts up, and knows how far it was asked. */
  private static final class Counting implements Pump.Source<Integer> {

    private final int count;
    private int made;

    Counting(int count) {
      this.count = count;
    }

    @Override
    public @Nullable Integer next() {
      return made < count ? made++ : null;
    }

    @Override
    public boolean complete() {
      return made == count;
    }
  }

  @Test
  void pull_whileTheReaderTakesNothing_makesNothing() {
    Counting source = new Counting(10);

    pump.start(source);
    pump.pull();

    assertThat(source.made).isZero();
  }

  @Test
  void pull_asTheReaderTakes_makesWhatItTakes() {
    Counting source = new Counting(10);
    pump.start(source);

    call.take(3);

    assertThat(call.sent()).containsExactly(0, 1, 2);
    assertThat(source.made).isEqualTo(3);
    assertThat(call.completed()).isFalse();
  }

  @Test
  void pull_afterTheLast_completesOnce() {
    pump.atEnd(ends::incrementAndGet);
    pump.start(new Counting(2));

    call.take(9);
    pump.pull();

    assertThat(call.sent()).containsExactly(0, 1);
    assertThat(call.completed()).isTrue();
    assertThat(ends).hasValue(1);
  }

  @Test
  void cancel_stopsAtOnceAndCleansUp() {
    Counting source = new Counting(10);
    pump.atEnd(ends::incrementAndGet);
    pump.start(source);
    call.take(1);

    call.cancel();
    call.take(5);

    assertThat(source.made).isEqualTo(1);
    assertThat(call.completed()).isFalse();
    assertThat(ends).hasValue(1);
  }

  @Test
  void fail_whileTheReaderTakesNothing_endsAnyway() {
    pump.start(new Counting(10));

    pump.fail(Drain.error());

    assertThat(call.error()).hasMessageContaining("about to stop");
  }

  @Test
  void pull_fromASourceThatThrows_endsWithItsError() {
    pump.atEnd(ends::incrementAndGet);
    pump.start(
        new Pump.Source<>() {
          @Override
          public Integer next() {
            throw new IllegalStateException("broken");
          }

          @Override
          public boolean complete() {
            return false;
          }
        });

    call.take(1);

    assertThat(call.error()).hasMessage("broken");
    assertThat(ends).hasValue(1);
  }

  @Test
  void atEnd_afterTheEnd_runsAtOnce() {
    call.cancel();

    pump.atEnd(ends::incrementAndGet);

    assertThat(ends).hasValue(1);
  }

  @Test
  void pull_fromManyThreads_keepsTheOrder() throws InterruptedException {
    int count = 10_000;
    call.take(count);
    Counting slowly = new Counting(0);
    Pump.Source<Integer> oneAtATime =
        new Pump.Source<>() {
          private boolean pause;

          @Override
          public @Nullable Integer next() {
            pause = !pause;
            return pause || slowly.made == count ? null : slowly.made++;
          }

          @Override
          public boolean complete() {
            return slowly.made == count;
          }
        };
    pump.start(oneAtATime);
    Thread[] threads = new Thread[4];
    for (int i = 0; i < threads.length; i++) {
      threads[i] =
          Thread.ofPlatform()
              .start(
                  () -> {
                    while (!call.completed()) {
                      pump.pull();
                    }
                  });
    }
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(call.sent()).isEqualTo(IntStream.range(0, count).boxed().toList());
  }
}
