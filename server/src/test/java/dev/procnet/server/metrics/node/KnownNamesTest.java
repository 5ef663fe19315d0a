package dev.procnet.server.metrics.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class KnownNamesTest {

  private final AtomicInteger made = new AtomicInteger();
  private final KnownNames<String> names =
      new KnownNames<>(
          (group, counter) -> {
            made.incrementAndGet();
            return group + "_" + counter;
          });

  @Test
  void get_again_isNotMadeAgain() {
    assertThat(names.get("Tcp", "InSegs")).isEqualTo("Tcp_InSegs");
    assertThat(names.get("Tcp", "InSegs")).isEqualTo("Tcp_InSegs");

    assertThat(made).hasValue(1);
  }

  @Test
  void get_ofVeryMany_keepsSome() {
    for (int i = 0; i < 10_000; i++) {
      assertThat(names.get("G", "c" + i)).isEqualTo("G_c" + i);
    }
    names.get("G", "c0");
    names.get("G", "c9999");

    // The first is kept, the last is not.
    assertThat(made).hasValue(10_001);
  }
}
