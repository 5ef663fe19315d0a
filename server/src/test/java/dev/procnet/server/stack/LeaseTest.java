package dev.procnet.server.stack;

import static dev.procnet.server.stack.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LeaseTest {

  private static final Duration TTL = Duration.ofSeconds(10);

  private final StackRegistry stacks = new StackRegistry(HistoryLimits.DEFAULT, 10);
  private final Snapshot seed = Samples.host(Profile.LINUX_6_18);
  private final Stack stack = stacks.create("s", Map.of(), seed, Lease.of(TTL, NOW), NOW);

  private List<Stack> removed(Instant now) {
    List<Stack> removed = new ArrayList<>();
    stacks.removeEnded(now, removed::add);
    return removed;
  }

  @Test
  void removeEnded_atTheEnd_removesThatStackAndTellsItsListeners() {
    stacks.create(StackRegistry.DEFAULT, Map.of(), seed, NOW);
    AtomicInteger told = new AtomicInteger();
    stack.subscribe(told::incrementAndGet);

    assertThat(removed(NOW.plus(TTL).minusNanos(1))).isEmpty();
    assertThat(told).hasValue(0);
    assertThat(removed(NOW.plus(TTL))).containsExactly(stack);

    assertThat(told).hasValue(1);
    assertThat(stack.isDeleted()).isTrue();
    assertThat(stacks.list()).extracting(Stack::name).containsExactly(StackRegistry.DEFAULT);
    assertThat(removed(NOW.plus(TTL))).isEmpty();
  }

  @Test
  void renew_withoutTtl_isAsLongAsBefore() {
    stacks.renew("s", null, NOW.plusSeconds(5));

    assertThat(stack.lease()).isEqualTo(new Lease(TTL, NOW.plusSeconds(15)));
    assertThat(removed(NOW.plusSeconds(14))).isEmpty();
    assertThat(stack.snapshot().revision()).as("is no revision").isEqualTo(1);
  }

  @Test
  void renew_ofAStackThatHadNone_needsATtl() {
    Stack other = stacks.create("other", Map.of(), seed, NOW);

    assertThatThrownBy(() -> stacks.renew("other", null, NOW))
        .hasMessageContaining("stack 'other' has none to renew");
    stacks.renew("other", TTL, NOW);

    assertThat(other.lease()).isEqualTo(new Lease(TTL, NOW.plus(TTL)));
  }

  @Test
  void renew_ofDefaultOrUnknown_isRefused() {
    assertThatThrownBy(() -> stacks.renew("", TTL, NOW)).hasMessageContaining("other than default");
    assertThatThrownBy(() -> stacks.renew("t", TTL, NOW)).hasMessageContaining("no stack 't'");
  }

  @Test
  void ttl_outOfRange_isRefused() {
    assertThatThrownBy(() -> Lease.of(Duration.ZERO, NOW))
        .hasMessageContaining("is PT0S, expected PT0.001S to PT720H");
    assertThatThrownBy(() -> Lease.of(Duration.ofDays(30).plusNanos(1), NOW))
        .isInstanceOf(ProcnetException.class);
    assertThat(Lease.of(Duration.ofDays(30), NOW).ttl()).hasDays(30);
  }
}
