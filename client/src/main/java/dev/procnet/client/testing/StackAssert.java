package dev.procnet.client.testing;

import dev.procnet.client.ProcnetClientException;
import io.grpc.Status.Code;
import java.time.Duration;
import java.util.function.Consumer;
import org.assertj.core.api.AbstractAssert;

/** Assertions about a stack. */
public final class StackAssert extends AbstractAssert<StackAssert, StackView> {

  /** How long {@link #eventually(Consumer)} waits. */
  private static final Duration WITHIN = Duration.ofSeconds(5);

  StackAssert(StackView view) {
    super(view, StackAssert.class);
  }

  /** About a net file: {@code tcp}, {@code dev_snmp6/eth0}. */
  public NetFileAssert file(String name) {
    return new NetFileAssert(actual, name);
  }

  /** About a counter: {@code Tcp.InSegs}, {@code TcpExt.ListenDrops}. */
  public CounterAssert counter(String name) {
    return new CounterAssert(actual, name);
  }

  /** As {@link #eventually(Duration, Consumer)}, within 5 seconds. */
  public StackAssert eventually(Consumer<StackAssert> checks) {
    return eventually(WITHIN, checks);
  }

  /**
   * The checks hold now or at a revision that comes in time. They are made again at each new
   * revision, of which the server tells: nobody sleeps.
   *
   * @param within whole time
   */
  public StackAssert eventually(Duration within, Consumer<StackAssert> checks) {
    long end = System.nanoTime() + within.toNanos();
    StackAssert now = this;
    while (true) {
      try {
        checks.accept(now);
        return now;
      } catch (AssertionError e) {
        now = next(now.actual, end, within, e);
      }
    }
  }

  private static StackAssert next(StackView seen, long end, Duration within, AssertionError last) {
    Duration left = Duration.ofNanos(Math.max(1_000_000, end - System.nanoTime()));
    try {
      long revision = seen.stack().await(seen.revision() + 1, left);
      return new StackAssert(seen.stack().at(revision));
    } catch (ProcnetClientException e) {
      if (e.code() != Code.DEADLINE_EXCEEDED) {
        throw e;
      }
      throw new AssertionError(
          "not so within " + within + ", up to " + seen + ":\n" + last.getMessage(), last);
    }
  }
}
