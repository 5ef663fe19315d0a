package dev.procnet.server.rpc;

import com.google.protobuf.Duration;
import com.google.protobuf.util.Durations;
import dev.procnet.server.stack.ProcnetException;
import dev.procnet.server.stack.derive.AdvanceClock;
import dev.procnet.v1.ClockAdvance;

/** Passing of time. */
final class ClockMapper {

  private static final long MILLIS_PER_TICK = 10;
  private static final long MOST_SECONDS = 30L * 24 * 60 * 60;

  private ClockMapper() {}

  static AdvanceClock advance(ClockAdvance proto) {
    Duration by = proto.getBy();
    boolean valid =
        Durations.isValid(by)
            && Durations.isPositive(by)
            && Durations.compare(by, Durations.fromSeconds(MOST_SECONDS)) <= 0
            && Durations.toNanos(by) % (MILLIS_PER_TICK * 1_000_000) == 0;
    if (!valid) {
      throw ProcnetException.field(
          "by",
          "is "
              + by.getSeconds()
              + " s and "
              + by.getNanos()
              + " ns, expected 10 ms to 30 days in steps of 10 ms");
    }
    return new AdvanceClock(Durations.toMillis(by) / MILLIS_PER_TICK);
  }
}
