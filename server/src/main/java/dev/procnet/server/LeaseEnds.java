package dev.procnet.server;

import dev.procnet.server.stack.Lease;
import dev.procnet.server.stack.Stack;
import dev.procnet.server.stack.StackRegistry;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes the stacks that nobody has renewed. */
final class LeaseEnds {

  private static final Logger LOG = LoggerFactory.getLogger(LeaseEnds.class);

  /** What the API promises: within a second. */
  private static final long PERIOD_MILLIS = 500;

  private final StackRegistry stacks;
  private final InstantSource clock;
  private final ScheduledExecutorService timer;

  @Inject
  LeaseEnds(StackRegistry stacks, InstantSource clock, ScheduledExecutorService timer) {
    this.stacks = stacks;
    this.clock = clock;
    this.timer = timer;
  }

  /** Looks from now on, until the timer ends. */
  void start() {
    var _ =
        timer.scheduleWithFixedDelay(
            this::look, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Looks once. */
  void look() {
    try {
      stacks.removeEnded(clock.instant(), stack -> tell(stack, stack.lease()));
    } catch (RuntimeException e) {
      // Thrown on, it would be the last look.
      LOG.error("stacks whose lease has ended can't be removed", e);
    }
  }

  private static void tell(Stack stack, @Nullable Lease lease) {
    LOG.info(
        "stack '{}' was deleted: not renewed within {}",
        stack.name(),
        lease == null ? "its time" : lease.ttl());
  }
}
